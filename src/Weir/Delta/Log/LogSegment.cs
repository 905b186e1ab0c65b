using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Delta.Log;

/// <summary>
/// The files that make up one version: the newest usable checkpoint and all commits after it. A
/// segment is complete: no commit between the checkpoint (or version 0) and the version is missing.
/// </summary>
/// <param name="Version">The version.</param>
/// <param name="CheckpointVersion">Version of the checkpoint; null when the log is read from version 0.</param>
/// <param name="CheckpointFiles">One file, or all parts in order; empty without a checkpoint.</param>
/// <param name="Commits">Oldest first, without gap, the last one being <paramref name="Version"/>.</param>
internal sealed record LogSegment(
    long Version,
    long? CheckpointVersion,
    IReadOnlyList<ObjectPath> CheckpointFiles,
    IReadOnlyList<LogPath> Commits)
{
    /// <summary>Picks the files of a version from a listing.</summary>
    /// <param name="table">Root of the table, for errors.</param>
    /// <param name="files">The files of <c>_delta_log</c>, in any order; at least one commit or checkpoint.</param>
    /// <param name="version">The version wanted; null for the newest.</param>
    /// <exception cref="WeirException">
    /// WEIR2002: no such version. WEIR2003: only a v2 checkpoint could give it. WEIR2008: commits are missing.
    /// </exception>
    public static LogSegment Choose(string table, IReadOnlyList<LogPath> files, long? version)
    {
        LogVersions log = new(files);
        long latest = log.Latest;
        long wanted = version ?? latest;
        if (wanted > latest || wanted < 0)
            throw DeltaErrors.VersionNotFound(table, wanted, log.EarliestReadable ?? 0, latest);

        long? checkpoint = log.NewestCheckpointUpTo(wanted);
        List<LogPath> commits = [];
        for (long v = (checkpoint ?? -1) + 1; v <= wanted; v++)
        {
            if (log.Commit(v) is not { } commit)
                throw WhyUnreadable(table, log, wanted, v);
            commits.Add(commit);
        }
        return new LogSegment(wanted, checkpoint, checkpoint is { } at ? log.CheckpointFiles(at) : [], commits);
    }

    private static WeirException WhyUnreadable(string table, LogVersions log, long wanted, long missing)
    {
        if (log.NewestUuidCheckpointBetween(missing, wanted) is { } path)
            return DeltaErrors.FeatureUnsupported(table, "v2Checkpoint", $"'{path}' is needed, as older commits are gone");
        if (log.EarliestReadable is { } earliest && wanted < earliest)
            return DeltaErrors.VersionNotFound(table, wanted, earliest, log.Latest);
        long last = missing;
        while (last < wanted && log.Commit(last + 1) is null)
            last++;
        return DeltaErrors.VersionGap(table, missing, last, wanted);
    }
}
