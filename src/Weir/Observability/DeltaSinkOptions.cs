namespace Weir.Diagnostics;

/// <summary>How a <see cref="DeltaDiagnosticsSink"/> gathers records into versions. Immutable.</summary>
public sealed record DeltaSinkOptions
{
    /// <summary>Records that may wait, 1 or more. What comes when all places are taken is dropped and counted. Default: 16384.</summary>
    public int QueueCapacity { get; init; } = 16384;

    /// <summary>Records after which they are written, 1 or more. Default: 2048.</summary>
    public int BatchRecords { get; init; } = 2048;

    /// <summary>Time after which what waits is written, above 0. Default: 30 seconds.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Names of the records that are kept; null for all. Default: all.</summary>
    public IReadOnlyCollection<string>? Names { get; init; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
