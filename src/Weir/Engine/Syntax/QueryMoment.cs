namespace Weir.Engine.Syntax;

/// <summary>
/// The engine's functions that tell the moment at which a query's transaction began: the same at all places of a query, and in all
/// statements of one transaction.
/// </summary>
internal static class QueryMoment
{
    // Those without parentheses stand in the tree as columns, and are columns where a table has one of their name.
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "now", "today", "get_current_timestamp", "transaction_timestamp", "current_timestamp", "current_date", "current_localtimestamp", "localtimestamp",
    };

    /// <summary>True for the name of such a function.</summary>
    public static bool IsName(string name) => Names.Contains(name);

    /// <summary>Whether a statement may call one.</summary>
    public static bool StandsIn(SyntaxFacts facts) =>
        facts.Functions.Any(IsName) || facts.Columns.Any(column => column is [var only] && IsName(only));
}
