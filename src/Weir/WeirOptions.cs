using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Weir;

/// <summary>
/// How a <see cref="WeirRuntime"/> is opened. Read once, when it opens; later changes have no effect. Not
/// thread-safe while it is being set.
/// </summary>
public sealed class WeirOptions
{
    /// <summary>Most memory that the engine may use, in bytes, at least 64 MiB. Null: 80 % of the machine's.</summary>
    public long? MemoryLimitBytes { get; set; }

    /// <summary>
    /// Folder for what does not fit into memory; it is made when needed. Null: work over the limit fails.
    /// </summary>
    public string? SpillFolder { get; set; }

    /// <summary>Most disk space that spilling may take, in bytes, above 0. Null: 90 % of what is free.</summary>
    public long? SpillBytesMax { get; set; }

    /// <summary>Threads of the engine, 1 or more. Null: one a core.</summary>
    public int? Threads { get; set; }

    /// <summary>Where logs go. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>A name for this set of options, for logs and reports. Default: <c>default</c>.</summary>
    public string ProfileName { get; set; } = "default";
}
