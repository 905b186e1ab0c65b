namespace Weir.Engine.Syntax;

/// <summary>One reading of a provider's table in a rewritten statement, under a name of its own.</summary>
/// <param name="Table">The table's name in the session.</param>
/// <param name="Name">The name that stands in the rewritten statement; equal for readings that want the same.</param>
/// <param name="Filters">Conditions that may be used to leave rows out; the statement holds them still.</param>
/// <param name="LimitRows">
/// Rows after which the reading may end, provided that all filters are met by all rows that are read; null for no limit.
/// </param>
internal sealed record ProviderScan(string Table, string Name, IReadOnlyList<ScanFilter> Filters, long? LimitRows);
