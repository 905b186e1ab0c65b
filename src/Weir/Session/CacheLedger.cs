namespace Weir;

/// <summary>What the caches of a runtime hold and have done. Immutable; as it was when it was taken.</summary>
/// <param name="Run">The run.</param>
/// <param name="Snapshots">The versions of tables that are kept, in order of path and version.</param>
/// <param name="Inventory">What is known of each of them.</param>
public sealed record CacheLedger(CacheRun Run, IReadOnlyList<CacheSnapshot> Snapshots, IReadOnlyList<CacheInventory> Inventory);

/// <summary>A runtime's caches from its opening on.</summary>
/// <param name="RunId">Names the runtime; no two have the same.</param>
/// <param name="Start">When it opened.</param>
/// <param name="End">When the ledger was taken.</param>
/// <param name="CacheRoot">The folder of the caches; null, because they are in memory.</param>
/// <param name="TotalWrites">What was asked for, was not there and was made.</param>
/// <param name="TotalReads">What was asked for.</param>
/// <param name="ErrorCount">Versions that could not be opened.</param>
public sealed record CacheRun(
    string RunId, DateTimeOffset Start, DateTimeOffset End, string? CacheRoot, long TotalWrites, long TotalReads, long ErrorCount);

/// <summary>A version of a table that is kept.</summary>
/// <param name="SnapshotName">The name of the table's folder.</param>
/// <param name="CacheTable">The cache, as <c>cache_name</c> of its listing.</param>
/// <param name="CachePath">The table's root.</param>
/// <param name="SnapshotVersion">The version.</param>
/// <param name="Error">Why it is not to be used; null, because what cannot be opened is not kept.</param>
public sealed record CacheSnapshot(string SnapshotName, string CacheTable, string CachePath, long SnapshotVersion, string? Error);

/// <summary>What is known of a version that is kept.</summary>
/// <param name="ViewName">The name of the table's folder.</param>
/// <param name="CachePolicy"><c>pinned</c> for a version that was asked for by its number, <c>newest</c> for one that was the newest.</param>
/// <param name="CachePath">The table's root.</param>
/// <param name="Result"><c>hit</c> when it was of use since it was read, <c>miss</c> when not.</param>
/// <param name="PlanFingerprint">The plan that made it; null, because a version is read from its log and planned by nobody.</param>
/// <param name="PlanIdentityHash">As <paramref name="PlanFingerprint"/>.</param>
/// <param name="SchemaIdentityHash">BLAKE3 over the schema of the log, 64 hexadecimal digits.</param>
/// <param name="SnapshotVersion">The version.</param>
/// <param name="SnapshotTimestamp">When its commit says that it was made; null when it does not say.</param>
/// <param name="RowCount">Its rows by statistics; null when a file has none.</param>
/// <param name="FileCount">Its files.</param>
/// <param name="PartitionBy">Its partition columns.</param>
public sealed record CacheInventory(
    string ViewName, string CachePolicy, string CachePath, string Result, string? PlanFingerprint, string? PlanIdentityHash,
    string SchemaIdentityHash, long SnapshotVersion, DateTimeOffset? SnapshotTimestamp, long? RowCount, int FileCount, IReadOnlyList<string> PartitionBy);
