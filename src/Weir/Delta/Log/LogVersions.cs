namespace Weir.Delta.Log;

/// <summary>The commits, compactions and complete checkpoints of a listing, by version.</summary>
internal sealed class LogVersions
{
    private readonly Dictionary<long, LogPath> _commits = [];
    private readonly Dictionary<long, LogPath> _compactions = [];
    private readonly HashSet<long> _checksums = [];
    private readonly SortedDictionary<long, IReadOnlyList<LogPath>> _checkpoints = [];

    public LogVersions(IReadOnlyList<LogPath> files)
    {
        foreach (LogPath file in files)
        {
            if (file.Kind == LogFileKind.Commit)
                _commits[file.Version] = file;
            else if (file.Kind == LogFileKind.Checksum)
                _checksums.Add(file.Version);
            else if (file.Kind == LogFileKind.Compaction && !(_compactions.TryGetValue(file.FirstVersion, out LogPath other) && other.Version >= file.Version))
                _compactions[file.FirstVersion] = file; // of those that begin at one version the longest
        }
        foreach (LogPath file in files.Where(file => file.Kind == LogFileKind.UuidCheckpoint).OrderBy(file => file.Path))
            _checkpoints[file.Version] = [file];
        foreach (var parts in files.Where(file => file.Kind == LogFileKind.CheckpointPart).GroupBy(file => (file.Version, file.Parts)))
        {
            // "Readers must ignore multi-part checkpoints with missing parts." Names are unique, so counting is enough.
            if (parts.Count() == parts.Key.Parts)
                _checkpoints[parts.Key.Version] = [.. parts.OrderBy(part => part.Part)];
        }
        // Last, so that the one file, which is written atomically, wins over the parts of the same version.
        foreach (LogPath file in files.Where(file => file.Kind == LogFileKind.ClassicCheckpoint))
            _checkpoints[file.Version] = [file];
    }

    /// <summary>Whether the listing holds any version at all.</summary>
    public bool IsEmpty => _commits.Count + _checkpoints.Count == 0;

    /// <summary>The newest version that a commit or a checkpoint names.</summary>
    public long Latest => _commits.Keys.Concat(_checkpoints.Keys).Max();

    /// <summary>
    /// The oldest version from which on every version up to <see cref="Latest"/> can be read; null
    /// when even the latest cannot.
    /// </summary>
    public long? EarliestReadable
    {
        get
        {
            long first = FirstCommit;
            if (first == 0)
                return 0;
            foreach (long checkpoint in _checkpoints.Keys)
            {
                if (checkpoint >= first - 1)
                    return checkpoint;
            }
            return null;
        }
    }

    /// <summary>The first of the commits that reach up to <see cref="Latest"/> without gap; one more than that when there is none.</summary>
    public long FirstCommit
    {
        get
        {
            long first = Latest + 1;
            while (_commits.ContainsKey(first - 1))
                first--;
            return first;
        }
    }

    public LogPath? Commit(long version) => _commits.TryGetValue(version, out LogPath commit) ? commit : null;

    /// <summary>The longest compaction that begins with this version and does not reach beyond another.</summary>
    public LogPath? Compaction(long first, long last) =>
        _compactions.TryGetValue(first, out LogPath file) && file.Version <= last && file.Version > first ? file : null;

    public bool HasChecksum(long version) => _checksums.Contains(version);

    public long? NewestCheckpointUpTo(long version)
    {
        long? newest = null;
        foreach (long checkpoint in _checkpoints.Keys)
        {
            if (checkpoint <= version)
                newest = checkpoint;
        }
        return newest;
    }

    public IReadOnlyList<LogPath> CheckpointFiles(long version) => _checkpoints[version];
}
