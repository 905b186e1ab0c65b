using System.CommandLine;

namespace Weir.Cli.Commands.Delta;

/// <summary><c>weir delta cdf</c>: the row changes of a range of versions.</summary>
internal sealed class DeltaChangesCommand : DocumentedCommand
{
    private const long TableRowsMax = 1_000;

    private readonly DeltaSettings _settings;
    private readonly Option<string?> _startVersion = new("--start-version") { HelpName = "N", Description = "The first version. Without it: version 0, or as --start-timestamp says." };
    private readonly Option<string?> _endVersion = new("--end-version") { HelpName = "N", Description = "The last version, included. Without it: the newest, or as --end-timestamp says." };
    private readonly Option<string?> _startTimestamp = new("--start-timestamp") { HelpName = "TIME", Description = "Begin with the first version of this moment or later." };
    private readonly Option<string?> _endTimestamp = new("--end-timestamp") { HelpName = "TIME", Description = "End with the last version up to this moment." };
    private readonly Option<bool> _allowOutOfRange = new("--allow-out-of-range") { Description = "A range may lie after the newest version." };

    public DeltaChangesCommand(DeltaSettings settings)
        : base("cdf", "Print the row changes of a range of versions.")
    {
        _settings = settings;
        Add(settings.Location);
        Add(_startVersion);
        Add(_endVersion);
        Add(_startTimestamp);
        Add(_endTimestamp);
        Add(_allowOutOfRange);
        SetAction(RunAsync);
    }

    public override string Story =>
        """
        The table must have recorded its changes (delta.enableChangeDataFeed) in all of these versions. A table stops
        after 1,000 rows; --json prints every row.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir delta cdf lake/orders --start-version 3", "the changes since version 3, this one included"),
        new("weir delta cdf lake/orders --start-timestamp 2026-03-01 --end-timestamp 2026-03-02 --json", "those of a day"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        DatasetLocation location = new(parsed.GetRequiredValue(_settings.Location))
        {
            Changes = new DeltaChangeRange
            {
                StartVersion = DeltaSettings.Number(parsed.GetValue(_startVersion), "--start-version"),
                EndVersion = DeltaSettings.Number(parsed.GetValue(_endVersion), "--end-version"),
                StartTimestamp = DeltaSettings.Moment(parsed.GetValue(_startTimestamp), "--start-timestamp"),
                EndTimestamp = DeltaSettings.Moment(parsed.GetValue(_endTimestamp), "--end-timestamp"),
                AllowOutOfRange = parsed.GetValue(_allowOutOfRange),
            },
        };
        Query query = new("SELECT * FROM changes ORDER BY _commit_version") { MaxRows = _settings.Json(parsed) ? null : TableRowsMax };
        if (!await _settings.PrintAsync(parsed, query, session => session.Register("changes", location), cancellationToken).ConfigureAwait(false))
            _settings.Terminal.Error.WriteLine($"note: stopped after {TableRowsMax:N0} rows; there are more changes. --json prints every row");
        return ExitCode.Done;
    }
}
