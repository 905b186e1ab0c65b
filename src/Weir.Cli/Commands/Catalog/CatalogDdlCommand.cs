using System.CommandLine;

namespace Weir.Cli.Commands.Catalog;

/// <summary><c>weir catalog ddl</c>: the statements that declare the tables.</summary>
internal sealed class CatalogDdlCommand : DocumentedCommand
{
    private readonly Terminal _terminal;
    private readonly Option<bool> _json;
    private readonly CatalogTables _tables = new();

    public CatalogDdlCommand(Terminal terminal, Option<bool> json)
        : base("ddl", "Print the statements that declare the tables.")
    {
        (_terminal, _json) = (terminal, json);
        _tables.AddTo(this);
        SetAction(RunAsync);
    }

    public override string Story => "weir query --ddl FILE takes what is printed.";

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir catalog ddl lake > lake.sql", "declare the tables of a folder, to be edited"),
        new("weir catalog ddl --table sales='csv:data/2026-*.csv'", "the statement for one table"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_json))
            throw new UsageException("ddl prints statements; weir catalog show --json prints tables as JSON");
        await using WeirRuntime runtime = _tables.Open(parsed, _terminal);
        using Session session = runtime.NewSession();
        bool isWhole = await _tables.RegisterAsync(session, parsed, _terminal, cancellationToken).ConfigureAwait(false);
        IEnumerable<string> schemas = session.Catalog.Schemas.Select(schema => schema.ToString()).Where(schema => schema != $"{TableName.DefaultCatalog}.{TableName.DefaultSchema}")
            .Order(StringComparer.Ordinal).Select(schema => $"CREATE SCHEMA IF NOT EXISTS {schema};");
        IEnumerable<string> tables = session.Catalog.Names.OrderBy(name => name.ToString(), StringComparer.Ordinal).Select(name => $"{session.Catalog.Ddl(name)};");
        foreach (string statement in schemas.Concat(tables))
            _terminal.Text.WriteLine(statement);
        return isWhole ? ExitCode.Done : ExitCode.Failed;
    }
}
