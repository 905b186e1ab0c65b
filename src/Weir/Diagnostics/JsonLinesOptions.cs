namespace Weir.Diagnostics;

/// <summary>How much a <see cref="JsonLinesDiagnosticsSink"/> keeps. Immutable.</summary>
public sealed record JsonLinesOptions
{
    /// <summary>Records that may wait for the disk, 1 or more. What comes when all places are taken is dropped and counted. Default: 4096.</summary>
    public int QueueCapacity { get; init; } = 4096;

    /// <summary>Bytes after which a new file begins, 1024 or more. Default: 64 MiB.</summary>
    public long FileBytesMax { get; init; } = 64L << 20;

    /// <summary>Full files that are kept beside the one that is written, 0 or more: <c>name.1</c> is the newest. Default: 4.</summary>
    public int FullFilesMax { get; init; } = 4;
}
