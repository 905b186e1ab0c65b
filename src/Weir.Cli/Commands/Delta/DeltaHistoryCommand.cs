using System.CommandLine;

namespace Weir.Cli.Commands.Delta;

/// <summary><c>weir delta history</c>: the commits of a table, newest first.</summary>
internal sealed class DeltaHistoryCommand : DocumentedCommand
{
    private const string All = "SELECT * EXCLUDE (table_uri) FROM delta_history($1, version := $2, timestamp := $3, limit := $4)";

    private const string Listed = "SELECT version, timestamp, operation, operation_parameters AS parameters, operation_metrics AS metrics, engine_info AS engine " +
        "FROM delta_history($1, version := $2, timestamp := $3, limit := $4)";

    private readonly DeltaSettings _settings;
    private readonly Option<string?> _limit = new("--limit", "-n")
    {
        HelpName = "N",
        Description = "Print N commits. Without it: all.",
    };

    public DeltaHistoryCommand(DeltaSettings settings)
        : base("history", "Print the commits of a table, newest first.")
    {
        _settings = settings;
        Add(settings.Location);
        Add(settings.Version);
        Add(settings.Timestamp);
        Add(_limit);
        SetAction(RunAsync);
    }

    public override string Story => "Begins with the version that is named. Commits that the table's log no longer has are not printed.";

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir delta history lake/orders --limit 5", "the last five commits"),
        new("weir delta history lake/orders --json | jq -r '.[].operation'", "only what was done"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        long? limit = DeltaSettings.Number(parsed.GetValue(_limit), "--limit");
        Query query = DeltaSettings.Query(_settings.Json(parsed) ? All : Listed, _settings.LocationOf(parsed), limit);
        await _settings.PrintAsync(parsed, query, register: null, cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }
}
