using Weir.Diagnostics;

namespace Weir.Delta.Log;

/// <summary>
/// The files that make up one version: the newest usable checkpoint and all commits after it. A
/// segment is complete: no commit between the checkpoint (or version 0) and the version is missing.
/// </summary>
/// <param name="Version">The version.</param>
/// <param name="CheckpointVersion">Version of the checkpoint; null when the log is read from version 0.</param>
/// <param name="CheckpointFiles">One file, or all parts in order; empty without a checkpoint.</param>
/// <param name="Commits">
/// Oldest first, without gap: commits, and compactions that stand for several of them. The last one is the commit of
/// <paramref name="Version"/>, which a compaction before it may hold too.
/// </param>
/// <param name="HasChecksum">Whether the version has a checksum file.</param>
internal sealed record LogSegment(
    long Version,
    long? CheckpointVersion,
    IReadOnlyList<LogPath> CheckpointFiles,
    IReadOnlyList<LogPath> Commits,
    bool HasChecksum = false)
{
    /// <summary>Picks the files of a version from a listing.</summary>
    /// <param name="table">Root of the table, for errors.</param>
    /// <param name="files">The files of <c>_delta_log</c>, in any order; at least one commit or checkpoint.</param>
    /// <param name="version">The version wanted; null for the newest.</param>
    /// <exception cref="WeirException">WEIR2002: no such version. WEIR2008: commits are missing.</exception>
    public static LogSegment Choose(string table, IReadOnlyList<LogPath> files, long? version)
    {
        LogVersions log = new(files);
        long latest = log.Latest;
        long wanted = version ?? latest;
        if (wanted > latest || wanted < 0)
            throw DeltaErrors.VersionNotFound(table, wanted, log.EarliestReadable ?? 0, latest);

        long? checkpoint = log.NewestCheckpointUpTo(wanted);
        return new LogSegment(
            wanted, checkpoint, checkpoint is { } at ? log.CheckpointFiles(at) : [],
            CommitsBetween(table, log, (checkpoint ?? -1) + 1, wanted), log.HasChecksum(wanted));
    }

    private static List<LogPath> CommitsBetween(string table, LogVersions log, long first, long wanted)
    {
        List<LogPath> commits = [];
        for (long v = first; v <= wanted;)
        {
            LogPath part = log.Compaction(v, wanted) ?? log.Commit(v) ?? throw WhyUnreadable(table, log, wanted, v);
            commits.Add(part);
            v = part.Version + 1;
        }
        // Who made a version stands in its own commit alone.
        if (commits.Count > 0 && commits[^1].Kind == LogFileKind.Compaction && log.Commit(wanted) is { } newest)
            commits.Add(newest);
        return commits;
    }

    private static WeirException WhyUnreadable(string table, LogVersions log, long wanted, long missing)
    {
        if (log.EarliestReadable is { } earliest && wanted < earliest)
            return DeltaErrors.VersionNotFound(table, wanted, earliest, log.Latest);
        long last = missing;
        while (last < wanted && log.Commit(last + 1) is null)
            last++;
        return DeltaErrors.VersionGap(table, missing, last, wanted);
    }
}
