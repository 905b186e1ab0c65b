namespace Weir.Delta.Commands;

/// <summary>What one committed write did; every figure is of this commit alone.</summary>
internal sealed record WriteOutcome
{
    /// <summary>The version that this commit made.</summary>
    public required long Version { get; init; }

    /// <summary>Whether the commit made the table.</summary>
    public required bool Created { get; init; }

    /// <summary>The <c>id</c> of the table's metadata.</summary>
    public required string TableId { get; init; }

    /// <summary>Also the commit's <c>txnId</c>, and part of its data files' names.</summary>
    public required string WriteId { get; init; }

    public required int FilesAdded { get; init; }

    /// <summary>Files that are no longer part of the table; they stay on disk until a vacuum.</summary>
    public required int FilesRemoved { get; init; }

    public required long RowsWritten { get; init; }

    /// <summary>Bytes of the added data files.</summary>
    public required long BytesWritten { get; init; }

    /// <summary>Bytes of the removed data files.</summary>
    public required long BytesRemoved { get; init; }

    /// <summary>Different partition values among the added files; 0 for a table without partitions.</summary>
    public required int PartitionsWritten { get; init; }

    /// <summary>How often the commit was put, the successful time included.</summary>
    public required int CommitAttempts { get; init; }
}
