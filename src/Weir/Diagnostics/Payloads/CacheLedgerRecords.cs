namespace Weir.Diagnostics.Payloads;

/// <summary>What the caches of a run did, when it ended.</summary>
internal sealed record CacheRunTold(DateTimeOffset Start, DateTimeOffset End, long TotalWrites, long TotalReads, long ErrorCount);

/// <summary>A version of a table that was kept when the run ended, and of what use it was.</summary>
internal sealed record CacheKept(
    string ViewName, string CacheTable, string CachePolicy, string CachePath, string Result, string SchemaIdentityHash, long SnapshotVersion,
    DateTimeOffset? SnapshotTimestamp, long? RowCount, int FileCount, IReadOnlyList<string> PartitionBy);
