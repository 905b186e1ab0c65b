using Weir.Diagnostics;

namespace Weir.Build.Plan;

/// <summary>
/// An expression of a spec, read as one expression and held against the rules. What goes into a statement is printed
/// again from its syntax tree; the text of the spec never does.
/// </summary>
internal static class SpecExpression
{
    /// <exception cref="WeirException">WEIR1035: it is not one expression, or holds a subquery; WEIR1036: a rule forbids a function.</exception>
    public static ParsedExpression Read(
        string text, string path, Relation source, RulePack rules, ISqlBinder binder, CancellationToken cancellation)
    {
        ParsedExpression expression = Parse(text, path, binder, cancellation);
        foreach (string function in expression.Functions.Concat(Keywords(expression, source)))
            if (rules.Forbids(function) is { } rule)
                throw SpecErrors.Rule(path, text, rule, function);
        return expression;
    }

    /// <summary>A column that the expression names and the source lacks. A reference of several parts may be table.column or column.field; SQL does not tell names apart by case.</summary>
    public static string? Unknown(ParsedExpression expression, Relation source)
    {
        HashSet<string> known = new(source.ColumnNames, StringComparer.OrdinalIgnoreCase);
        return expression.Columns
            .Where(parts => !known.Contains(parts[0]) && !(parts.Count > 1 && known.Contains(parts[1])))
            .Select(parts => string.Join('.', parts))
            .FirstOrDefault();
    }

    private static ParsedExpression Parse(string text, string path, ISqlBinder binder, CancellationToken cancellation)
    {
        ParsedExpression? expression;
        try
        {
            expression = binder.Parse(text, cancellation);
        }
        catch (WeirException error)
        {
            throw SpecErrors.Predicate(path, text, Caused.By("does not parse", error), error);
        }
        if (expression is null)
            throw SpecErrors.Predicate(path, text, "is not one expression");
        return expression.HasSubquery
            ? throw SpecErrors.Predicate(path, text, "holds a subquery; relate the views instead")
            : expression;
    }

    // SQL writes some functions without parentheses (current_date); the tree has them as columns.
    private static IEnumerable<string> Keywords(ParsedExpression expression, Relation source) => expression.Columns
        .Where(parts => parts.Count == 1 && !source.ColumnNames.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
        .Select(parts => parts[0].ToLowerInvariant());
}
