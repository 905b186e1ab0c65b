using System.Globalization;
using Weir.Build;
using Weir.Cli.Rows;

namespace Weir.Cli.Display;

/// <summary>The end of a build for a person: a table of what was written, and where.</summary>
internal static class BuildSummary
{
    private static readonly (string Name, bool Number)[] Columns =
    [
        ("table", false), ("mode", false), ("rows", true), ("files", true), ("bytes", true),
        ("version", true), ("partitions", true), ("seconds", true),
    ];

    public static void Print(BuildReport report, IReadOnlyList<BoardLine> lines, TextWriter output, bool color)
    {
        string?[][] rows = [.. report.Outputs.Select(written => Row(written, report, lines))];
        int[] widths = [.. Columns.Select((column, i) =>
            rows.Select(row => ScreenText.Width(row[i] ?? "")).Append(column.Name.Length).Max())];
        TableText table = new([.. Columns.Select(column => column.Name)], [.. Columns.Select(column => column.Number)], widths, color);
        output.WriteLine(table.Header());
        output.WriteLine(table.Rule());
        foreach (string?[] row in rows)
            output.WriteLine(table.Row(row));
        output.WriteLine(Ink.Paint(Total(report), Ink.Dim, color));
        foreach (string line in Places(report.Outputs).Concat(report.Diagnostics.Artifacts.Select(path => $"see {Relative(path)}")))
            output.WriteLine(Ink.Paint(PrintableText.Of(line), Ink.Dim, color));
    }

    // One line for tables that stand side by side under their own names, which is the common case.
    private static IEnumerable<string> Places(IReadOnlyList<BuildOutput> outputs)
    {
        string?[] folders = [.. outputs.Select(written => Path.GetDirectoryName(written.DeltaLocation)).Distinct()];
        return folders is [string folder] && outputs.All(written => Path.GetFileName(written.DeltaLocation) == written.TableName)
            ? [$"in {Relative(folder)}"]
            : outputs.Select(written => $"{written.TableName} in {Relative(written.DeltaLocation)}");
    }

    private static string?[] Row(BuildOutput written, BuildReport report, IReadOnlyList<BoardLine> lines) =>
    [
        PrintableText.Of(written.TableName),
        ModeOf(written, report)?.ToLowerInvariant() ?? "",
        Number(written.RowsWritten),
        Number(written.WriteOutcome.FilesAdded),
        ByteCount.Of(written.WriteOutcome.BytesWritten),
        Number(written.WriteOutcome.DeltaVersion),
        Number(written.PartitionCount),
        lines.FirstOrDefault(line => line.Table == written.TableName) is BoardLine line
            ? line.Elapsed.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) : "",
    ];

    private static string? ModeOf(BuildOutput written, BuildReport report) => report.Diagnostics.Events
        .FirstOrDefault(happened => happened.Name is "output_committed" && happened.Facts.GetValueOrDefault("output") == written.TableName)
        ?.Facts.GetValueOrDefault("mode");

    private static string Total(BuildReport report)
    {
        TimeSpan took = report.RunResult.CompletedAt - report.RunResult.StartedAt;
        string tables = report.Outputs.Count is 1 ? "1 table" : $"{report.Outputs.Count} tables";
        string bytes = ByteCount.Of(report.Outputs.Sum(written => written.WriteOutcome.BytesWritten));
        long count = report.Outputs.Sum(written => written.RowsWritten);
        string rows = count is 1 ? "1 row" : $"{Number(count)} rows";
        return string.Create(CultureInfo.InvariantCulture, $"{tables}, {rows}, {bytes} in {took.TotalSeconds:0.0} s");
    }

    // From the current folder, unless that takes a detour: then the whole path says it better.
    private static string Relative(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
