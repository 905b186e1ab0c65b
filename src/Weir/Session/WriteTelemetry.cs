using System.Diagnostics;
using System.Diagnostics.Metrics;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>What the last write of each table had.</summary>
internal static class WriteTelemetry
{
    private static readonly Gauge<long> Rows =
        WeirTelemetry.Meter.CreateGauge<long>("weir.dataset.rows", "{row}", "Rows that the last write committed into a table.");

    private static readonly Gauge<long> Columns =
        WeirTelemetry.Meter.CreateGauge<long>("weir.dataset.columns", "{column}", "Columns of the rows that the last write committed into a table.");

    /// <summary>A write was committed.</summary>
    /// <param name="root">The table's folder, of which the name is told.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Their columns.</param>
    public static void Written(string root, long rows, int columns)
    {
        TagList tags = new() { { "dataset", Path.GetFileName(Path.TrimEndingDirectorySeparator(root)) } };
        Rows.Tell(rows, tags);
        Columns.Tell(columns, tags);
    }
}
