namespace Weir;

/// <summary>
/// What a runtime keeps of Delta tables between queries, and for how long. All defaults of caching stand here. Immutable.
/// </summary>
public sealed record CacheOptions
{
    /// <summary>Each query sees the newest version: the log is asked every time, and what it confirms is kept. The default.</summary>
    public static CacheOptions Default { get; } = new();

    /// <summary>A query may see a table as it was up to 30 seconds ago; the log is not asked meanwhile.</summary>
    public static CacheOptions Latest30Seconds { get; } = new() { SnapshotTimeToLive = TimeSpan.FromSeconds(30) };

    /// <summary>Every Delta table must be named with a version, and what was read of one is never read again.</summary>
    public static CacheOptions SnapshotPinned { get; } = new() { RequiresVersions = true };

    /// <summary>Nothing that one session read is of use to another.</summary>
    public static CacheOptions MultiTenantStrict { get; } = new() { SnapshotsMax = 0, ScansMax = 0, PredicatesMax = 0 };

    /// <summary>How long the newest version of a table is taken for the newest without asking the log. Default: not at all.</summary>
    public TimeSpan SnapshotTimeToLive { get; init; } = TimeSpan.Zero;

    /// <summary>Versions of tables that are kept, with the list of their files. The least recently used goes first. Default: 64.</summary>
    public int SnapshotsMax { get; init; } = 64;

    /// <summary>Bytes of versions that are kept, counted as 220 a file. Null (the default): no such bound.</summary>
    public long? SnapshotBytesMax { get; init; }

    /// <summary>Scans of whole versions that are kept, with what they had to know of data files' footers. Default: 256.</summary>
    public int ScansMax { get; init; } = 256;

    /// <summary>Bytes of scans that are kept, counted by the text of each. Null (the default): no such bound.</summary>
    public long? ScanBytesMax { get; init; }

    /// <summary>Answers to which files conditions leave, that are kept of one version. Default: 1024.</summary>
    public int PredicatesMax { get; init; } = 1024;

    /// <summary>Bytes of such answers that are kept of one version, counted by their conditions and files,
    /// and 1,024 for the scan of a single one. Null (the default): no such bound.</summary>
    public long? PredicateBytesMax { get; init; }

    /// <summary>
    /// Whether the engine keeps footers of Parquet files, which halves the planning of repeated scans. A file that is changed
    /// without a new time is then misread; files of Delta tables never change. Default: false.
    /// </summary>
    public bool ParquetMetadata { get; init; }

    /// <summary>Whether a Delta table that is named without a version is refused (WEIR8015). Default: false.</summary>
    public bool RequiresVersions { get; init; }
}
