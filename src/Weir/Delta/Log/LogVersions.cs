using Weir.Storage;

namespace Weir.Delta.Log;

/// <summary>The commits and complete checkpoints of a listing, by version.</summary>
internal sealed class LogVersions
{
    private readonly Dictionary<long, LogPath> _commits = [];
    private readonly SortedDictionary<long, IReadOnlyList<ObjectPath>> _checkpoints = [];
    private readonly SortedDictionary<long, ObjectPath> _uuidCheckpoints = [];

    public LogVersions(IReadOnlyList<LogPath> files)
    {
        foreach (LogPath file in files)
        {
            if (file.Kind == LogFileKind.Commit)
                _commits[file.Version] = file;
            else if (file.Kind == LogFileKind.UuidCheckpoint)
                _uuidCheckpoints[file.Version] = file.Path;
        }
        foreach (var parts in files.Where(file => file.Kind == LogFileKind.CheckpointPart).GroupBy(file => (file.Version, file.Parts)))
        {
            // "Readers must ignore multi-part checkpoints with missing parts." Names are unique, so counting is enough.
            if (parts.Count() == parts.Key.Parts)
                _checkpoints[parts.Key.Version] = [.. parts.OrderBy(part => part.Part).Select(part => part.Path)];
        }
        // Last, so that the one file, which is written atomically, wins over the parts of the same version.
        foreach (LogPath file in files.Where(file => file.Kind == LogFileKind.ClassicCheckpoint))
            _checkpoints[file.Version] = [file.Path];
    }

    /// <summary>Whether the listing holds any version at all.</summary>
    public bool IsEmpty => _commits.Count + _checkpoints.Count + _uuidCheckpoints.Count == 0;

    /// <summary>The newest version that a commit or a checkpoint names.</summary>
    public long Latest => _commits.Keys.Concat(_checkpoints.Keys).Concat(_uuidCheckpoints.Keys).Max();

    /// <summary>
    /// The oldest version from which on every version up to <see cref="Latest"/> can be read; null
    /// when even the latest cannot.
    /// </summary>
    public long? EarliestReadable
    {
        get
        {
            long first = Latest + 1;
            while (_commits.ContainsKey(first - 1))
                first--;
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

    public LogPath? Commit(long version) => _commits.TryGetValue(version, out LogPath commit) ? commit : null;

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

    public IReadOnlyList<ObjectPath> CheckpointFiles(long version) => _checkpoints[version];

    /// <summary>The newest UUID-named checkpoint with <paramref name="from"/> &lt;= version &lt;= <paramref name="to"/>.</summary>
    public ObjectPath? NewestUuidCheckpointBetween(long from, long to)
    {
        ObjectPath? newest = null;
        foreach ((long version, ObjectPath path) in _uuidCheckpoints)
        {
            if (version >= from && version <= to)
                newest = path;
        }
        return newest;
    }
}
