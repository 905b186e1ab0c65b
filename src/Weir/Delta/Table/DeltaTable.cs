using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Delta.Table;

/// <summary>A location that may hold a Delta table. Stateless; may be used by several threads.</summary>
/// <param name="store">The table's root.</param>
/// <param name="checkpoints">Reads Parquet checkpoints.</param>
internal sealed class DeltaTable(IObjectStore store, ICheckpointReader checkpoints)
{
    // Enough to hide the latency of a remote store; bounds the memory to that many commit files.
    private const int CommitsAhead = 8;

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
    public async Task<Snapshot?> TryOpenAsync(long? version, CancellationToken cancellationToken)
    {
        using Activity? activity = WeirTelemetry.Source.StartActivity("weir.delta.open");
        activity?.SetTag("weir.delta.table", Root);
        try
        {
            Snapshot? snapshot = await ReadAsync(version, cancellationToken).ConfigureAwait(false);
            SnapshotTelemetry.Opened(activity, snapshot);
            return snapshot;
        }
        catch (WeirException error)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error.Code);
            throw;
        }
    }

    private async Task<Snapshot?> ReadAsync(long? version, CancellationToken cancellationToken)
    {
        LogSegment? segment = await LogListing.FindAsync(store, version, cancellationToken).ConfigureAwait(false);
        if (segment is null)
            return null;
        LogReplay replay = new(Root);
        await foreach ((LogPath commit, byte[] content) in CommitsNewestFirst(segment, cancellationToken).ConfigureAwait(false))
        {
            string file = store.ToEnginePath(commit.Path);
            replay.ApplyCommit(ActionReader.Read(content, file), file, isNewest: commit.Version == segment.Version);
        }
        foreach (ObjectPath path in segment.CheckpointFiles)
        {
            string file = store.ToEnginePath(path);
            // Decoding Parquet is work, not waiting: off the caller's thread.
            await Task.Run(() => new CheckpointActions(Root, file).ReadInto(replay, checkpoints, file, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        }
        return new Snapshot(store, segment, replay);
    }

    private async IAsyncEnumerable<(LogPath Commit, byte[] Content)> CommitsNewestFirst(
        LogSegment segment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<(LogPath Commit, Task<byte[]?> Content)> reads = new(CommitsAhead);
        try
        {
            int next = segment.Commits.Count - 1;
            while (next >= 0 || reads.Count > 0)
            {
                for (; next >= 0 && reads.Count < CommitsAhead; next--)
                    reads.Enqueue((segment.Commits[next], store.TryReadAsync(segment.Commits[next].Path, stop.Token).AsTask()));
                (LogPath commit, Task<byte[]?> read) = reads.Peek();
                byte[] content = await read.ConfigureAwait(false) ?? throw DeltaErrors.CommitMissing(Root, commit.Version);
                reads.Dequeue();
                yield return (commit, content);
            }
        }
        finally
        {
            // No read may outlive the enumeration; what the abandoned ones end with no longer matters.
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(reads.Select(read => read.Content))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
