using System.CommandLine;
using System.Globalization;
using System.Text;
using Weir.Arrow;
using Weir.Cli.Rows;

namespace Weir.Cli.Commands;

/// <summary><c>weir query</c>: one SQL statement over named tables, its rows streamed to standard output.</summary>
internal sealed class QueryCommand : DocumentedCommand
{
    private const long TableRowsMax = 1_000;

    private readonly Terminal _terminal;
    private readonly Option<bool> _json;
    private readonly Option<bool> _noColor;
    private readonly PluginChoice _plugins = new();
    private readonly FunctionPolicyOption _policy = new();
    private readonly SqlPolicyOption _rights = new();
    private readonly DdlOption _ddl = new();
    private readonly ProfileOption _profile = new("What the runtime is, limits, tables and policies: a preset or a file of JSON. Without it: as the environment says (WEIR_RUNTIME_PROFILE and others).");
    private readonly Argument<string?> _sql = new("SQL")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The statement; - reads it from standard input.",
    };
    private readonly Option<string?> _file = new("--file", "-f")
    {
        HelpName = "FILE",
        Description = "Read the statement from a file instead.",
    };
    private readonly Option<string[]> _tables = new("--table", "-t")
    {
        HelpName = "NAME=[FORMAT:]LOCATION[@VERSION|@TIMESTAMP]",
        Description = "Give SQL a table. FORMAT is delta, parquet, csv, json or text; without it a folder with a " +
            "_delta_log is a Delta table, and a file's ending tells the rest. LOCATION may be a glob. " +
            "@VERSION or @TIMESTAMP reads a Delta table as it was. plugin:PLUGIN.PROVIDER{options} is a table of a plugin. Repeat for more tables.",
    };
    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "FORMAT",
        Description = "table (the default), json (one array), jsonl (one object a line), csv (RFC 4180) or arrow (an IPC stream).",
    };
    private readonly Option<string?> _maxRows = new("--max-rows", "-n")
    {
        HelpName = "N",
        Description = $"Stop after N rows; all prints every row. Without it a table stops after {TableRowsMax:N0} rows, " +
            "and no other format stops.",
    };

    public QueryCommand(Terminal terminal, Option<bool> json, Option<bool> noColor)
        : base("query", "Run one SQL statement and print its rows.")
    {
        (_terminal, _json, _noColor) = (terminal, json, noColor);
        Add(_sql);
        Add(_tables);
        Add(_file);
        Add(_format);
        Add(_maxRows);
        _plugins.AddTo(this);
        _policy.AddTo(this);
        _rights.AddTo(this);
        _ddl.AddTo(this);
        _profile.AddTo(this);
        SetAction(RunAsync);
    }

    public override string Story =>
        """
        Rows are printed as they come, in bounded memory. Besides the tables named by --table, SQL may
        say read_delta('path'), read_delta('path', version := 3) or read_delta('path', timestamp := '2026-03-01').
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir query \"SELECT count(*) FROM nodes\" --table nodes=out/cpg_nodes", "count the rows of a Delta table"),
        new("weir query \"SELECT * FROM nodes LIMIT 5\" --table nodes=out/cpg_nodes@0 --format jsonl | jq .path", "read the table as it first was"),
        new("weir query --file report.sql --table sales='csv:data/2026-*.csv' --format csv > report.csv", "many files as one table"),
        new("weir query \"SELECT * FROM sales\" --ddl lake.sql", "tables that statements declare"),
        new("echo \"SELECT 42 AS answer\" | weir query -", "take the statement from standard input"),
        new("weir query \"DELETE FROM nodes\" --table nodes=out/cpg_nodes --explain-policy", "what the statement is, and why it may not run"),
        new("weir query \"SELECT * FROM weir_functions()\" --plugin sample", "what a plugin brings"),
        new("weir query \"SELECT * FROM t WHERE id < 10\" --plugin sample --table t='plugin:sample.sample_rows{\\\"rows\\\":100}'", "a table of a plugin"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        RowFormat format = FormatOf(parsed);
        long? limit = LimitOf(parsed, format);
        TableOption[] tables = [.. (parsed.GetValue(_tables) ?? []).Select(TableOption.Parse)];
        if (format is RowFormat.Arrow && _terminal.OutputIsTerminal)
            throw new UsageException("--format arrow writes bytes that a terminal cannot show; redirect them to a file or a program");
        string sql = await ReadSqlAsync(parsed, cancellationToken).ConfigureAwait(false);

        WeirOptions options = await _policy.WithPolicyAsync(_plugins.OptionsOf(parsed, _terminal), parsed, cancellationToken).ConfigureAwait(false);
        await using WeirRuntime runtime = await _profile.OpenAsync(options, parsed, _terminal, cancellationToken).ConfigureAwait(false);
        using Session session = runtime.NewSession(new SessionOptions { Policy = await _rights.PolicyAsync(parsed, cancellationToken).ConfigureAwait(false) });
        foreach (TableOption table in tables)
            table.Register(session);
        await _ddl.DeclareAsync(session, parsed, cancellationToken).ConfigureAwait(false);
        if (_rights.Explains(parsed))
            return VerdictPrinter.Print(session.Judge(sql, cancellationToken), _terminal, parsed.GetValue(_json));
        await using QueryResult result = await session.RunAsync(new Query(sql) { MaxRows = limit }, cancellationToken).ConfigureAwait(false);
        using RowSink sink = SinkFor(format, parsed);
        await PrintAsync(result, sink, cancellationToken).ConfigureAwait(false);
        if (result.IsTruncated)
            _terminal.Error.WriteLine(CutNote(limit!.Value, parsed.GetValue(_maxRows) is not null));
        return ExitCode.Done;
    }

    private static async Task PrintAsync(QueryResult result, RowSink sink, CancellationToken cancellationToken)
    {
        sink.Begin(result.Schema);
        await foreach (RecordBatch batch in result.Batches(cancellationToken).ConfigureAwait(false))
        {
            using (batch)
                sink.Write(batch);
        }
        sink.End();
    }

    private RowSink SinkFor(RowFormat format, ParseResult parsed) => format switch
    {
        RowFormat.Json => new JsonSink(_terminal.Output, lines: false),
        RowFormat.Jsonl => new JsonSink(_terminal.Output, lines: true),
        RowFormat.Csv => new CsvSink(_terminal.Output),
        RowFormat.Arrow => new ArrowSink(_terminal.Output),
        _ => new PlanSink(new TableSink(
            _terminal.Text,
            _terminal.OutputIsTerminal ? _terminal.Width : null,
            _terminal.OutputIsTerminal && _terminal.ColorAllowed && !parsed.GetValue(_noColor)), _terminal.Text),
    };

    private RowFormat FormatOf(ParseResult parsed)
    {
        string? text = parsed.GetValue(_format);
        bool json = parsed.GetValue(_json);
        if (text is null)
            return json ? RowFormat.Json : RowFormat.Table;
        if (!Enum.TryParse(text, ignoreCase: true, out RowFormat format) || !Enum.IsDefined(format) || char.IsAsciiDigit(text[0]))
            throw new UsageException($"--format '{text}': expected one of table, json, jsonl, csv, arrow");
        return format;
    }

    private long? LimitOf(ParseResult parsed, RowFormat format)
    {
        string? text = parsed.GetValue(_maxRows);
        if (text is null)
            return format is RowFormat.Table ? TableRowsMax : null;
        if (text is "all")
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long rows)
            ? rows
            : throw new UsageException($"--max-rows '{text}': expected a number of rows from 0, or all");
    }

    private async Task<string> ReadSqlAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string? sql = parsed.GetValue(_sql);
        string? file = parsed.GetValue(_file);
        if (sql is null == file is null)
            throw new UsageException(sql is null
                ? "no SQL was given: write it as the argument, - to read standard input, or --file FILE"
                : "SQL was given twice, as the argument and by --file; leave one out");
        if (file is not null)
            return await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        if (sql is not "-")
            return sql!;
        using StreamReader reader = new(_terminal.Input(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string CutNote(long rows, bool asked) => asked
        ? $"note: stopped after {rows:N0} rows, as --max-rows says; the result has more"
        : $"note: a table stops after {rows:N0} rows; the result has more. --max-rows all prints every row";
}
