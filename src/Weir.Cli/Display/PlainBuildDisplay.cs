using System.Globalization;
using Weir.Build;

namespace Weir.Cli.Display;

/// <summary>A line for each step, for logs and for terminals that cannot move their cursor.</summary>
internal sealed class PlainBuildDisplay(BuildBoard board, TextWriter output) : BuildDisplay(board)
{
    private readonly HashSet<(BuildStage, string?)> _told = [];

    public override Task<BuildReport> ShowAsync(Func<IProgress<BuildProgress>, Task<BuildReport>> build)
    {
        Board.Changed = Tell;
        return build(Board);
    }

    private void Tell(BuildStage stage, BoardLine? line)
    {
        lock (_told)
        {
            if (!_told.Add((stage, line?.Table)))
                return;
            string? text = stage switch
            {
                BuildStage.Checking => "checking the spec",
                BuildStage.Planning => "planning",
                BuildStage.Writing when line is not null => $"writing {Name(line)} ({Board.Lines.Count} of {Board.Total})",
                BuildStage.Committed when line is not null => $"committed {Name(line)}: {Figures(line)}",
                _ => null,
            };
            if (text is not null)
                output.WriteLine(text);
        }
    }

    /// <summary>What is known of a table, for example <c>1,234 rows, 1 file, 1.2 MiB, 0.8 s</c>.</summary>
    public static string Figures(BoardLine line)
    {
        List<string> figures = [];
        if (line.Rows is long rows)
            figures.Add(rows is 1 ? "1 row" : string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows"));
        if (line.Files is int files)
            figures.Add(files is 1 ? "1 file" : string.Create(CultureInfo.InvariantCulture, $"{files:N0} files"));
        if (line.Bytes is long bytes)
            figures.Add(ByteCount.Of(bytes));
        figures.Add(string.Create(CultureInfo.InvariantCulture, $"{line.Elapsed.TotalSeconds:0.0} s"));
        return string.Join(", ", figures);
    }

    private static string Name(BoardLine line) => PrintableText.Of(line.Table);
}
