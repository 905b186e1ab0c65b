namespace Weir;

/// <summary>What one write did; all figures are of this write's own commit. Immutable.</summary>
/// <param name="Location">Root of the table, as an absolute path.</param>
/// <param name="Version">The version that the write made.</param>
/// <param name="Mode">What was asked for.</param>
/// <param name="Created">True when the write made the table.</param>
/// <param name="RowsWritten">Rows in the files that were added.</param>
/// <param name="BytesWritten">Bytes of the files that were added.</param>
/// <param name="FilesAdded">Files that were added.</param>
/// <param name="FilesRemoved">Files that the new version no longer has.</param>
/// <param name="PartitionsWritten">Different partition values among the files that were added; 0 for a table without partitions.</param>
/// <param name="Duration">From the call to the commit.</param>
public sealed record DeltaWriteReport(
    string Location, long Version, DeltaWriteMode Mode, bool Created, long RowsWritten, long BytesWritten,
    int FilesAdded, int FilesRemoved, int PartitionsWritten, TimeSpan Duration)
{
    /// <summary>The tables that the query behind the rows read; empty for rows of a stream.</summary>
    public IReadOnlyList<TableBinding> Tables { get; init; } = [];
}
