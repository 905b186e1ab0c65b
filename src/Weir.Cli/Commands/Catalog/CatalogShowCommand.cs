using System.CommandLine;
using Weir.Arrow;
using Weir.Cli.Rows;

namespace Weir.Cli.Commands.Catalog;

/// <summary><c>weir catalog show</c>: the tables with their columns.</summary>
internal sealed class CatalogShowCommand : DocumentedCommand
{
    private const string Columns =
        """
        SELECT c.table_schema AS schema, c.table_name AS "table", t.weir_format AS format, c.column_name AS "column", c.data_type AS type,
            c.is_nullable AS nullable, c.weir_error AS error
        FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_catalog, table_schema, table_name)
        ORDER BY c.table_catalog, c.table_schema, c.table_name, c.ordinal_position
        """;

    private readonly Terminal _terminal;
    private readonly Option<bool> _json;
    private readonly CatalogTables _tables = new();

    public CatalogShowCommand(Terminal terminal, Option<bool> json)
        : base("show", "Print the tables with their columns.")
    {
        (_terminal, _json) = (terminal, json);
        _tables.AddTo(this);
        SetAction(RunAsync);
    }

    public override string Story => "A table that cannot be opened is listed with the reason.";

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir catalog show lake", "every table of a folder"),
        new("weir catalog show --ddl lake.sql --json", "the tables that statements declare, as JSON"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using WeirRuntime runtime = _tables.Open(parsed, _terminal);
        using Session session = runtime.NewSession();
        bool isWhole = await _tables.RegisterAsync(session, parsed, _terminal, cancellationToken).ConfigureAwait(false);
        await using QueryResult result = await session.RunAsync(new Query(Columns), cancellationToken).ConfigureAwait(false);
        using RowSink sink = parsed.GetValue(_json)
            ? new JsonSink(_terminal.Output, lines: false)
            : new TableSink(_terminal.Text, _terminal.OutputIsTerminal ? _terminal.Width : null, color: false);
        sink.Begin(result.Schema);
        await foreach (RecordBatch batch in result.Batches(cancellationToken).ConfigureAwait(false))
        {
            using (batch)
                sink.Write(batch);
        }
        sink.End();
        return isWhole ? ExitCode.Done : ExitCode.Failed;
    }
}
