using System.CommandLine;

namespace Weir.Cli.Commands.Delta;

/// <summary><c>weir delta show</c>: one version of a table.</summary>
internal sealed class DeltaShowCommand : DocumentedCommand
{
    private const string Facts =
        """
        SELECT s.*, f.files, f.size_bytes
        FROM delta_snapshot($1, version := $2, timestamp := $3) AS s,
            (SELECT count(*) AS files, coalesce(sum(size), 0)::BIGINT AS size_bytes FROM delta_add_actions($1, version := $2, timestamp := $3)) AS f
        """;

    private const string Listed =
        $"""
        SELECT unnest(['table', 'version', 'made at', 'reader version', 'writer version', 'reader features', 'writer features', 'properties', 'partitioned by', 'files', 'bytes']) AS fact,
            unnest([table_uri, version::VARCHAR, replace(snapshot_timestamp::VARCHAR, '+00', 'Z'), min_reader_version::VARCHAR, min_writer_version::VARCHAR,
                coalesce(reader_features_json, '-'), coalesce(writer_features_json, '-'), table_properties_json, partition_columns_json, files::VARCHAR, size_bytes::VARCHAR]) AS value
        FROM ({Facts})
        """;

    private readonly DeltaSettings _settings;

    public DeltaShowCommand(DeltaSettings settings)
        : base("show", "Print one version of a table: protocol, properties, partitioning, size.")
    {
        _settings = settings;
        Add(settings.Location);
        Add(settings.Version);
        Add(settings.Timestamp);
        SetAction(RunAsync);
    }

    public override string Story => "With --json the schema is among the facts, as the log has it.";

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir delta show lake/orders", "the newest version"),
        new("weir delta show lake/orders --timestamp 2026-03-01", "as it was when March began"),
        new("weir delta show lake/orders@3 --json | jq '.[0].files'", "how many files version 3 had"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Query query = DeltaSettings.Query(_settings.Json(parsed) ? Facts : Listed, _settings.LocationOf(parsed));
        await _settings.PrintAsync(parsed, query, register: null, cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }
}
