namespace Weir.Diagnostics.Payloads;

/// <summary>What is kept of Delta tables between queries.</summary>
internal sealed record CacheConfigured(
    int SnapshotsMax, double SnapshotTimeToLiveSeconds, bool RequiresVersions, bool ParquetMetadata, IReadOnlyList<CacheLimit> Caches);

/// <summary>A cache and its limits; null for none of its own. Those of <c>predicate</c> are for each version of a table.</summary>
internal sealed record CacheLimit(string Name, int? EntriesMax, long? BytesMax, double? TimeToLiveSeconds);

/// <summary>What the caches hold and did, up to now.</summary>
internal sealed record CacheState(IReadOnlyList<CacheCounts> Caches);

/// <summary>One cache.</summary>
internal sealed record CacheCounts(string Name, long Entries, long Hits, long Misses, long Evictions);
