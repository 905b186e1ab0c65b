using Weir.Delta.Table;
using Weir.Hashing;

namespace Weir.Sessions;

/// <summary>Reads the ledger of a runtime's caches.</summary>
/// <param name="runId">Names the runtime.</param>
/// <param name="opened">When it opened.</param>
internal sealed class CacheLedgerReading(string runId, DateTimeOffset opened)
{
    public CacheLedger Read(SnapshotSource snapshots)
    {
        SessionCaches caches = snapshots.Caches;
        CacheCounters[] all = [caches.ListFiles, caches.Metadata, caches.Statistics, caches.Predicate];
        CacheInventory[] kept = [.. snapshots.Kept()
            .Select(entry => Inventory(entry.Snapshot, entry.IsPinned, entry.WasUsed))
            .OrderBy(entry => entry.CachePath, StringComparer.Ordinal).ThenBy(entry => entry.SnapshotVersion).ThenBy(entry => entry.CachePolicy, StringComparer.Ordinal)];
        CacheRun run = new(
            runId, opened, snapshots.Now, CacheRoot: null, all.Sum(cache => cache.Misses), all.Sum(cache => cache.Hits + cache.Misses), caches.ListFiles.Failures);
        return new CacheLedger(
            run, [.. kept.Select(entry => new CacheSnapshot(entry.ViewName, caches.ListFiles.Name, entry.CachePath, entry.SnapshotVersion, Error: null))], kept);
    }

    private static CacheInventory Inventory(Snapshot snapshot, bool isPinned, bool wasUsed) => new(
        Path.GetFileName(snapshot.Root), isPinned ? "pinned" : "newest", snapshot.Root, wasUsed ? "hit" : "miss", PlanFingerprint: null, PlanIdentityHash: null,
        new FieldHash("weir.schema.v1").Add("schema", snapshot.Metadata.SchemaString).ToHex(), snapshot.Version,
        snapshot.CommitInfo?.Timestamp is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null,
        snapshot.RowCount, snapshot.Files.Count, [.. snapshot.PartitionColumns.Select(column => column.Name)]);
}
