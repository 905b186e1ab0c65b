using System.Collections.ObjectModel;

namespace Weir.Delta.Actions;

/// <summary>
/// One action of the Delta transaction log (protocol, "Actions"). The family is closed: an action
/// that is not here is unknown to this version and, as the protocol asks, ignored.
/// </summary>
internal abstract record DeltaAction;

/// <summary>What a client must be able to do to read or write the table ("Protocol Evolution").</summary>
/// <param name="MinReaderVersion">Reader version, 1 to 3 as of this protocol.</param>
/// <param name="MinWriterVersion">Writer version, 1 to 7 as of this protocol.</param>
/// <param name="ReaderFeatures">Only there when the reader version is 3.</param>
/// <param name="WriterFeatures">Only there when the writer version is 7.</param>
internal sealed record ProtocolAction(
    int MinReaderVersion,
    int MinWriterVersion,
    IReadOnlyList<string>? ReaderFeatures = null,
    IReadOnlyList<string>? WriterFeatures = null) : DeltaAction;

/// <summary>Encoding of the data files; Delta tables in the wild say <c>parquet</c>.</summary>
internal sealed record TableFormat(string Provider, IReadOnlyDictionary<string, string> Options)
{
    public static readonly TableFormat Parquet = new("parquet", ReadOnlyDictionary<string, string>.Empty);
}

/// <summary>The table's schema, partitioning and properties ("Change Metadata").</summary>
internal sealed record MetadataAction : DeltaAction
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    public string? Description { get; init; }
    public TableFormat Format { get; init; } = TableFormat.Parquet;

    /// <summary>Empty when the action has none; some pipelines write such a first version.</summary>
    public required string SchemaString { get; init; }
    public IReadOnlyList<string> PartitionColumns { get; init; } = [];
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long? CreatedTime { get; init; }
}

/// <summary>Which rows of a data file are deleted, and where that is written ("Deletion Vectors").</summary>
/// <param name="StorageType"><c>u</c> relative file, <c>p</c> absolute file, <c>i</c> inline.</param>
/// <param name="PathOrInlineDv">Meaning depends on <paramref name="StorageType"/>.</param>
/// <param name="Offset">Bytes from the start of the file; absent for inline vectors.</param>
/// <param name="SizeInBytes">Bytes of the serialised vector.</param>
/// <param name="Cardinality">Rows that the vector removes.</param>
internal sealed record DeletionVectorDescriptor(
    string StorageType, string PathOrInlineDv, int? Offset, int SizeInBytes, long Cardinality)
{
    /// <summary>Second half of a logical file's key ("Derived Fields").</summary>
    public string UniqueId =>
        Offset is { } offset ? $"{StorageType}{PathOrInlineDv}@{offset}" : StorageType + PathOrInlineDv;
}

/// <summary>A logical file becomes part of the table ("Add File and Remove File").</summary>
internal sealed record AddFile : DeltaAction
{
    /// <summary>As the log has it: a URI, percent-encoded, relative to the table root or absolute.</summary>
    public required string Path { get; init; }

    /// <summary>One entry a partition column; null and the empty string both mean null.</summary>
    public IReadOnlyDictionary<string, string?> PartitionValues { get; init; } = TextMap.Empty;

    /// <summary>Bytes of the data file.</summary>
    public required long Size { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public required long ModificationTime { get; init; }

    /// <summary>False when the action only rearranges rows that the table has already.</summary>
    public bool DataChange { get; init; } = true;

    /// <summary>JSON text, see <see cref="FileStatistics"/>.</summary>
    public string? Stats { get; init; }
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }
    public DeletionVectorDescriptor? DeletionVector { get; init; }
    public long? BaseRowId { get; init; }
    public long? DefaultRowCommitVersion { get; init; }
    public string? ClusteringProvider { get; init; }
}

/// <summary>A logical file leaves the table; the action stays as a tombstone for vacuum.</summary>
internal sealed record RemoveFile : DeltaAction
{
    /// <inheritdoc cref="AddFile.Path"/>
    public required string Path { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long? DeletionTimestamp { get; init; }

    /// <inheritdoc cref="AddFile.DataChange"/>
    public bool DataChange { get; init; } = true;

    /// <summary>True when <see cref="PartitionValues"/> and <see cref="Size"/> are there.</summary>
    public bool? ExtendedFileMetadata { get; init; }
    public IReadOnlyDictionary<string, string?>? PartitionValues { get; init; }
    public long? Size { get; init; }
    public string? Stats { get; init; }
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }
    public DeletionVectorDescriptor? DeletionVector { get; init; }
    public long? BaseRowId { get; init; }
    public long? DefaultRowCommitVersion { get; init; }
}

/// <summary>A file with the row changes of one version ("Add CDC File"); no part of the table's rows.</summary>
internal sealed record AddCdcFile : DeltaAction
{
    /// <inheritdoc cref="AddFile.Path"/>
    public required string Path { get; init; }
    public IReadOnlyDictionary<string, string?> PartitionValues { get; init; } = TextMap.Empty;
    public required long Size { get; init; }
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }
}

/// <summary>A file that holds a part of a v2 checkpoint ("Sidecar File Information"); only ever in a checkpoint.</summary>
/// <param name="Path">URI; the last segment names a file of <c>_delta_log/_sidecars</c>.</param>
/// <param name="SizeInBytes">Its length.</param>
/// <param name="ModificationTime">Milliseconds since the Unix epoch.</param>
internal sealed record SidecarFile(string Path, long SizeInBytes, long ModificationTime) : DeltaAction;

/// <summary>How far an application has got; the newest one of an application wins.</summary>
/// <param name="AppId">The application.</param>
/// <param name="Version">Its own count; the protocol gives it no order.</param>
/// <param name="LastUpdated">Milliseconds since the Unix epoch.</param>
internal sealed record TransactionAction(string AppId, long Version, long? LastUpdated = null) : DeltaAction;

/// <summary>A named piece of configuration; the newest one of a domain wins.</summary>
internal sealed record DomainMetadata(string Domain, string Configuration, bool Removed) : DeltaAction;

/// <summary>
/// Who made a commit and how ("Commit Provenance Information"). The protocol leaves the members
/// free; these are the ones in common use, and all others are ignored on reading.
/// </summary>
internal sealed record CommitInfo : DeltaAction
{
    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Milliseconds since the Unix epoch; see "In-Commit Timestamps".</summary>
    public long? InCommitTimestamp { get; init; }
    public string? Operation { get; init; }

    /// <summary>Values that are not JSON strings are held as their JSON text.</summary>
    public IReadOnlyDictionary<string, string?>? OperationParameters { get; init; }

    /// <inheritdoc cref="OperationParameters"/>
    public IReadOnlyDictionary<string, string?>? OperationMetrics { get; init; }
    public long? ReadVersion { get; init; }
    public string? IsolationLevel { get; init; }
    public bool? IsBlindAppend { get; init; }
    public string? EngineInfo { get; init; }
    public string? UserMetadata { get; init; }
    public string? TxnId { get; init; }
}
