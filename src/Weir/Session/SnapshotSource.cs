using Microsoft.Extensions.Logging;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Sessions;

/// <summary>
/// Opens Delta tables, and gives a version that was opened before again as long as the log proves that
/// it is what was asked for: its commit file is the same, and for the newest version no later one is
/// there, or, where the cache is told to, for as long as an answer lives. Safe for use by many threads.
/// </summary>
internal sealed class SnapshotSource(
    ICheckpointReader checkpoints, TimeProvider clock, bool mayLeaveRoot, SessionCaches caches, ILogger logger, DeltaRecorder recorder)
{
    private readonly RecentEntries<(string Root, long? Version), Known> _known = new(
        caches.ListFiles, caches.Options.SnapshotsMax, caches.Options.SnapshotBytesMax, known => BytesOfFile * known.Snapshot.Files.Count);

    // Measured; see docs/delta.md.
    private const long BytesOfFile = 220;

    // With the commit file that proves it, and when the log was last asked.
    private sealed record Known(Snapshot Snapshot, ObjectInfo Commit, long Asked, bool WasUsed = false);

    /// <summary>The folder outside of which nothing is opened; null for no such bound.</summary>
    public string? Confinement { get; init; }

    /// <summary>Whether change feeds are read.</summary>
    public bool ReadsChanges { get; init; } = true;

    /// <summary>The versions that are kept now.</summary>
    public IEnumerable<(Snapshot Snapshot, bool IsPinned, bool WasUsed)> Kept() =>
        _known.All().Select(entry => (entry.Value.Snapshot, entry.Key.Version is not null, entry.Value.WasUsed));

    /// <summary>The same versions, each once.</summary>
    public IEnumerable<Snapshot> KeptSnapshots() => Kept().Select(entry => entry.Snapshot).Distinct<Snapshot>(ReferenceEqualityComparer.Instance);

    /// <summary>The caches of the runtime.</summary>
    public SessionCaches Caches => caches;

    /// <summary>Tells the sinks what is read.</summary>
    public DeltaRecorder Recorder => recorder;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The table at a folder.</summary>
    public DeltaTable Table(IObjectStore store) => new(store, checkpoints, mayLeaveRoot);

    /// <summary>The version of a table that a location names, by its number or by a time.</summary>
    /// <param name="location">The table.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="table">What the query calls it, for errors; null where nobody calls it anything.</param>
    /// <exception cref="WeirException">As for a version. WEIR2030: the time is outside the table's. WEIR8014: both are named.</exception>
    public async Task<Snapshot> OpenAsync(DatasetLocation location, CancellationToken cancellationToken, string? table = null)
    {
        if (location.Timestamp is not { } time)
            return await OpenAsync(location.Path, location.Version, cancellationToken, table).ConfigureAwait(false);
        if (location.Version is { } version)
            throw ConfigurationErrors.VersionTwice(location.Path, version, MomentText.Print(time));
        VersionTimes times = await TimesAsync(location.Path, cancellationToken).ConfigureAwait(false);
        return await OpenAsync(location.Path, await times.VersionAtAsync(time, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The row changes that a location names.</summary>
    /// <exception cref="WeirException">
    /// WEIR2033: the table does not have the range. WEIR2031, WEIR2032: its changes were not recorded or cannot be read. Others as for a version.
    /// </exception>
    public async Task<ChangeFeed> ChangesAsync(DatasetLocation location, DeltaChangeRange range, CancellationToken cancellationToken)
    {
        if (!ReadsChanges)
            throw ProfileErrors.Forbidden($"the changes of '{location.Path}' are not read", "features.enable_delta_cdf");
        VersionTimes times = await TimesAsync(location.Path, cancellationToken).ConfigureAwait(false);
        ChangeVersions versions = await ChangeVersions.OfAsync(location, range, times, cancellationToken).ConfigureAwait(false);
        Snapshot end = await OpenAsync(location.Path, versions.Last, cancellationToken).ConfigureAwait(false);
        if (versions.IsEmpty)
            return new ChangeFeed(end, [], new Dictionary<long, long>());
        Snapshot start = await OpenAsync(location.Path, versions.First, cancellationToken).ConfigureAwait(false);
        return await new ChangeReader(Store(location.Path), start, end, times).ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>When the versions of a table were made.</summary>
    public async Task<VersionTimes> TimesAsync(string root, CancellationToken cancellationToken)
    {
        // Only times are taken from the newest version, so this holds where versions must be named too.
        Snapshot newest = await OpenAnyAsync(root, version: null, cancellationToken).ConfigureAwait(false);
        return await VersionTimes.OfAsync(Store(root), newest, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>When a version was made; null where no commit file tells.</summary>
    public async Task<long?> TimeOfAsync(string root, long version, CancellationToken cancellationToken)
    {
        try
        {
            VersionTimes times = await TimesAsync(root, cancellationToken).ConfigureAwait(false);
            return version < times.First ? null : await times.TimeAsync(version, cancellationToken).ConfigureAwait(false);
        }
        catch (WeirException unknown) when (unknown.Code == "WEIR2030")
        {
            return null;
        }
    }

    /// <summary>The files of a table.</summary>
    /// <exception cref="WeirException">WEIR8086: it is outside the folder that the profile confines sessions to.</exception>
    public IObjectStore Store(string root)
    {
        LocalStore store = new(root);
        if (Confinement is not null && !ConfinedPath.IsInside(store.Root, Confinement))
            throw ProfileErrors.OutsideRoot(root, Confinement);
        return new MeteredStore(store, clock);
    }

    /// <summary>A version of a table; the newest when none is named.</summary>
    /// <exception cref="WeirException">
    /// WEIR2001: there is no table; WEIR2002: no such version; WEIR8015: none is named, and one must be; others of WEIR2xxx, WEIR6xxx.
    /// </exception>
    public async Task<Snapshot> OpenAsync(string root, long? version, CancellationToken cancellationToken, string? table = null)
    {
        if (version is null && caches.Options.RequiresVersions)
            throw ConfigurationErrors.VersionRequired(table, root);
        return await OpenAnyAsync(root, version, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Snapshot> OpenAnyAsync(string root, long? version, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(root, version, cancellationToken).ConfigureAwait(false);
        }
        catch (WeirException)
        {
            caches.ListFiles.Failed();
            throw;
        }
    }

    private async Task<Snapshot> FindAsync(string root, long? version, CancellationToken cancellationToken)
    {
        IObjectStore store = Store(root);
        (string, long?) key = (store.Root, version);
        _known.TryGet(key, out Known? known);
        if (known is not null && IsTrusted(known, version))
        {
            caches.ListFiles.Hit();
            if (!known.WasUsed)
                _known.Set(key, known with { WasUsed = true });
            return known.Snapshot;
        }
        long asked = clock.GetTimestamp();
        DeltaTable table = Table(store);
        bool isSame = known is not null && known.Commit == await store.HeadAsync(known.Commit.Path, cancellationToken).ConfigureAwait(false);
        Snapshot snapshot = !isSame ? await ReadAsync(table, version, cancellationToken).ConfigureAwait(false)
            : version is not null ? known!.Snapshot
            : await table.RefreshAsync(known!.Snapshot, cancellationToken).ConfigureAwait(false);
        if (ReferenceEquals(snapshot, known?.Snapshot))
        {
            caches.ListFiles.Hit();
            _known.Set(key, known with { Asked = asked, WasUsed = true });
            return snapshot;
        }
        caches.ListFiles.Miss();
        caches.ListFiles.Made(clock.GetElapsedTime(asked));
        recorder.Opened(snapshot);
        foreach (string fault in snapshot.ChecksumFaults)
            LogMessages.ChecksumDiffers(logger, snapshot.Root, snapshot.Version, fault);
        // Without its commit file (a checkpoint only) nothing could prove that a version is still the same.
        if (await store.HeadAsync(LogPath.Commit(snapshot.Version), cancellationToken).ConfigureAwait(false) is { } commit)
            _known.Set(key, new Known(snapshot, commit, asked));
        return snapshot;
    }

    private async Task<Snapshot> ReadAsync(DeltaTable table, long? version, CancellationToken cancellationToken)
    {
        try
        {
            return await table.OpenAsync(version, cancellationToken).ConfigureAwait(false);
        }
        catch (WeirException failure)
        {
            recorder.Refused(table.Root, failure);
            throw;
        }
    }

    // A version never changes; where all inputs are pinned to one, nobody is asked.
    private bool IsTrusted(Known known, long? version) => version is null
        ? clock.GetElapsedTime(known.Asked) < caches.Options.SnapshotTimeToLive
        : caches.Options.RequiresVersions;
}
