using System.Globalization;
using Weir.Diagnostics;

namespace Weir.Catalog;

/// <summary>The SELECT over plain files: Parquet, CSV, JSON, text. Pure.</summary>
internal static class FileScan
{
    /// <summary>The text of the SELECT that answers all rows of files in the columns that are found.</summary>
    /// <exception cref="WeirException">WEIR8006, WEIR8007.</exception>
    public static string Select(DatasetLocation location, FilePattern files)
    {
        DatasetRules.RequireUnversioned(location);
        return location.Format == DatasetFormat.Text
            ? WholeFiles(SqlText.List(files.Patterns.Select(SqlText.Literal)), files.Folder)
            // One file needs no union; leaving it out lets the engine use that file's statistics.
            : $"SELECT * FROM {Reader(location, files.Patterns, files.IsGlob || files.Patterns.Count > 1 ? ["union_by_name = true"] : [])}";
    }

    /// <summary>The text of the SELECT that answers all rows of files of one kind in the columns that were declared.</summary>
    /// <param name="location">Where they lie.</param>
    /// <param name="patterns">The files.</param>
    /// <param name="adapter">What makes the declared columns of theirs.</param>
    public static string Select(DatasetLocation location, IReadOnlyList<string> patterns, SchemaAdapter adapter)
    {
        IEnumerable<string> columns = adapter.Columns.Select(column => $"{column.Expression} AS {SqlText.Name(column.Column.Name)}");
        if (location.Options.TryGetValue(DatasetOption.FileColumn, out string? file))
            columns = columns.Append(SqlText.Name(file));
        return $"SELECT {string.Join(", ", columns)} FROM {Reader(location, patterns, TypeArguments(location, adapter))}";
    }

    /// <summary>Whether files have no names for their columns, so that the declared ones are theirs in order.</summary>
    public static bool IsPositional(DatasetLocation location) => location.Format == DatasetFormat.Csv
        && (location.IsUnbounded || string.Equals(location.Options.GetValueOrDefault(DatasetOption.Header), "false", StringComparison.OrdinalIgnoreCase));

    /// <summary>The text of the SELECT that has the columns of one file, without those of its folders.</summary>
    public static string Columns(DatasetLocation location, string pattern)
    {
        DatasetLocation bare = location with
        {
            PartitionColumns = [],
            Options = location.Options.Where(option => option.Key is not (DatasetOption.FileColumn or DatasetOption.HivePartitioning))
                .Append(KeyValuePair.Create(DatasetOption.HivePartitioning, "false")).ToDictionary(),
        };
        return $"SELECT * FROM {Reader(bare, [pattern], [])}";
    }

    private static string Reader(DatasetLocation location, IReadOnlyList<string> patterns, IReadOnlyList<string> more)
    {
        string function = location.Format switch
        {
            DatasetFormat.Parquet => "read_parquet",
            DatasetFormat.Csv => "read_csv",
            DatasetFormat.Json => "read_json",
            _ => throw Invariant.Unreachable(location.Format),
        };
        string list = SqlText.List(patterns.Select(SqlText.Literal));
        return $"{function}({string.Join(", ", [list, .. DatasetOption.Arguments(location), .. more, .. Partitions(location)])})";
    }

    // Types of files that have none of their own: the reader makes them, and tells where a value is none of its type.
    private static IReadOnlyList<string> TypeArguments(DatasetLocation location, SchemaAdapter adapter)
    {
        IEnumerable<string> types = adapter.Columns.Where(column => column is { FileColumn: not null, IsPartition: false })
            .Select(column => $"{SqlText.Literal(column.FileColumn!)}: {SqlText.Literal(column.Type.ToString())}");
        if (location.Format == DatasetFormat.Parquet || !types.Any())
            return [];
        string argument = location.Format == DatasetFormat.Json || IsPositional(location) ? "columns" : "types";
        string columns = $"{argument} = {{{string.Join(", ", types)}}}";
        if (!location.IsUnbounded)
            return [columns];
        // What looks for itself how lines are written reads them, when the statement is bound and before the query.
        return location.Format == DatasetFormat.Json && !location.Options.ContainsKey("layout")
            ? [columns, "auto_detect = false", "format = 'newline_delimited'"]
            : [columns, "auto_detect = false"];
    }

    private static IReadOnlyList<string> Partitions(DatasetLocation location) => location.PartitionColumns.Count == 0 ? [] :
    [
        "hive_partitioning = true",
        $"hive_types = {{{string.Join(", ", location.PartitionColumns.Select(column => $"{SqlText.Name(column.Name)}: {ColumnTypeReader.Parse(column.Type)}"))}}}",
    ];

    private static string WholeFiles(string list, string folder)
    {
        int start = folder.EnumerateRunes().Count() + 1;
        string path = $"substr(filename, {start.ToString(CultureInfo.InvariantCulture)})";
        if (Path.DirectorySeparatorChar != '/')
            path = $"replace({path}, {SqlText.Literal(Path.DirectorySeparatorChar.ToString())}, '/')";
        // A function of ours: the engine's decode() lets an ill-formed byte swallow its neighbours.
        return $"SELECT {path} AS path, utf8_text(content) AS content, size AS size_bytes, " +
            $"last_modified AS modified_at FROM read_blob({list})";
    }
}
