namespace Weir.Engine;

/// <summary>How a database is opened. What is not told takes the engine's own default unless it says otherwise here.</summary>
internal sealed record EngineOptions
{
    /// <summary>Most memory that the engine may use, in bytes. Default: 80 % of the machine's.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Where the engine puts what does not fit into memory. Default: nowhere, work over the limit fails.</summary>
    public string? SpillFolder { get; init; }

    /// <summary>Most disk space that spilling may take, in bytes. Default: 90 % of what is free.</summary>
    public long? SpillBytesMax { get; init; }

    /// <summary>Threads of the engine. Default: one a core.</summary>
    public int? Threads { get; init; }

    /// <summary>Time zone (IANA name) in which TIMESTAMP WITH TIME ZONE is read and shown. Default: UTC, on every machine.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>
    /// Files that a partitioned COPY keeps open at once. With fewer the engine closes and reopens files,
    /// and a wide partitioning falls into crumbs.
    /// </summary>
    public int OpenPartitionFilesMax { get; init; } = 512;

    /// <summary>Whether connections may have their statements measured. Default: no.</summary>
    public bool AllowsProfiles { get; init; }
    /// <summary>Further settings by their names, set before settings are locked.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings { get; init; } = [];

    /// <summary>The folders that the engine reads and writes in; null for no such bound. The spill folder is always one of them.</summary>
    public IReadOnlyList<string>? Folders { get; init; }

    /// <summary>Whether footers of Parquet files are kept. Default: no.</summary>
    public bool KeepsParquetMetadata { get; init; }
}
