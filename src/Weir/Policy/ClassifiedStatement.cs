namespace Weir.Policies;

/// <summary>A statement of a text and what it is.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="First">Its first lexeme.</param>
/// <param name="End">The place behind its last lexeme.</param>
/// <param name="Inner">The statements that stand inside it and would be run, explained or prepared with it.</param>
internal sealed record ClassifiedStatement(SqlStatementKind Kind, int First, int End, IReadOnlyList<ClassifiedStatement> Inner)
{
    /// <summary>The rights that it needs, with those of what stands inside.</summary>
    public SqlRights Rights => Inner.Aggregate(StatementKinds.RightsOf(Kind), (rights, inner) => rights | inner.Rights);

    /// <summary>Whether it or one inside is of no known kind.</summary>
    public bool IsUnknown => Kind == SqlStatementKind.Unknown || Inner.Any(inner => inner.IsUnknown);

    /// <summary>The statement and those inside, outer ones first.</summary>
    public IEnumerable<ClassifiedStatement> All => Inner.SelectMany(inner => inner.All).Prepend(this);
}
