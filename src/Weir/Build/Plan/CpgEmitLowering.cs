using Weir.Build.Check;
using Weir.Catalog;
using Weir.Diagnostics;

namespace Weir.Build.Plan;

/// <summary>CpgEmit: a part of the code graph, taken from its sources or, for nodes, from the repository's files.</summary>
internal static class CpgEmitLowering
{
    private static readonly string[] NodeColumns = ["entity_id", "path", "bstart", "bend"];
    private static readonly string[] EdgeColumns = ["edge_id", "src_id", "dst_id"];
    private static readonly string[] PropColumns = ["entity_id", "prop_key", "prop_value"];

    /// <param name="transform">The transform as written.</param>
    /// <param name="view">Name of the view.</param>
    /// <param name="path">JSON path of the transform.</param>
    /// <param name="sources">What the transform names.</param>
    /// <param name="repoFiles">The relation <c>repo_files_v1</c>, if the spec has one.</param>
    public static LoweredView Lower(CpgEmitTransform transform, string view, string path, IReadOnlyList<Relation> sources, Relation? repoFiles)
    {
        if (sources.Count == 0)
            throw SpecErrors.Composition($"{path}.sources", $"view '{view}' emits {transform.OutputKind} of no source");
        if (transform.OutputKind == CpgOutputKind.Nodes && !sources.All(source => NodeColumns.All(source.Has)))
            return FileNodes(view, path, repoFiles);
        LoweredView all = sources is [var only]
            ? new LoweredView($"SELECT * FROM {only.Sql}", only)
            : UnionLowering.ByName(view, path, sources, discriminator: null, distinct: false);
        string[] columns = [.. sources.SelectMany(source => source.ColumnNames).Distinct().Order(StringComparer.Ordinal)];
        return transform.OutputKind switch
        {
            CpgOutputKind.EdgesBySrc when sources.All(source => EdgeColumns.All(source.Has)) => all with { Sql = Grouped(all.Sql, "src_id", columns) },
            CpgOutputKind.EdgesByDst when sources.All(source => EdgeColumns.All(source.Has)) => all with { Sql = Grouped(all.Sql, "dst_id", columns) },
            CpgOutputKind.PropsMap when sources.All(source => PropColumns.All(source.Has)) => all with { Sql = Mapped(all.Sql) },
            _ => all,
        };
    }

    // One row a node: its edges in the order of their ids, so that equal graphs are equal tables.
    private static string Grouped(string edges, string key, string[] columns)
    {
        IEnumerable<string> fields = columns.Where(column => column != key).Select(column => $"{SqlText.Name(column)} := {SqlText.Name(column)}");
        return $"SELECT {SqlText.Name(key)}, count(*) AS \"edge_count\", list(struct_pack({string.Join(", ", fields)}) ORDER BY \"edge_id\") AS \"edges\" "
            + $"FROM ({edges}) AS \"all\" GROUP BY {SqlText.Name(key)}";
    }

    private static string Mapped(string props) =>
        "SELECT \"entity_id\", map(list(\"prop_key\" ORDER BY \"prop_key\"), list(\"prop_value\" ORDER BY \"prop_key\")) AS \"props\" "
        + $"FROM ({props}) AS \"all\" WHERE \"prop_value\" IS NOT NULL GROUP BY \"entity_id\"";

    private static LoweredView FileNodes(string view, string path, Relation? files)
    {
        if (files is null)
            throw SpecErrors.Composition($"{path}.sources",
                $"the sources of '{view}' lack one of {string.Join(", ", NodeColumns)}, and there is no '{TransformSources.RepoFiles}' to make nodes of");
        files.Require("path", path);
        if (!EngineTypes.IsInteger(files.Require("size_bytes", path).Type))
            throw SpecErrors.Composition(path, $"'{TransformSources.RepoFiles}.size_bytes' is not an integer");
        return new LoweredView(
            $"SELECT stable_id('node', \"path\") AS \"entity_id\", \"path\", CAST(0 AS BIGINT) AS \"bstart\", CAST(\"size_bytes\" AS BIGINT) AS \"bend\" FROM {files.Sql}",
            files);
    }
}
