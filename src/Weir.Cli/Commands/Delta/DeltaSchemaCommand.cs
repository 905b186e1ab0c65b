using System.CommandLine;

namespace Weir.Cli.Commands.Delta;

/// <summary><c>weir delta schema</c>: the columns of a version.</summary>
internal sealed class DeltaSchemaCommand : DocumentedCommand
{
    private const string Columns =
        """
        SELECT c->>'name' AS name, CASE WHEN json_type(c->'type') = 'VARCHAR' THEN c->>'type' ELSE (c->'type')::VARCHAR END AS type,
            (c->>'nullable')::BOOLEAN AS nullable, list_contains(parts, c->>'name') AS partition, nullif((c->'metadata')::VARCHAR, '{}') AS metadata
        FROM (SELECT unnest(json_extract(schema_json::JSON, '$.fields[*]')) AS c, partition_columns_json::JSON::VARCHAR[] AS parts
            FROM delta_snapshot($1, version := $2, timestamp := $3))
        """;

    private readonly DeltaSettings _settings;

    public DeltaSchemaCommand(DeltaSettings settings)
        : base("schema", "Print the columns of a version, in the words of the Delta protocol.")
    {
        _settings = settings;
        Add(settings.Location);
        Add(settings.Version);
        Add(settings.Timestamp);
        SetAction(RunAsync);
    }

    public override string Story => "Types of nested columns are printed as the JSON of the log.";

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir delta schema lake/orders", "the columns of the newest version"),
        new("weir delta schema lake/orders --version 0", "those of the first one"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await _settings.PrintAsync(parsed, DeltaSettings.Query(Columns, _settings.LocationOf(parsed)), register: null, cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }
}
