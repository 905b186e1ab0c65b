using Weir.Delta.Actions;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Delta.Log;

/// <summary>Reads the files of a segment into a replay. Stateless; may be used by several threads.</summary>
/// <param name="store">The table's root.</param>
/// <param name="checkpoints">Reads Parquet checkpoints.</param>
internal sealed class SegmentReader(IObjectStore store, ICheckpointReader checkpoints)
{
    // Enough to hide the latency of a remote store; with the size below it bounds the memory.
    private const int CommitsAhead = 8;

    // Larger files are read piece by piece.
    private const long WholeFileBytesMax = 4 << 20;

    /// <summary>Reads all files, the newest commit first, the checkpoint last.</summary>
    /// <exception cref="WeirException">WEIR2007, WEIR2008, WEIR2011: a file is broken or gone; WEIR6xxx: it could not be read.</exception>
    public async Task ReadAsync(LogSegment segment, LogReplay replay, CancellationToken cancellationToken)
    {
        await ReadCommitsAsync(segment, replay, cancellationToken).ConfigureAwait(false);
        if (segment.CheckpointFiles.Count == 0)
            return;
        replay.BeginCheckpoint();
        foreach (LogPath path in segment.CheckpointFiles)
            await ReadCheckpointAsync(path.Path, replay, cancellationToken).ConfigureAwait(false);
        foreach (SidecarFile sidecar in replay.Sidecars)
            await ReadParquetAsync(SidecarPath(sidecar, segment), replay, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadCommitsAsync(LogSegment segment, LogReplay replay, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<(LogPath Commit, Task<byte[]?> Content)> reads = new(CommitsAhead);
        try
        {
            int next = segment.Commits.Count - 1;
            while (next >= 0 || reads.Count > 0)
            {
                for (; next >= 0 && reads.Count < CommitsAhead; next--)
                    reads.Enqueue((segment.Commits[next], BeginReadAsync(segment.Commits[next], stop.Token)));
                (LogPath commit, Task<byte[]?> read) = reads.Peek();
                await ReadCommitAsync(commit, await read.ConfigureAwait(false), replay, commit.Version == segment.Version && commit.Kind == LogFileKind.Commit, cancellationToken)
                    .ConfigureAwait(false);
                reads.Dequeue();
            }
        }
        finally
        {
            // No read may outlive the enumeration; what the abandoned ones end with no longer matters.
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(reads.Select(read => read.Content))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<byte[]?> BeginReadAsync(LogPath commit, CancellationToken cancellationToken) =>
        commit.SizeBytes > WholeFileBytesMax ? Task.FromResult<byte[]?>(null) : store.TryReadAsync(commit.Path, cancellationToken).AsTask();

    private async Task ReadCommitAsync(LogPath commit, byte[]? content, LogReplay replay, bool isNewest, CancellationToken cancellationToken)
    {
        string file = store.ToEnginePath(commit.Path);
        replay.BeginCommit();
        if (content is not null)
        {
            int lines = 0;
            ActionReader.ReadInto(content, file, ref lines, replay);
        }
        else if (commit.SizeBytes <= WholeFileBytesMax || !await ReadLinesAsync(commit.Path, replay, cancellationToken).ConfigureAwait(false))
        {
            throw DeltaErrors.CommitMissing(store.Root, commit.Version);
        }
        replay.EndCommit(file, isNewest);
    }

    private async Task ReadCheckpointAsync(ObjectPath path, LogReplay replay, CancellationToken cancellationToken)
    {
        if (!path.Name.EndsWith(".json", StringComparison.Ordinal))
            await ReadParquetAsync(path, replay, cancellationToken).ConfigureAwait(false);
        else if (!await ReadLinesAsync(path, replay, cancellationToken).ConfigureAwait(false))
            throw DeltaErrors.CheckpointInvalid(store.ToEnginePath(path), "it was listed but is no longer there");
    }

    // Decoding Parquet is work, not waiting: off the caller's thread.
    private Task ReadParquetAsync(ObjectPath path, LogReplay replay, CancellationToken cancellationToken)
    {
        string file = store.ToEnginePath(path);
        return Task.Run(() => new CheckpointActions(file).ReadInto(replay, checkpoints, file, cancellationToken), cancellationToken);
    }

    private async Task<bool> ReadLinesAsync(ObjectPath path, LogReplay replay, CancellationToken cancellationToken)
    {
        Stream? content = await store.TryOpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        if (content is null)
            return false;
        await using (content.ConfigureAwait(false))
        {
            string file = store.ToEnginePath(path);
            int lines = 0;
            await LineBlocks.ForEachAsync(content, block => ActionReader.ReadInto(block, file, ref lines, replay), cancellationToken).ConfigureAwait(false);
        }
        return true;
    }

    // "Sidecar files must always reside in the table's own _delta_log/_sidecars": the name alone counts.
    private ObjectPath SidecarPath(SidecarFile sidecar, LogSegment segment)
    {
        DataFilePath path = DataFilePath.Parse(sidecar.Path);
        string name = path.Text[(path.Text.LastIndexOf('/') + 1)..];
        string checkpoint = store.ToEnginePath(segment.CheckpointFiles[0].Path);
        string expected = $"{store.Root}/{LogPath.SidecarFolder.Value}/{name}";
        bool isInFolder = name == path.Text || (path.Scheme is null && path.Text == expected);
        return isInFolder && name.Length > 0
            ? LogPath.SidecarFolder.Append(name)
            : throw DeltaErrors.CheckpointInvalid(checkpoint, $"its sidecar '{sidecar.Path}' does not lie in '{LogPath.SidecarFolder}' of the table");
    }
}
