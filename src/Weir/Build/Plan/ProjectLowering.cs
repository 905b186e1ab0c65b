using Weir.Catalog;
using Weir.Diagnostics;

namespace Weir.Build.Plan;

/// <summary>Project: columns of the source, and columns computed row by row.</summary>
internal static class ProjectLowering
{
    public static LoweredView Lower(
        ProjectTransform transform, string path, Relation source, RulePack rules, ISqlBinder binder, CancellationToken cancellation)
    {
        IReadOnlyList<ComputedColumn> computed = transform.Computed ?? [];
        if (transform.Columns.Count + computed.Count == 0)
            throw SpecErrors.Composition($"{path}.columns", "a Project names at least one column");
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        List<string> items = [];
        for (int i = 0; i < transform.Columns.Count; i++)
        {
            source.Require(transform.Columns[i], $"{path}.columns[{i}]");
            if (!seen.Add(transform.Columns[i]))
                throw SpecErrors.Composition($"{path}.columns[{i}]", $"the column '{transform.Columns[i]}' is named twice");
            items.Add(SqlText.Name(transform.Columns[i]));
        }
        for (int i = 0; i < computed.Count; i++)
        {
            string itemPath = $"{path}.computed[{i}]";
            if (string.IsNullOrWhiteSpace(computed[i].Name) || !seen.Add(computed[i].Name))
                throw SpecErrors.Composition($"{itemPath}.name", $"the name '{computed[i].Name}' of a computed column is empty or taken");
            items.Add($"{Expression(computed[i].Expression, $"{itemPath}.expression", source, rules, binder, cancellation)} AS {SqlText.Name(computed[i].Name)}");
        }
        return new LoweredView($"SELECT {string.Join(", ", items)} FROM {source.Sql}", source);
    }

    private static string Expression(
        string text, string path, Relation source, RulePack rules, ISqlBinder binder, CancellationToken cancellation)
    {
        ParsedExpression expression = SpecExpression.Read(text, path, source, rules, binder, cancellation);
        try
        {
            // A condition takes what is computed for one row alone: no aggregate, no window, nothing that makes rows.
            binder.Describe($"SELECT 1 AS one FROM ({source.EmptySql()}) AS {source.Sql} WHERE ({expression.Sql}) IS NOT NULL", cancellation);
        }
        catch (WeirException error)
        {
            if (SpecExpression.Unknown(expression, source) is { } column)
                throw SpecErrors.UnresolvedColumn(path, source.Name, column, source.ColumnNames);
            throw SpecErrors.Predicate(path, text, Caused.By($"does not bind to '{source.Name}' as a value of one row", error), error);
        }
        return expression.Sql;
    }
}
