using System.CommandLine;

namespace Weir.Cli.Commands.Delta;

/// <summary><c>weir delta files</c>: the data files of a version.</summary>
internal sealed class DeltaFilesCommand : DocumentedCommand
{
    private const string All = "SELECT * EXCLUDE (table_uri) FROM delta_add_actions($1, version := $2, timestamp := $3)";

    private const string Listed = "SELECT path, size, partition_values_json AS partition, (stats::JSON->>'numRecords')::BIGINT AS \"rows\", modification_time AS modified " +
        "FROM delta_add_actions($1, version := $2, timestamp := $3)";

    private readonly DeltaSettings _settings;

    public DeltaFilesCommand(DeltaSettings settings)
        : base("files", "Print the data files of a version.")
    {
        _settings = settings;
        Add(settings.Location);
        Add(settings.Version);
        Add(settings.Timestamp);
        SetAction(RunAsync);
    }

    public override string Story => "Rows are those of the file's statistics, deleted ones among them; files without statistics have none.";

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir delta files lake/orders", "the files of the newest version"),
        new("weir delta files lake/orders --version 0 --json | jq '[.[].size] | add'", "the bytes of the first version"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Query query = DeltaSettings.Query(_settings.Json(parsed) ? All : Listed, _settings.LocationOf(parsed));
        await _settings.PrintAsync(parsed, query, register: null, cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }
}
