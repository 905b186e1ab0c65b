namespace Weir;

/// <summary>
/// What is kept of Delta tables between queries, cache by cache. What is null is as the preset that
/// <see cref="PolicyProfile.CacheProfileName"/> names. Immutable.
/// </summary>
public sealed record CacheConfig
{
    /// <summary>Versions of tables with the lists of their files.</summary>
    public CacheLimits ListFiles { get; init; } = new();

    /// <summary>Scans of whole versions, with what they had to know of footers.</summary>
    public CacheLimits Metadata { get; init; } = new();

    /// <summary>Columns of statistics; they go with their versions.</summary>
    public CacheLimits Statistics { get; init; } = new();

    /// <summary>Answers to which files conditions leave.</summary>
    public CacheLimits Predicate { get; init; } = new();

    /// <summary>Whether the engine keeps footers of Parquet files.</summary>
    public bool? ParquetMetadata { get; init; }
}

/// <summary>The bounds of one cache. Immutable.</summary>
public sealed record CacheLimits
{
    /// <summary>Entries at most, 0 or more; 0 keeps nothing.</summary>
    public int? LimitEntries { get; init; }

    /// <summary>Bytes at most, 0 or more; 0 keeps nothing.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>How long an entry lives, in seconds, 0 or more.</summary>
    public double? TtlSeconds
    {
        get;
        init => field = value is { } number && !double.IsFinite(number) ? throw new ArgumentOutOfRangeException(nameof(value), value, "A time is a finite number.") : value;
    }
}
