using Weir.Diagnostics;

namespace Weir.Build.Plan;

/// <summary>
/// Filter: the predicate is read as one expression, held against the rules, bound to the source and
/// printed again from its syntax tree; the text of the spec never becomes part of a statement.
/// </summary>
internal static class FilterLowering
{
    public static LoweredView Lower(
        FilterTransform transform, string path, Relation source, RulePack rules, ISqlBinder binder, CancellationToken cancellation)
    {
        string predicatePath = $"{path}.predicate";
        ParsedExpression expression = Read(transform.Predicate, predicatePath, binder, cancellation);
        foreach (string function in expression.Functions.Concat(Keywords(expression, source)))
            if (rules.Forbids(function) is { } rule)
                throw SpecErrors.Rule(predicatePath, transform.Predicate, rule, function);
        RequireTruthValue(transform.Predicate, expression, predicatePath, source, binder, cancellation);
        return new LoweredView($"SELECT * FROM {source.Sql} WHERE ({expression.Sql})", source);
    }

    private static ParsedExpression Read(string predicate, string path, ISqlBinder binder, CancellationToken cancellation)
    {
        ParsedExpression? expression;
        try
        {
            expression = binder.Parse(predicate, cancellation);
        }
        catch (WeirException error)
        {
            throw SpecErrors.Predicate(path, predicate, $"does not parse: {error.Message}", error);
        }
        if (expression is null)
            throw SpecErrors.Predicate(path, predicate, "is not one expression");
        return expression.HasSubquery
            ? throw SpecErrors.Predicate(path, predicate, "holds a subquery; relate the views instead")
            : expression;
    }

    private static void RequireTruthValue(
        string predicate, ParsedExpression expression, string path, Relation source, ISqlBinder binder, CancellationToken cancellation)
    {
        Column result;
        try
        {
            result = binder.Describe($"SELECT ({expression.Sql}) AS predicate FROM ({source.EmptySql()}) AS {source.Sql}", cancellation)[0];
        }
        catch (WeirException error)
        {
            if (Unknown(expression, source) is { } column)
                throw SpecErrors.UnresolvedColumn(path, source.Name, column, source.ColumnNames);
            throw SpecErrors.Predicate(path, predicate, $"does not bind to '{source.Name}': {error.Message}", error);
        }
        if (result.Type != "BOOLEAN")
            throw SpecErrors.Predicate(path, predicate, $"yields {result.Type}, not true or false");
    }

    // SQL writes some functions without parentheses (current_date); the tree has them as columns.
    private static IEnumerable<string> Keywords(ParsedExpression expression, Relation source) => expression.Columns
        .Where(parts => parts.Count == 1 && !source.ColumnNames.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
        .Select(parts => parts[0].ToLowerInvariant());

    // A reference of several parts may be table.column or column.field; SQL does not tell names apart by case.
    private static string? Unknown(ParsedExpression expression, Relation source)
    {
        HashSet<string> known = new(source.ColumnNames, StringComparer.OrdinalIgnoreCase);
        return expression.Columns
            .Where(parts => !known.Contains(parts[0]) && !(parts.Count > 1 && known.Contains(parts[1])))
            .Select(parts => string.Join('.', parts))
            .FirstOrDefault();
    }
}
