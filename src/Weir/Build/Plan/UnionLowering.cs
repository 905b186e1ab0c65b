using Weir.Catalog;
using Weir.Diagnostics;

namespace Weir.Build.Plan;

/// <summary>Union: rows of several sources, columns matched by name and ordered by name.</summary>
internal static class UnionLowering
{
    public static LoweredView Lower(UnionTransform transform, string view, string path, IReadOnlyList<Relation> sources)
    {
        if (transform.Sources.Count < 2)
            throw SpecErrors.Composition($"{path}.sources", $"a Union has two or more sources; view '{view}' names {transform.Sources.Count}");
        return ByName(view, path, sources, transform.DiscriminatorColumn, transform.Distinct);
    }

    public static LoweredView ByName(string view, string path, IReadOnlyList<Relation> sources, string? discriminator, bool distinct)
    {
        List<BuildWarning> warnings = [];
        SortedDictionary<string, Column> columns = new(StringComparer.Ordinal);
        foreach (Relation source in sources)
        {
            foreach (Column column in source.Columns)
            {
                if (!columns.TryAdd(column.Name, column) && columns[column.Name].Type != column.Type)
                {
                    RequireWidening(path, source, column, columns[column.Name]);
                    warnings.Add(LoweredView.Coercion(view, column.Name, columns[column.Name].Type, column.Type));
                }
            }
        }
        if (discriminator is not null && !columns.TryAdd(discriminator, new Column(discriminator, "VARCHAR")))
            throw SpecErrors.Composition($"{path}.discriminator_column", $"a source of view '{view}' has a column '{discriminator}' already");
        RequireNoTwins(path, columns.Keys);
        string all = distinct ? "\nUNION\n" : "\nUNION ALL\n";
        string sql = string.Join(all, sources.Select(source => Select(source, columns.Values, discriminator)));
        return new LoweredView(sql, sources, warnings);
    }

    private static string Select(Relation source, IEnumerable<Column> columns, string? discriminator)
    {
        IEnumerable<string> items = columns.Select(column =>
        {
            string name = SqlText.Name(column.Name);
            if (column.Name == discriminator)
                return $"{SqlText.Literal(source.Name)} AS {name}";
            return source.Has(column.Name) ? name : $"CAST(NULL AS {column.Type}) AS {name}";
        });
        return $"SELECT {string.Join(", ", items)} FROM {source.Sql}";
    }

    private static void RequireWidening(string path, Relation source, Column column, Column first)
    {
        if (!EngineTypes.Widen(first.Type, column.Type))
            throw SpecErrors.Composition($"{path}.sources",
                $"the column '{column.Name}' is {first.Type} in one source and {column.Type} in '{source.Name}'");
    }

    private static void RequireNoTwins(string path, IEnumerable<string> names)
    {
        string? twin = names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twin is not null)
            throw SpecErrors.Composition($"{path}.sources", $"the sources spell the column '{twin}' in different cases");
    }
}
