using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Weir.Build;

namespace Weir.Cli.Display;

/// <summary>Draws the board in place, several times a second, on standard error; the drawing stays when the build ends.</summary>
internal sealed class LiveBuildDisplay(BuildBoard board, Terminal terminal, bool color, CancellationToken stopping) : BuildDisplay(board)
{
    private const string Frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(80);

    private int _frame;

    public override async Task<BuildReport> ShowAsync(Func<IProgress<BuildProgress>, Task<BuildReport>> build)
    {
        Task<BuildReport> running = Task.Run(() => build(Board), CancellationToken.None);
        IAnsiConsole console = SpectreConsole.On(terminal.Error, terminal.Width, color);
        await console.Live(Draw(running)).StartAsync(async context =>
        {
            while (!running.IsCompleted)
            {
                await Task.WhenAny(running, Task.Delay(FrameTime, terminal.Clock, CancellationToken.None)).ConfigureAwait(false);
                _frame++;
                context.UpdateTarget(Draw(running));
            }
            // The build may have ended since the last drawing; what stays on the screen is its end.
            context.UpdateTarget(Draw(running));
        }).ConfigureAwait(false);
        return await running.ConfigureAwait(false);
    }

    private Grid Draw(Task running)
    {
        Grid grid = new();
        grid.AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(1));
        grid.AddColumn(new GridColumn().NoWrap().PadRight(3));
        for (int i = 0; i < 4; i++)
            grid.AddColumn(new GridColumn().NoWrap().RightAligned().PadRight(2));
        foreach (BoardLine line in Board.Lines)
            grid.AddRow(Row(line, running));
        if (!running.IsCompleted)
            grid.AddRow(new Text(Spinner(), new Style(Color.Teal)), new Text(Headline()), Blank, Blank, Blank, Blank);
        return grid;
    }

    private static IRenderable Blank { get; } = new Text("");

    private IRenderable[] Row(BoardLine line, Task running)
    {
        (string mark, Color ink) = line.Committed ? ("✓", Color.Green) : running.IsCompleted ? ("✗", Color.Maroon) : ("·", Color.Teal);
        TimeSpan elapsed = line.Committed ? line.Elapsed : terminal.Clock.GetElapsedTime(line.StartedAt);
        return
        [
            new Text(mark, new Style(ink)),
            new Text(PrintableText.Of(line.Table)),
            new Text(line.Rows is long rows ? Format($"{rows:N0} rows") : ""),
            new Text(line.Files is int files ? Format($"{files:N0} {(files is 1 ? "file" : "files")}") : ""),
            new Text(line.Bytes is long bytes ? ByteCount.Of(bytes) : ""),
            new Text(Format($"{elapsed.TotalSeconds:0.0} s")),
        ];
    }

    private string Headline() => stopping.IsCancellationRequested
        ? "stopping; press Ctrl-C again to leave at once"
        : Board.Stage switch
        {
            BuildStage.Checking => "checking the spec",
            BuildStage.Planning => "planning",
            _ when Board.Total > 0 => Format($"writing {Math.Max(1, Board.Lines.Count)} of {Board.Total}"),
            _ => "writing",
        };

    private string Spinner() => Frames[_frame % Frames.Length].ToString();

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
