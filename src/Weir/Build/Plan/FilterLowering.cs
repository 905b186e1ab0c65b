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
        ParsedExpression expression = SpecExpression.Read(transform.Predicate, predicatePath, source, rules, binder, cancellation);
        RequireTruthValue(transform.Predicate, expression, predicatePath, source, binder, cancellation);
        return new LoweredView($"SELECT * FROM {source.Sql} WHERE ({expression.Sql})", source);
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
            if (SpecExpression.Unknown(expression, source) is { } column)
                throw SpecErrors.UnresolvedColumn(path, source.Name, column, source.ColumnNames);
            throw SpecErrors.Predicate(path, predicate, Caused.By($"does not bind to '{source.Name}'", error), error);
        }
        if (result.Type != "BOOLEAN")
            throw SpecErrors.Predicate(path, predicate, $"yields {result.Type}, not true or false");
    }
}
