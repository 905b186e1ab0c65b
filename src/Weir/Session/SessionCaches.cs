namespace Weir.Sessions;

/// <summary>The caches that the sessions of a runtime share, as their listings name them.</summary>
internal sealed class SessionCaches
{
    public SessionCaches(CacheOptions options)
    {
        Options = options;
        ListFiles = new CacheCounters(
            "list_files", options.RequiresVersions ? null : options.SnapshotTimeToLive, options.SnapshotsMax, options.SnapshotBytesMax);
        Metadata = new CacheCounters("metadata", null, options.ScansMax, options.ScanBytesMax);
        Statistics = new CacheCounters("statistics", null, null, null);
        Predicate = new CacheCounters("predicate", null, options.PredicatesMax, options.PredicateBytesMax);
    }

    public CacheOptions Options { get; }

    /// <summary>Versions of tables with the lists of their files.</summary>
    public CacheCounters ListFiles { get; }

    /// <summary>Scans, with what they know of footers.</summary>
    public CacheCounters Metadata { get; }

    /// <summary>Columns of statistics that were read out of the log; they go with their versions.</summary>
    public CacheCounters Statistics { get; }

    /// <summary>Files that conditions leave.</summary>
    public CacheCounters Predicate { get; }

    public CacheCounters Of(string listing) => listing switch
    {
        CacheListing.ListFiles => ListFiles,
        CacheListing.Metadata => Metadata,
        CacheListing.Statistics => Statistics,
        _ => Predicate,
    };
}
