using Weir.Build.Plan;

namespace Weir.Build.Run;

/// <summary>An output with the figures of its own commit.</summary>
internal sealed record CommittedOutput(
    PlannedOutput Planned, long Version, long RowsWritten, int FilesAdded, long BytesWritten, int PartitionCount)
{
    /// <summary>The tables that its query read.</summary>
    public IReadOnlyList<TableBinding> Tables { get; init; } = [];

    public string Label => $"{Planned.TableName}@{Version.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
