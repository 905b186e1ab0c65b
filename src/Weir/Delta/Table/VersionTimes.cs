using System.Collections.Concurrent;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Delta.Table;

/// <summary>
/// When the versions of a table were made, in milliseconds since the Unix epoch: the time that the commit itself says
/// where the table has in-commit timestamps, else that of the commit's file. Files are copied and their clocks disagree,
/// so a file that is not later than the one before it counts as one millisecond later. Safe for use by many threads.
/// </summary>
internal sealed class VersionTimes
{
    // The provenance is the first action where commits say their time.
    private const int FirstLineBytes = 16 * 1024;

    private readonly IObjectStore _store;
    private readonly LogPath[] _commits;
    private readonly long[] _fileTimes;
    private readonly ConcurrentDictionary<long, long> _inCommit = new();

    private VersionTimes(IObjectStore store, LogPath[] commits, long firstInCommit)
    {
        (_store, _commits) = (store, commits);
        _fileTimes = new long[commits.Count(commit => commit.Version < firstInCommit)];
        for (int i = 0; i < _fileTimes.Length; i++)
        {
            long found = commits[i].ModifiedAt.ToUnixTimeMilliseconds();
            _fileTimes[i] = i == 0 ? found : Math.Max(found, _fileTimes[i - 1] + 1);
        }
    }

    /// <summary>The oldest version whose time is known.</summary>
    public long First => _commits[0].Version;

    /// <summary>The newest version.</summary>
    public long Last => _commits[^1].Version;

    /// <summary>Lists the commits of a table.</summary>
    /// <param name="store">The table's root.</param>
    /// <param name="newest">Its newest version.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="WeirException">WEIR2030: the table has no commit file any more, so nothing tells times.</exception>
    public static async Task<VersionTimes> OfAsync(IObjectStore store, Snapshot newest, CancellationToken cancellationToken)
    {
        List<LogPath> files = await LogListing.ListAsync(store, startAfterName: null, cancellationToken).ConfigureAwait(false);
        LogVersions log = new(files);
        long first = Math.Max(log.IsEmpty ? 0 : log.EarliestReadable ?? 0, log.IsEmpty ? 0 : log.FirstCommit);
        LogPath[] commits = [.. files.Where(file => file.Kind == LogFileKind.Commit && file.Version >= first && file.Version <= newest.Version).OrderBy(file => file.Version)];
        if (commits.Length == 0)
            throw DeltaRequestErrors.TimesUnknown(store.Root, newest.Version);
        return new VersionTimes(store, commits, newest.Properties.InCommitTimestamps ? newest.Properties.InCommitTimestampVersion : long.MaxValue);
    }

    /// <summary>The newest version that was there at a moment.</summary>
    /// <exception cref="WeirException">WEIR2030: the moment is before the oldest or after the newest version.</exception>
    public async Task<long> VersionAtAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        long milliseconds = Floor(time, ticksBefore: 0);
        int count = await CountUpToAsync(milliseconds, cancellationToken).ConfigureAwait(false);
        bool isAfter = count == _commits.Length && await TimeAsync(Last, cancellationToken).ConfigureAwait(false) < Ceiling(time);
        return count > 0 && !isAfter
            ? _commits[count - 1].Version
            : throw await OutOfRangeAsync(time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The newest version at a moment, which may be after all of them; null when it is before all.</summary>
    public async Task<long?> LastUpToAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        int count = await CountUpToAsync(Floor(time, ticksBefore: 0), cancellationToken).ConfigureAwait(false);
        return count == 0 ? null : _commits[count - 1].Version;
    }

    /// <summary>The first version that was made at a moment or later; null when all are older.</summary>
    public async Task<long?> FirstFromAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        int count = await CountUpToAsync(Floor(time, ticksBefore: 1), cancellationToken).ConfigureAwait(false);
        return count == _commits.Length ? null : _commits[count].Version;
    }

    /// <summary>The time of a version from <see cref="First"/> to <see cref="Last"/>.</summary>
    public async Task<long> TimeAsync(long version, CancellationToken cancellationToken)
    {
        int place = checked((int)(version - First));
        if (place < _fileTimes.Length)
            return _fileTimes[place];
        if (_inCommit.TryGetValue(version, out long known))
            return known;
        LogPath commit = _commits[place];
        CommitInfo? info = await ReadAsync(commit, cancellationToken).ConfigureAwait(false);
        return _inCommit[version] = info?.InCommitTimestamp
            ?? throw DeltaErrors.CommitInvalid(_store.ToEnginePath(commit.Path), "has no 'inCommitTimestamp', which the table's properties demand");
    }

    /// <summary>The error of a moment that no version answers, with those that can be asked.</summary>
    public async Task<WeirException> OutOfRangeAsync(DateTimeOffset time, CancellationToken cancellationToken) =>
        DeltaRequestErrors.TimeOutOfRange(_store.Root, MomentText.Print(time),
            (First, MomentText.Print(await TimeAsync(First, cancellationToken).ConfigureAwait(false))),
            (Last, MomentText.Print(await TimeAsync(Last, cancellationToken).ConfigureAwait(false))));

    // How many of the commits, from the oldest on, were made up to a time. Times within each of the two kinds ascend.
    private async Task<int> CountUpToAsync(long milliseconds, CancellationToken cancellationToken)
    {
        int first = _fileTimes.Length;
        bool isInCommit = first < _commits.Length && await TimeAsync(_commits[first].Version, cancellationToken).ConfigureAwait(false) <= milliseconds;
        (int low, int high) = isInCommit ? (first, _commits.Length) : (0, first);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (await TimeAsync(_commits[middle].Version, cancellationToken).ConfigureAwait(false) <= milliseconds)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private async Task<CommitInfo?> ReadAsync(LogPath commit, CancellationToken cancellationToken)
    {
        byte[]? start = await _store.TryReadRangeAsync(commit.Path, 0, FirstLineBytes, cancellationToken).ConfigureAwait(false);
        int end = start?.AsSpan().IndexOf((byte)'\n') ?? -1;
        if (end >= 0 && InfoOf(commit, start.AsSpan(0, end)) is { InCommitTimestamp: not null } first)
            return first;
        byte[] whole = await _store.TryReadAsync(commit.Path, cancellationToken).ConfigureAwait(false)
            ?? throw DeltaErrors.CommitMissing(_store.Root, commit.Version);
        return InfoOf(commit, whole);
    }

    private CommitInfo? InfoOf(LogPath commit, ReadOnlySpan<byte> lines) =>
        ActionReader.Read(lines, _store.ToEnginePath(commit.Path)).OfType<CommitInfo>().FirstOrDefault();

    private static long Floor(DateTimeOffset time, long ticksBefore)
    {
        (long whole, long rest) = Math.DivRem(time.UtcTicks - ticksBefore - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerMillisecond);
        return rest < 0 ? whole - 1 : whole;
    }

    private static long Ceiling(DateTimeOffset time) => Floor(time, ticksBefore: 1) + 1;
}
