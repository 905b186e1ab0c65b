using Weir.Delta.Actions;

namespace Weir.Delta.Commands;

/// <summary>
/// Whether rows of one schema can be written into a table of another. Names fold case, order does
/// not count, types must be equal; a nullable column may be missing. Rows that may be NULL can go
/// into a required top-level column (<see cref="RequiredColumns"/> looks at what came), not into a
/// required place further down, where nobody would look.
/// </summary>
internal static class SchemaAgreement
{
    /// <summary>Every difference, each naming the path of its column; empty when the rows fit.</summary>
    public static IReadOnlyList<string> Differences(DeltaSchema rows, DeltaSchema table)
    {
        List<string> found = [];
        CompareFields(rows.Columns, table.Columns, "", found);
        return found;
    }

    private static void CompareFields(
        IReadOnlyList<StructField> rows, IReadOnlyList<StructField> table, string path, List<string> found)
    {
        bool top = path.Length == 0;
        foreach (StructField target in table)
        {
            string name = path + target.Name;
            List<StructField> matches = [.. rows.Where(row => SameName(row, target))];
            if (matches.Count > 1)
                found.Add($"column '{name}' comes {matches.Count} times");
            else if (matches.Count == 0 && !(top && target.Nullable))
                found.Add($"column '{name}' ({target.Type}{(target.Nullable ? "" : " NOT NULL")}) is missing");
            if (matches.Count != 1)
                continue;
            if (!top && !target.Nullable && matches[0].Nullable)
                found.Add($"column '{name}' may be NULL, which the table does not take there");
            CompareTypes(matches[0].Type, target.Type, name, found);
        }
        foreach (StructField extra in rows.Where(row => !table.Any(target => SameName(row, target))))
            found.Add($"column '{path + extra.Name}' ({extra.Type}) is not in the table");
    }

    private static void CompareTypes(DeltaType rows, DeltaType table, string path, List<string> found)
    {
        switch (rows, table)
        {
            case (DeltaStruct row, DeltaStruct target):
                CompareFields(row.Fields, target.Fields, path + ".", found);
                break;
            case (DeltaArray row, DeltaArray target):
                CompareNulls(row.ContainsNull, target.ContainsNull, path + ".element", found);
                CompareTypes(row.Element, target.Element, path + ".element", found);
                break;
            case (DeltaMap row, DeltaMap target):
                CompareTypes(row.Key, target.Key, path + ".key", found);
                CompareNulls(row.ValueContainsNull, target.ValueContainsNull, path + ".value", found);
                CompareTypes(row.Value, target.Value, path + ".value", found);
                break;
            case var _ when rows != table:
                found.Add($"column '{path}' is {rows}, but {table} in the table");
                break;
        }
    }

    private static void CompareNulls(bool rows, bool table, string path, List<string> found)
    {
        if (rows && !table)
            found.Add($"column '{path}' may be NULL, which the table does not take there");
    }

    private static bool SameName(StructField left, StructField right) =>
        string.Equals(left.Name, right.Name, StringComparison.OrdinalIgnoreCase);
}
