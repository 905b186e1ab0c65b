using System.Text.Json.Serialization;
using Weir.Plugins;

namespace Weir;

/// <summary>The resources of the engine and how it works. Immutable. What is null is the engine's own choice.</summary>
public sealed record ExecutionProfile
{
    /// <summary>Threads of the engine, 1 or more. Null: one a core.</summary>
    public int? TargetPartitions { get; init; }

    /// <summary>Rows of a batch for queries that do not ask for a number of their own, 1 or more. Null: 65,536.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Whether aggregates are split by key over the threads.</summary>
    public bool? RepartitionAggregations { get; init; }

    /// <summary>Whether windows are split by partition over the threads.</summary>
    public bool? RepartitionWindows { get; init; }

    /// <summary>Whether large files are split over the threads.</summary>
    public bool? RepartitionFileScans { get; init; }

    /// <summary>Bytes from which a file is split.</summary>
    public long? RepartitionFileMinSize { get; init; }

    /// <summary>Files that a write makes at once, at least.</summary>
    public int? MinimumParallelOutputFiles { get; init; }

    /// <summary>Rows after which a write begins another file.</summary>
    public long? SoftMaxRowsPerOutputFile { get; init; }

    /// <summary>Row groups of one file that are written at once.</summary>
    public int? MaximumParallelRowGroupWriters { get; init; }

    /// <summary>Bytes that a writer to an object store gathers before it sends them.</summary>
    public long? ObjectstoreWriterBufferSize { get; init; }

    /// <summary>Folder for what does not fit into memory; made when needed. Null: work over the limit fails.</summary>
    public string? SpillDir { get; init; }

    /// <summary>How operators share the memory.</summary>
    public MemoryPool MemoryPool { get; init; }

    /// <summary>Most memory of the engine, in bytes, at least 64 MiB. Null: 80 % of the machine's.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Most disk space of <see cref="SpillDir"/>, in bytes, above 0. Null: 90 % of what is free.</summary>
    public long? MaxTempDirectoryBytes { get; init; }

    /// <summary>Most bytes that a command over a Delta table spills.</summary>
    public long? DeltaMaxSpillSize { get; init; }

    /// <summary>Most disk space of the folder that a command over a Delta table spills to, in bytes.</summary>
    public long? DeltaMaxTempDirectorySize { get; init; }

    /// <summary>Whether sessions share one engine.</summary>
    public bool ShareContext { get; init; } = true;

    /// <summary>A text that keeps runtimes of otherwise equal profiles apart; see <see cref="WeirRuntimes"/>.</summary>
    public string? SessionContextKey { get; init; }

    /// <summary>Time zone (IANA name) in which TIMESTAMP WITH TIME ZONE is read and shown.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Whether rows keep the order of their source where no ORDER BY says one. False saves memory.</summary>
    public bool? PreserveInsertionOrder { get; init; }

    /// <summary>Whether the engine keeps parsed objects between queries.</summary>
    public bool? EnableObjectCache { get; init; }

    /// <summary>Whether the engine keeps bytes of files in memory between queries.</summary>
    public bool? EnableExternalFileCache { get; init; }

    /// <summary>Whether settings are locked once a runtime is open, so that no statement changes one.</summary>
    public bool LockConfiguration { get; init; } = true;

    /// <summary>The plugin ABI, <c>major.minor</c>, that the profile was made for. Null: that of this library.</summary>
    public string? ExpectedPluginAbi { get; init; }
}

/// <summary>How operators share the engine's memory.</summary>
[JsonConverter(typeof(SnakeCaseEnum<MemoryPool>))]
public enum MemoryPool
{
    /// <summary>Who asks first gets it.</summary>
    Greedy,

    /// <summary>Each operator has an equal share.</summary>
    Fair,
}
