using System.Collections.Concurrent;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Sessions;

/// <summary>
/// Opens Delta tables, and gives a version that was opened before again as long as the log proves that
/// it is what was asked for: its commit file is the same, and for the newest version no later one is
/// there. Safe for use by many threads.
/// </summary>
internal sealed class SnapshotSource(ICheckpointReader checkpoints, TimeProvider clock, bool mayLeaveRoot)
{
    // Snapshots hold the table's files in memory; past this many tables the cache starts anew.
    private const int TablesMax = 64;

    private readonly ConcurrentDictionary<(string Root, long? Version), (Snapshot Snapshot, ObjectInfo Commit)> _known = new();

    /// <summary>The table at a folder.</summary>
    public DeltaTable Table(IObjectStore store) => new(store, checkpoints, mayLeaveRoot);

    /// <summary>The version of a table that a location names, by its number or by a time.</summary>
    /// <exception cref="WeirException">As for a version. WEIR2030: the time is outside the table's. WEIR8014: both are named.</exception>
    public async Task<Snapshot> OpenAsync(DatasetLocation location, CancellationToken cancellationToken)
    {
        if (location.Timestamp is not { } time)
            return await OpenAsync(location.Path, location.Version, cancellationToken).ConfigureAwait(false);
        if (location.Version is { } version)
            throw ConfigurationErrors.VersionTwice(location.Path, version, time);
        VersionTimes times = await TimesAsync(location.Path, cancellationToken).ConfigureAwait(false);
        return await OpenAsync(location.Path, await times.VersionAtAsync(time, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>When the versions of a table were made.</summary>
    public async Task<VersionTimes> TimesAsync(string root, CancellationToken cancellationToken)
    {
        Snapshot newest = await OpenAsync(root, version: null, cancellationToken).ConfigureAwait(false);
        return await VersionTimes.OfAsync(Store(root), newest, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The files of a table.</summary>
    public IObjectStore Store(string root) => new MeteredStore(new LocalStore(root), clock);

    /// <summary>A version of a table; the newest when none is named.</summary>
    /// <exception cref="WeirException">WEIR2001: there is no table; WEIR2002: no such version; others of WEIR2xxx, WEIR6xxx.</exception>
    public async Task<Snapshot> OpenAsync(string root, long? version, CancellationToken cancellationToken)
    {
        IObjectStore store = Store(root);
        (string, long?) key = (store.Root, version);
        DeltaTable table = Table(store);
        Snapshot snapshot;
        if (_known.TryGetValue(key, out (Snapshot Snapshot, ObjectInfo Commit) known)
            && known.Commit == await store.HeadAsync(known.Commit.Path, cancellationToken).ConfigureAwait(false))
        {
            if (version is not null)
                return known.Snapshot;
            snapshot = await table.RefreshAsync(known.Snapshot, cancellationToken).ConfigureAwait(false);
            if (ReferenceEquals(snapshot, known.Snapshot))
                return snapshot;
        }
        else
        {
            snapshot = await table.OpenAsync(version, cancellationToken).ConfigureAwait(false);
        }
        ObjectInfo? commit = await store.HeadAsync(LogPath.Commit(snapshot.Version), cancellationToken).ConfigureAwait(false);
        if (_known.Count >= TablesMax)
            _known.Clear();
        // Without its commit file (a checkpoint only) nothing could prove that a version is still the same.
        if (commit is not null)
            _known[key] = (snapshot, commit);
        return snapshot;
    }
}
