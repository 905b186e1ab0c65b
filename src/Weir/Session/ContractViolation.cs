namespace Weir;

/// <summary>A constraint that rows of a dataset break. Immutable.</summary>
/// <param name="Constraint">The constraint, for people.</param>
/// <param name="Count">Rows that break it; for a primary key, keys that more than one row has.</param>
public sealed record ContractViolation(string Constraint, long Count);
