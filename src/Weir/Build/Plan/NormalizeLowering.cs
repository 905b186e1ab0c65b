using Weir.Catalog;
using Weir.Diagnostics;

namespace Weir.Build.Plan;

/// <summary>Normalize: stable ids, spans and normalised text beside the columns of the source.</summary>
internal static class NormalizeLowering
{
    public static LoweredView Lower(NormalizeTransform transform, string view, string path, Relation source)
    {
        List<(string Sql, string Name)> added = [(EntityId(transform, view, path, source), "entity_id")];
        if (transform.SpanColumns is { } span)
            added.Add((Span(span, path, source), "span"));
        for (int i = 0; i < transform.TextColumns.Count; i++)
            added.Add(Text(transform.TextColumns[i], $"{path}.text_columns[{i}]", source));

        foreach ((_, string name) in added)
            if (source.Columns.Any(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)) || added.Count(a => a.Name == name) > 1)
                throw SpecErrors.Composition(path, $"Normalize adds the column '{name}' to '{source.Name}', which has it already");
        string columns = string.Join(", ", added.Select(a => $"{a.Sql} AS {SqlText.Name(a.Name)}"));
        return new LoweredView($"SELECT *, {columns} FROM {source.Sql}", source);
    }

    private static string EntityId(NormalizeTransform transform, string view, string path, Relation source)
    {
        string prefix = SqlText.Literal(view);
        if (transform.IdColumns.Count == 0)
            return $"stable_id({prefix}, {SqlText.Literal(source.Name)})";
        List<string> parts = [];
        for (int i = 0; i < transform.IdColumns.Count; i++)
        {
            string columnPath = $"{path}.id_columns[{i}]";
            Column column = source.Require(transform.IdColumns[i], columnPath);
            if (!EngineTypes.HasOneText(column.Type))
                throw SpecErrors.Composition(columnPath, $"the id column '{column.Name}' is {column.Type}, whose values have no single text form");
            parts.Add(column.Type == "VARCHAR" ? SqlText.Name(column.Name) : $"CAST({SqlText.Name(column.Name)} AS VARCHAR)");
        }
        return $"{(parts.Count == 1 ? "stable_id" : "stable_id_parts")}({prefix}, {string.Join(", ", parts)})";
    }

    private static string Span(IReadOnlyList<string> columns, string path, Relation source)
    {
        if (columns.Count != 2)
            throw SpecErrors.Composition($"{path}.span_columns", $"a span has two columns, start and end; {columns.Count} are named");
        IEnumerable<string> bounds = columns.Select((name, i) =>
        {
            Column column = source.Require(name, $"{path}.span_columns[{i}]");
            return EngineTypes.IsInteger(column.Type)
                ? $"CAST({SqlText.Name(name)} AS BIGINT)"
                : throw SpecErrors.Composition($"{path}.span_columns[{i}]", $"the span column '{name}' is {column.Type}, not an integer");
        });
        return $"span_make({string.Join(", ", bounds)})";
    }

    private static (string Sql, string Name) Text(string name, string path, Relation source)
    {
        Column column = source.Require(name, path);
        return EngineTypes.IsText(column.Type)
            ? ($"utf8_normalize({SqlText.Name(name)})", $"{name}_normalized")
            : throw SpecErrors.Composition(path, $"the text column '{name}' is {column.Type}, not text");
    }
}
