using System.Buffers;
using System.Text.Json;
using Weir.Arrow;
using Weir.Catalog;
using Weir.Diagnostics;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>
/// Lets read-only statements pass, by their syntax tree alone: the engine makes a tree of what
/// is a query and refuses all else, so what is not known to be harmless does not run.
/// </summary>
internal static class StatementGate
{
    private const int SummaryCharactersMax = 255;

    private const string TreeQuery =
        "SELECT json_serialize_sql($1::VARCHAR, skip_null := true, skip_empty := true, skip_default := true)";

    // Table functions that only read. Others reach into the engine's memory, run texts that nobody has
    // looked at, or change the engine for every session.
    private static readonly HashSet<string> OpenFunctions = new(StringComparer.Ordinal)
    {
        DeltaFunction.Name,
        "read_parquet", "parquet_scan", "read_csv", "read_csv_auto", "sniff_csv", "read_text", "read_blob", "glob",
        "read_json", "read_json_auto", "read_json_objects", "read_json_objects_auto",
        "read_ndjson", "read_ndjson_auto", "read_ndjson_objects",
        "parquet_metadata", "parquet_schema", "parquet_file_metadata", "parquet_kv_metadata", "parquet_full_metadata",
        "range", "generate_series", "unnest", "repeat", "repeat_row", "json_each", "json_tree",
        "summary", "histogram", "histogram_values", "icu_calendar_names", "pg_timezone_names",
        "duckdb_columns", "duckdb_functions", "duckdb_keywords", "duckdb_memory", "duckdb_settings", "duckdb_types",
        "duckdb_tables", "duckdb_views", "duckdb_temporary_files", "pragma_version", "pragma_platform",
    };

    private static readonly HashSet<string> OpenSchemas = new(StringComparer.OrdinalIgnoreCase)
        { "information_schema", "pg_catalog", "recurring" };

    // The engine takes a name with an ending it knows for a file; a table's plain name has none of these.
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create("./\\:*?");

    /// <summary>Judges a text.</summary>
    /// <param name="connection">Parses it; nothing of it runs.</param>
    /// <param name="sql">What a user gave.</param>
    /// <param name="tables">Names of the session's tables.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="WeirException">WEIR5xxx: refused; WEIR4004: it is not SQL; WEIR8008: it names a table that is not there.</exception>
    public static StatementShape Admit(
        DuckConnection connection, string sql, IReadOnlyCollection<string> tables, CancellationToken cancellationToken)
    {
        string? explained = ExplainedText.Of(sql);
        using JsonDocument tree = Tree(connection, sql, explained, cancellationToken);
        JsonElement statements = tree.RootElement.TryGetProperty("statements", out JsonElement found) ? found : default;
        int count = statements.ValueKind == JsonValueKind.Array ? statements.GetArrayLength() : 0;
        if (count != 1)
            throw PolicyErrors.SeveralStatements(count, sql);
        SyntaxFacts facts = SyntaxFacts.Of(statements[0]);
        List<(string, long?)> deltaCalls = [];
        foreach (TableCall call in facts.Calls)
        {
            Require(call);
            if (call.Name == DeltaFunction.Name)
                deltaCalls.Add(DeltaFunction.Arguments(call));
        }
        foreach (TableReference table in facts.Tables)
            Require(table, tables);
        string[] names = [.. facts.Tables.Where(table => table.Schema.Length == 0).Select(table => table.Name)];
        return new StatementShape(
            facts.Show is "\"tables\"" or "tables" ? ShowTables(tables) : sql,
            names, [.. deltaCalls.Distinct()], Summary(explained is null ? "SELECT" : "EXPLAIN", names, deltaCalls.Count));
    }

    private static JsonDocument Tree(DuckConnection connection, string sql, string? explained, CancellationToken cancellationToken)
    {
        JsonDocument tree = Parse(connection, explained ?? sql, cancellationToken);
        // EXPLAIN may take options in parentheses, which look like the start of a query.
        if (IsError(tree) && explained is not null && ExplainedText.WithoutOptions(explained) is { } bare)
        {
            tree.Dispose();
            tree = Parse(connection, bare, cancellationToken);
        }
        if (!IsError(tree))
            return tree;
        using (tree)
        {
            // A syntax error is told best by the engine's own parser, with its place.
            if (Text(tree, "error_type") == "parser")
                connection.Prepare(sql, cancellationToken).Dispose();
            throw PolicyErrors.StatementRefused(sql, "it is not a read-only query (a PIVOT needs an IN list for its columns)");
        }
    }

    private static JsonDocument Parse(DuckConnection connection, string sql, CancellationToken cancellationToken)
    {
        using RecordBatchReader reader = connection.Query(TreeQuery, new QueryArguments(sql), cancellationToken: cancellationToken);
        using RecordBatch? batch = reader.Read(cancellationToken);
        Invariant.Holds(batch is { RowCount: 1 });
        return JsonDocument.Parse(batch.Column(0).GetBytes(0).ToArray(), new JsonDocumentOptions { MaxDepth = 4096 });
    }

    private static bool IsError(JsonDocument tree) =>
        tree.RootElement.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.True;

    private static string Text(JsonDocument tree, string name) =>
        tree.RootElement.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    private static void Require(TableCall call)
    {
        if (!OpenFunctions.Contains(call.Name))
            throw PolicyErrors.FunctionRefused(call.Name);
        foreach ((_, JsonElement? literal) in call.Arguments)
        {
            if (literal is { ValueKind: JsonValueKind.String } text && text.GetString()!.Contains("://", StringComparison.Ordinal)
                && !text.GetString()!.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
            {
                throw PolicyErrors.RemotePath(text.GetString()!);
            }
        }
    }

    private static void Require(TableReference table, IReadOnlyCollection<string> tables)
    {
        if (table.Schema.Length > 0)
        {
            if (!OpenSchemas.Contains(table.Schema))
                throw ConfigurationErrors.TableUnknown(string.Join('.', [table.Catalog, table.Schema, table.Name]).TrimStart('.'), tables);
            return;
        }
        bool isKnown = tables.Contains(table.Name, StringComparer.OrdinalIgnoreCase);
        if (isKnown && table.HasTimeTravel)
            throw PolicyErrors.ReadDeltaForm($"the table '{table.Name}' is followed by AT, which its registration can not answer");
        if (!isKnown && table.Name.AsSpan().ContainsAny(PathCharacters))
            throw PolicyErrors.PathAsTable(table.Name);
    }

    // The engine knows only the tables that a query has needed so far.
    private static string ShowTables(IReadOnlyCollection<string> tables) => tables.Count == 0
        ? "SELECT NULL::VARCHAR AS name WHERE false"
        : $"SELECT name FROM (VALUES {string.Join(", ", tables.Select(name => $"({SqlText.Literal(name)})"))}) AS tables(name) ORDER BY name";

    private static string Summary(string verb, string[] tables, int deltaCalls)
    {
        string text = string.Join(' ', [verb, .. tables, .. Enumerable.Repeat(DeltaFunction.Name, deltaCalls)]);
        return text.Length <= SummaryCharactersMax ? text : text[..SummaryCharactersMax];
    }
}
