using System.Diagnostics;
using System.Diagnostics.Metrics;
using Weir.Diagnostics;

namespace Weir.Delta.Table;

/// <summary>What opening a table tells the outside.</summary>
internal static class SnapshotTelemetry
{
    private static readonly Counter<long> Snapshots =
        WeirTelemetry.Meter.CreateCounter<long>("weir.delta.snapshots", "{snapshot}", "Table versions opened.");

    private static readonly Histogram<long> Files =
        WeirTelemetry.Meter.CreateHistogram<long>("weir.delta.snapshot.files", "{file}", "Data files of the table versions opened.");

    public static void Opened(Activity? activity, Snapshot? snapshot)
    {
        if (snapshot is null)
            return;
        Snapshots.Tell(1, new TagList { { "checkpoint", snapshot.CheckpointVersion is not null } });
        Files.Tell(snapshot.Files.Count);
        activity?.SetTag("weir.delta.version", snapshot.Version);
        activity?.SetTag("weir.delta.files", snapshot.Files.Count);
        activity?.SetTag("weir.delta.checkpoint", snapshot.CheckpointVersion);
    }
}
