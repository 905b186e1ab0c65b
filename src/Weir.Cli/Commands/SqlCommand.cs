using System.CommandLine;
using System.Text;
using Weir.Cli.Display;

namespace Weir.Cli.Commands;

/// <summary><c>weir sql</c>: what there is to know of a statement without its rows.</summary>
internal sealed class SqlCommand : DocumentedCommand
{
    private readonly Terminal _terminal;
    private readonly Option<bool> _json;
    private readonly PluginChoice _plugins = new();
    private readonly ProfileOption _profile = new("What the runtime is, as weir query has it. Without it: as the environment says.");
    private readonly Argument<string> _what = new("WHAT")
    {
        Description = "lineage, fingerprint, normalized, redacted, plan, plan-run, spark, trino or clickhouse.",
    };
    private readonly Argument<string> _sql = new("SQL")
    {
        Description = "The statement; - reads it from standard input.",
    };
    private readonly Option<string[]> _tables = new("--table", "-t")
    {
        HelpName = "NAME=[FORMAT:]LOCATION[@VERSION|@TIMESTAMP]",
        Description = "Give SQL a table, as weir query does. Repeat for more tables.",
    };

    public SqlCommand(Terminal terminal, Option<bool> json)
        : base("sql", "Tell of a statement what it reads, how it runs, or how another system would say it.")
    {
        (_terminal, _json) = (terminal, json);
        Add(_what);
        Add(_sql);
        Add(_tables);
        _plugins.AddTo(this);
        _profile.AddTo(this);
        SetAction(RunAsync);
    }

    public override string Story =>
        """
        lineage: the columns that each column of the result depends on. fingerprint: the same for all texts that mean
        the same. normalized and redacted: one form of the text, with its values and without. plan: how the engine runs
        it; plan-run runs it to tell what happened. spark, trino and clickhouse: the statement in another dialect.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir sql lineage \"SELECT status, count(*) FROM orders GROUP BY ALL\" --table orders=lake/orders", "where columns come from"),
        new("weir sql trino \"SELECT a // 2 FROM t LIMIT 5 OFFSET 2\"", "a part that the dialect cannot say is an error"),
        new("weir sql plan-run \"SELECT * FROM orders WHERE id < 10\" --table orders=lake/orders", "which files were left out"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        TableOption[] tables = [.. (parsed.GetValue(_tables) ?? []).Select(TableOption.Parse)];
        string what = parsed.GetRequiredValue(_what), sql = await ReadSqlAsync(parsed, cancellationToken).ConfigureAwait(false);
        await using WeirRuntime runtime = await _profile.OpenAsync(_plugins.OptionsOf(parsed, _terminal), parsed, _terminal, cancellationToken).ConfigureAwait(false);
        using Session session = runtime.NewSession();
        foreach (TableOption table in tables)
            table.Register(session);
        Print(session, what, new Query(sql), parsed.GetValue(_json), cancellationToken);
        return ExitCode.Done;
    }

    private void Print(Session session, string what, Query query, bool isJson, CancellationToken cancellationToken)
    {
        if (what == "lineage")
        {
            QueryLineage lineage = session.Lineage(query, cancellationToken);
            if (isJson)
                LineagePrinter.PrintJson(lineage, _terminal.Output);
            else
                LineagePrinter.Print(lineage, _terminal.Text);
            return;
        }
        string text = what switch
        {
            "fingerprint" => session.Fingerprint(query, cancellationToken),
            "normalized" => session.Normalize(query, cancellationToken).Sql,
            "redacted" => session.Normalize(query, cancellationToken).Redacted,
            "plan" => session.Explain(query, isRun: false, cancellationToken).ToString().TrimEnd('\n'),
            "plan-run" => session.Explain(query, isRun: true, cancellationToken).ToString().TrimEnd('\n'),
            "spark" => session.Render(query, SqlDialect.Spark, cancellationToken),
            "trino" => session.Render(query, SqlDialect.Trino, cancellationToken),
            "clickhouse" => session.Render(query, SqlDialect.ClickHouse, cancellationToken),
            _ => throw new UsageException($"'{what}': expected lineage, fingerprint, normalized, redacted, plan, plan-run, spark, trino or clickhouse"),
        };
        if (isJson)
            LineagePrinter.PrintJson(what, text, _terminal.Output);
        else
            _terminal.Text.WriteLine(PrintableText.Of(text, keepLineBreaks: true));
    }

    private async Task<string> ReadSqlAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string sql = parsed.GetRequiredValue(_sql);
        if (sql is not "-")
            return sql;
        using StreamReader reader = new(_terminal.Input(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }
}
