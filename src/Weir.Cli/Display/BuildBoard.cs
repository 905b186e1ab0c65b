using Weir.Build;

namespace Weir.Cli.Display;

/// <summary>
/// Where a build stands, gathered from its progress: what every display shows, and what is known when the
/// build is stopped half-way.
/// </summary>
/// <remarks>Thread-safe: a build reports from threads of its own.</remarks>
internal sealed class BuildBoard(TimeProvider clock) : IProgress<BuildProgress>
{
    private readonly Lock _lock = new();
    private readonly List<BoardLine> _lines = [];
    private BuildStage _stage = BuildStage.Checking;
    private int _total;

    /// <summary>Called after each change, with the stage and the line that changed.</summary>
    public Action<BuildStage, BoardLine?>? Changed { get; set; }

    public BuildStage Stage
    {
        get
        {
            lock (_lock)
                return _stage;
        }
    }

    /// <summary>Tables of the build; 0 until they are known.</summary>
    public int Total
    {
        get
        {
            lock (_lock)
                return _total;
        }
    }

    /// <summary>The tables that were begun, in order.</summary>
    public IReadOnlyList<BoardLine> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    public void Report(BuildProgress value)
    {
        BoardLine? line = null;
        lock (_lock)
        {
            _stage = value.Stage;
            _total = Math.Max(_total, value.OutputsTotal);
            if (value.Output is not null)
                line = Update(value.Output, value);
        }
        Changed?.Invoke(value.Stage, line);
    }

    private BoardLine Update(string table, BuildProgress value)
    {
        int place = _lines.FindIndex(line => line.Table == table);
        BoardLine before = place < 0 ? new BoardLine(table, clock.GetTimestamp()) : _lines[place];
        BoardLine after = before with
        {
            Rows = value.RowsWritten ?? before.Rows,
            Files = value.FilesWritten ?? before.Files,
            Bytes = value.BytesWritten ?? before.Bytes,
            Committed = before.Committed || value.Stage is BuildStage.Committed,
            Elapsed = before.Committed ? before.Elapsed : clock.GetElapsedTime(before.StartedAt),
        };
        if (place < 0)
            _lines.Add(after);
        else
            _lines[place] = after;
        return after;
    }
}

/// <summary>One table of a <see cref="BuildBoard"/>; figures are null until they are known.</summary>
/// <param name="Table">Its name.</param>
/// <param name="StartedAt">The clock's timestamp when it was begun.</param>
internal sealed record BoardLine(string Table, long StartedAt)
{
    public long? Rows { get; init; }

    public int? Files { get; init; }

    public long? Bytes { get; init; }

    public bool Committed { get; init; }

    /// <summary>From the begin to the last news, which is the commit for a committed table.</summary>
    public TimeSpan Elapsed { get; init; }
}
