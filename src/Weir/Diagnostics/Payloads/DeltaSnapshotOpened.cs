namespace Weir.Diagnostics.Payloads;

/// <summary>A version of a Delta table was read from its log.</summary>
internal sealed record DeltaSnapshotOpened(
    string TableUri, long DeltaVersion, DeltaProtocol Protocol, IReadOnlyDictionary<string, string> TableProperties, string SchemaIdentityHash,
    IReadOnlyList<string> PartitionColumns, long? SnapshotTimestampMs, int Files, long? CheckpointVersion, IReadOnlyList<string> ChecksumFaults);

/// <summary>What readers and writers of a table must know.</summary>
internal sealed record DeltaProtocol(
    int MinReaderVersion, int MinWriterVersion, IReadOnlyList<string> ReaderFeatures, IReadOnlyList<string> WriterFeatures);

/// <summary>Whether a table can be read, and why not.</summary>
internal sealed record DeltaProtocolCompatibility(
    string TableUri, bool IsCompatible, long? DeltaVersion, DeltaProtocol? Protocol, string? ErrorCode, string? Reason, IReadOnlyDictionary<string, string> Details);
