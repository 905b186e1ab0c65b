using System.Collections.ObjectModel;

namespace Weir;

/// <summary>How a write lays out its files and what its commit says. Immutable.</summary>
public sealed record DeltaWriteOptions
{
    /// <summary>
    /// Columns whose values become folders, outermost first. For a table that exists: empty, or just its
    /// own partition columns. Values of the empty text are stored as null, as Delta does.
    /// </summary>
    public IReadOnlyList<string> PartitionBy { get; init; } = [];

    /// <summary>
    /// Bytes after which a table without partition columns gets another file; the last row group may
    /// overshoot. Default: 1 GiB. At least 1 MiB.
    /// </summary>
    public long TargetFileBytes { get; init; } = 1L << 30;

    /// <summary>Texts by key that the commit carries, in the commit's <c>userMetadata</c> as JSON.</summary>
    public IReadOnlyDictionary<string, string> CommitMetadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// Properties of a table that the write makes, for example <c>delta.parquet.compression.codec</c>
    /// (<c>zstd</c> when it is not set). They do not change a table that exists: it must have them (else WEIR2042).
    /// </summary>
    public IReadOnlyDictionary<string, string> TableProperties { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Most attempts to commit again after another writer was faster, where that is safe. 0 or more; default: 15.</summary>
    public int MaxCommitRetries { get; init; } = 15;
}

/// <summary>How far a write has got. Immutable.</summary>
/// <param name="RowsRead">Rows that the writer has taken so far; null when the source cannot tell before its end.</param>
/// <param name="FilesWritten">Data files that are complete.</param>
/// <param name="BytesWritten">Bytes of these files.</param>
public sealed record DeltaWriteProgress(long? RowsRead, int FilesWritten, long BytesWritten);
