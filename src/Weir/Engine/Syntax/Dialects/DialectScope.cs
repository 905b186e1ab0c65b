namespace Weir.Engine.Syntax.Dialects;

/// <summary>Where in a SELECT a name stands.</summary>
internal enum DialectClause
{
    Item,
    Join,
    Where,
    Group,
    Having,
    Qualify,

    /// <summary>A key of ORDER BY that is a name and no more.</summary>
    OrderName,

    /// <summary>A name inside a key of ORDER BY.</summary>
    Order,
}

/// <summary>Where the expression that is written stands.</summary>
/// <param name="Clause">The part of the SELECT.</param>
/// <param name="Place">The place of the item that it is; -1 for none.</param>
/// <param name="IsInAggregate">Whether it is an argument of an aggregate.</param>
/// <param name="IsMoved">Whether it is the expression of an item that is written where its name stood.</param>
internal sealed record DialectScope(DialectClause Clause, int Place, bool IsInAggregate = false, bool IsMoved = false)
{
    /// <summary>Names of parameters of lambdas around it, which hide all others.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];
}
