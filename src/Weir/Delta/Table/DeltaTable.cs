using System.Diagnostics;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Delta.Table;

/// <summary>A location that may hold a Delta table. Stateless; may be used by several threads.</summary>
/// <param name="store">The table's root.</param>
/// <param name="checkpoints">Reads Parquet checkpoints.</param>
/// <param name="mayLeaveRoot">Whether files that the log puts outside the root are read.</param>
internal sealed class DeltaTable(IObjectStore store, ICheckpointReader checkpoints, bool mayLeaveRoot = false)
{
    // With more new commits than this a listing, which finds checkpoints, is the cheaper way.
    private const int CommitsToRefreshMax = 64;

    /// <summary>Root of the table.</summary>
    public string Root => store.Root;

    /// <summary>Reads a version.</summary>
    /// <param name="version">The version; null for the newest.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="WeirException">WEIR2001: there is no table; else as <see cref="TryOpenAsync"/>.</exception>
    public async Task<Snapshot> OpenAsync(long? version, CancellationToken cancellationToken) =>
        await TryOpenAsync(version, cancellationToken).ConfigureAwait(false) ?? throw DeltaErrors.TableNotFound(Root);

    /// <summary>Reads a version, or gives null when the location holds no table (no commit and no checkpoint).</summary>
    /// <param name="version">The version; null for the newest.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="WeirException">
    /// WEIR2002: no such version. WEIR2003, WEIR2004: the table needs what this version of Weir does
    /// not have. Others of WEIR2xxx: the log is broken. WEIR6xxx: a file could not be read.
    /// </exception>
    public Task<Snapshot?> TryOpenAsync(long? version, CancellationToken cancellationToken) =>
        TracedAsync("weir.delta.open", () => ReadAsync(version, cancellationToken));

    /// <summary>
    /// The newest version, by reading only the commits that came after a version that is known: without listing when
    /// these are few, and the known one itself when there are none.
    /// </summary>
    /// <exception cref="WeirException">As <see cref="OpenAsync"/>.</exception>
    public async Task<Snapshot> RefreshAsync(Snapshot known, CancellationToken cancellationToken) =>
        await TracedAsync("weir.delta.refresh", () => ReadLaterAsync(known, cancellationToken)).ConfigureAwait(false)
        ?? throw DeltaErrors.TableNotFound(Root);

    private async Task<Snapshot?> TracedAsync(string name, Func<Task<Snapshot?>> read)
    {
        using Activity? activity = WeirTelemetry.Start(name);
        activity?.SetTag("weir.delta.table", Root);
        try
        {
            Snapshot? snapshot = await read().ConfigureAwait(false);
            SnapshotTelemetry.Opened(activity, snapshot);
            return snapshot;
        }
        catch (WeirException error)
        {
            WeirTelemetry.Fail(activity, error, "delta");
            throw;
        }
    }

    private async Task<Snapshot?> ReadAsync(long? version, CancellationToken cancellationToken)
    {
        LogSegment? segment = await LogListing.FindAsync(store, version, cancellationToken).ConfigureAwait(false);
        if (segment is null)
            return null;
        LogReplay replay = new(Root);
        await new SegmentReader(store, checkpoints).ReadAsync(segment, replay, cancellationToken).ConfigureAwait(false);
        Snapshot snapshot = new(store, segment, replay, mayLeaveRoot);
        if (segment.HasChecksum)
            await VerifyAsync(snapshot, cancellationToken).ConfigureAwait(false);
        return snapshot;
    }

    private async Task<Snapshot?> ReadLaterAsync(Snapshot known, CancellationToken cancellationToken)
    {
        List<(LogPath Path, byte[] Content)> commits = [];
        while (commits.Count < CommitsToRefreshMax)
        {
            LogPath next = LogPath.Of(LogPath.Commit(known.Version + commits.Count + 1));
            if (await store.TryReadAsync(next.Path, cancellationToken).ConfigureAwait(false) is not { } content)
                break;
            commits.Add((next, content));
        }
        if (commits.Count == 0)
            return known;
        if (commits.Count == CommitsToRefreshMax || !known.Files.MayGrow)
            return await ReadAsync(version: null, cancellationToken).ConfigureAwait(false);
        Snapshot later = Later(known, commits);
        await VerifyAsync(later, cancellationToken).ConfigureAwait(false);
        return later;
    }

    private Snapshot Later(Snapshot known, List<(LogPath Path, byte[] Content)> commits)
    {
        lock (known.Files.Table.Adding)
        {
            LogReplay replay = new(Root, known.Files);
            for (int i = commits.Count - 1; i >= 0; i--)
            {
                string file = store.ToEnginePath(commits[i].Path.Path);
                int lines = 0;
                replay.BeginCommit();
                ActionReader.ReadInto(commits[i].Content, file, ref lines, replay);
                replay.EndCommit(file, isNewest: i == commits.Count - 1);
            }
            replay.Inherit(known.Protocol, known.Metadata, known.Transactions.Values, known.Domains.Values);
            LogSegment segment = new(commits[^1].Path.Version, known.CheckpointVersion, [], [.. commits.Select(commit => commit.Path)]);
            return new Snapshot(store, segment, replay, mayLeaveRoot, known.DeletionVectors);
        }
    }

    private async Task VerifyAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        byte[]? content = await store.TryReadAsync(LogPath.Checksum(snapshot.Version), cancellationToken).ConfigureAwait(false);
        if (content is not null && VersionChecksum.Parse(content) is { } checksum)
            snapshot.Verify(checksum);
    }
}
