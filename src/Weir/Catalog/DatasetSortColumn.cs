namespace Weir;

/// <summary>A column by which the rows of each file are declared to be in order. Immutable.</summary>
/// <param name="Name">The column.</param>
/// <param name="Descending">From large to small.</param>
/// <param name="NullsFirst">NULL before all values; else behind them.</param>
public sealed record DatasetSortColumn(string Name, bool Descending = false, bool NullsFirst = false);
