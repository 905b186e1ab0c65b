namespace Weir.Diagnostics.Payloads;

/// <summary>A write changed a table, or failed to.</summary>
internal sealed record DeltaMutation(
    string TableUri, string Operation, string Mode, string Status, string? ErrorCode, long? DeltaVersion, bool? Created, long RowsWritten, long BytesWritten,
    int FilesAdded, int FilesRemoved, int PartitionsWritten, double DurationMs, IReadOnlyDictionary<string, string> CommitMetadata);

/// <summary>A version was committed.</summary>
internal sealed record DeltaCommitted(string TableUri, string TableId, long DeltaVersion, string WriteId, int CommitAttempts, string Operation);
