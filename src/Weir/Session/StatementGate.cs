using System.Buffers;
using System.Text.Json;
using Weir.Diagnostics;
using Weir.Engine;
using Weir.Engine.Syntax;
using Weir.Policies;

namespace Weir.Sessions;

/// <summary>
/// Lets read-only statements pass, by their syntax tree alone: the engine makes a tree of what
/// is a query and refuses all else, so what is not known to be harmless does not run.
/// </summary>
internal static class StatementGate
{
    /// <summary>What is wrong with a text of <see cref="IsOpenPivot"/>.</summary>
    public const string OpenPivot = "its PIVOT has no IN list, without which its columns are not known before it runs";

    private const int SummaryCharactersMax = 255;

    // Table functions that only read. Others reach into the engine's memory, run texts that nobody has
    // looked at, or change the engine for every session.
    private static readonly HashSet<string> OpenFunctions = new(DeltaFunction.All.Select(function => function.Name), StringComparer.Ordinal)
    {
        PluginListing.Plugins, PluginListing.Functions, FunctionListing.Registry, FunctionListing.Docs,
        CacheListing.ListFiles, CacheListing.Metadata, CacheListing.Statistics, CacheListing.Predicate,
        "read_parquet", "parquet_scan", "read_csv", "read_csv_auto", "sniff_csv", "read_text", "read_blob", "glob",
        "read_json", "read_json_auto", "read_json_objects", "read_json_objects_auto",
        "read_ndjson", "read_ndjson_auto", "read_ndjson_objects",
        "parquet_metadata", "parquet_schema", "parquet_file_metadata", "parquet_kv_metadata", "parquet_full_metadata",
        "range", "generate_series", "unnest", "repeat", "repeat_row", "json_each", "json_tree",
        "summary", "histogram", "histogram_values", "icu_calendar_names", "pg_timezone_names",
        "duckdb_columns", "duckdb_functions", "duckdb_keywords", "duckdb_memory", "duckdb_settings", "duckdb_types",
        "duckdb_tables", "duckdb_views", "duckdb_temporary_files", "pragma_version", "pragma_platform",
    };

    // Scalar functions, and a type, whose work recurses over the nesting of a value: a value of enough
    // brackets, which no limit on the text keeps out, ends the process. The last ones parse, plan or run a text that nobody has looked at.
    private static readonly HashSet<string> ClosedNames = new(StringComparer.Ordinal)
    {
        "json_contains", "json_structure", "json_group_structure", "json_merge_patch", "variant",
        "json_transform", "json_transform_strict", "from_json", "from_json_strict",
        "json_serialize_plan", "json_serialize_sql", "json_deserialize_sql", "json_execute_serialized_sql",
    };

    // Functions in FROM that find nothing: their rows are in their arguments.
    private static readonly HashSet<string> Generators = new(StringComparer.Ordinal) { "range", "generate_series", "unnest", "repeat", "repeat_row" };

    // Arguments with which a reader makes tables.
    private static readonly HashSet<string> ClosedArguments = new(StringComparer.OrdinalIgnoreCase) { "store_rejects", "rejects_table", "rejects_scan", "rejects_limit" };

    // The engine takes a name with an ending it knows for a file; a table's plain name has none of these.
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create("./\\:*?");

    /// <summary>Judges a text.</summary>
    /// <param name="connection">Parses it; nothing of it runs.</param>
    /// <param name="sql">What a user gave.</param>
    /// <param name="tables">Names of the session's tables.</param>
    /// <param name="plugins">The plugins that the statement may use; calls of their functions are rewritten.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="WeirException">
    /// WEIR5xxx: refused; WEIR4004: it is not SQL; WEIR8008: it names a table that is not there; WEIR32xx: it calls
    /// a plugin's function wrongly.
    /// </exception>
    public static StatementShape Admit(
        DuckConnection connection, string sql, IReadOnlyCollection<string> tables, PluginScope plugins, CancellationToken cancellationToken)
    {
        StatementNesting.RequireReadable(sql);
        sql = ArgumentNames.Quoted(sql);
        SqlFront front = SqlFront.Read(sql);
        string query = sql;
        using JsonDocument tree = Tree(connection, ref query, cancellationToken);
        Statement(tree, sql);
        if (!front.IsQuery)
            throw SqlPolicyErrors.Disagreement(front.Statements.Count == 1 ? front.Kind.ToString() : $"{front.Statements.Count} statements", "one query");
        string before = Apart(sql[..^query.Length]);
        string expanded = plugins.Expansion?.Expand(connection, query, cancellationToken) ?? query;
        string planned = RelationPlanning.Plan(
            connection, expanded, plugins.Catalog, plugins.Functions, text => Judge(connection, "", text, tables, plugins, cancellationToken), cancellationToken);
        StatementShape shape = ReferenceEquals(planned, query)
            ? Judge(connection, before, query, tree, tables, plugins, cancellationToken)
            : Judge(connection, before, planned, tables, plugins, cancellationToken);
        return shape with { Written = before.Length == 0 ? expanded : null };
    }

    // What is put behind it may begin with a word, where a parenthesis stood.
    private static string Apart(string before) => before.Length == 0 || char.IsWhiteSpace(before[^1]) ? before : before + " ";

    /// <summary>Whether queries may use a table function.</summary>
    public static bool IsTableFunction(string name, FunctionResolver functions) =>
        OpenFunctions.Contains(name.ToLowerInvariant()) || functions.OnlyOfPlugin(name)?.Kind == PluginFunctionKind.Table;

    /// <summary>The text to run of a statement whose tables are bound.</summary>
    /// <param name="connection">Has the tables; nothing of the statement runs.</param>
    /// <param name="statement">What was admitted.</param>
    /// <param name="plugins">As for its admission.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="WeirException">WEIR32xx: it calls a plugin's function wrongly.</exception>
    public static string Settle(DuckConnection connection, StatementShape statement, PluginScope plugins, CancellationToken cancellationToken)
    {
        if (statement.OpenSql is not { } query)
            return statement.Sql;
        string settled = StatementRewriter.Settle(connection, query, plugins.Functions, cancellationToken);
        Require(connection, settled, cancellationToken);
        return statement.Sql[..^query.Length] + settled;
    }

    private static StatementShape Judge(
        DuckConnection connection, string before, string query, IReadOnlyCollection<string> tables, PluginScope plugins,
        CancellationToken cancellationToken)
    {
        StatementNesting.RequireReadable(query);
        using JsonDocument tree = Tree(connection, ref query, cancellationToken);
        return Judge(connection, before, query, tree, tables, plugins, cancellationToken);
    }

    private static StatementShape Judge(
        DuckConnection connection, string before, string query, JsonDocument tree, IReadOnlyCollection<string> tables,
        PluginScope plugins, CancellationToken cancellationToken)
    {
        SyntaxFacts facts = SyntaxFacts.Of(Statement(tree, query));
        if (!plugins.IsChecked)
            plugins.Policy?.Require(facts);
        if (facts.Functions.Concat(facts.Types).FirstOrDefault(name => ClosedNames.Contains(name) || PluginNames.IsReserved(name)) is { } closed)
            throw PolicyErrors.FunctionRefused(closed);
        plugins.Require(facts.Functions);
        if (facts.Calls.Any(call => IsProviderCall(call, plugins)))
            return JudgeProviderCalls(connection, before, query, tables, plugins, cancellationToken);
        foreach (TableCall call in facts.Calls)
            Require(call, plugins.Functions);
        if (facts.Calls.FirstOrDefault(call => DeltaFunction.Find(call.Name) is not null) is { } delta)
            return JudgeDeltaCalls(connection, before, query, delta.Name, tables, plugins, cancellationToken);
        foreach (TableReference table in facts.Tables)
            Require(table, tables, plugins.Policy);
        // Where such a name is not known yet, the engine takes it for a file too.
        foreach (string name in facts.LocalNames.Where(name => name.AsSpan().ContainsAny(PathCharacters)))
            RequireFile(name, plugins.Policy);
        string[] names = [.. facts.Tables.Where(table => table.Schema.Length == 0).Select(table => table.Name)];
        RewrittenStatement rewritten = Rewritten(connection, query, facts, plugins, cancellationToken);
        return new StatementShape(
            before + rewritten.Sql, names, [], [.. facts.Calls.Select(call => call.Name).Where(IsListing).Distinct()],
            rewritten.Scans, [], Summary(before.Length == 0 ? "SELECT" : "EXPLAIN", names))
        {
            OpenSql = rewritten.IsOpen ? rewritten.Sql : null,
            QuerySql = rewritten.Sql,
            HasConditions = facts.HasConditions,
            ColumnsNamed = facts.HasStar ? null : [.. facts.Columns.SelectMany(parts => parts).Distinct(StringComparer.OrdinalIgnoreCase)],
            HasMoment = QueryMoment.StandsIn(facts),
            HasCalls = facts.Calls.Any(call => !Generators.Contains(call.Name)),
        };
    }

    // A name that a plugin's function or the engine has means that function.
    private static bool IsProviderCall(TableCall call, PluginScope plugins) =>
        !OpenFunctions.Contains(call.Name) && !plugins.Functions.IsOfPlugin(call.Name) && plugins.Own.HasProvider("", call.Name);

    private static StatementShape JudgeProviderCalls(
        DuckConnection connection, string before, string query, IReadOnlyCollection<string> tables, PluginScope plugins,
        CancellationToken cancellationToken)
    {
        (string renamed, IReadOnlyList<ProviderCall> calls) = ProviderCalls.Rename(
            connection, query, (plugin, name) => IsProviderCall(new TableCall(name, []), plugins) && plugins.Own.HasProvider(plugin, name), cancellationToken);
        if (calls.Count == 0)
            throw PolicyErrors.FunctionRefused(SyntaxFacts.Of(Statement(SyntaxReader.Read(connection, query, cancellationToken), query)).Calls.First(call => IsProviderCall(call, plugins)).Name);
        HashSet<string> names = new(calls.Select(call => call.TableName), StringComparer.OrdinalIgnoreCase);
        Func<string, bool> isProvided = plugins.IsProvided;
        StatementShape shape = Judge(
            connection, before, renamed, [.. tables, .. names], plugins with { IsChecked = true, IsProvided = name => names.Contains(name) || isProvided(name) }, cancellationToken);
        string summary = calls.Aggregate(shape.Summary, (text, call) => text.Replace(call.TableName, call.Provider, StringComparison.OrdinalIgnoreCase));
        return shape with { Tables = [.. shape.Tables.Where(name => !names.Contains(name))], ProviderCalls = calls, Summary = summary };
    }

    private static StatementShape JudgeDeltaCalls(
        DuckConnection connection, string before, string query, string function, IReadOnlyCollection<string> tables, PluginScope plugins,
        CancellationToken cancellationToken)
    {
        (string renamed, IReadOnlyList<DeltaCall> calls, IReadOnlyDictionary<string, string> left) =
            DeltaCalls.Rename(connection, query, plugins.Functions.IsOfPlugin, cancellationToken);
        if (calls.Count == 0)
            throw PolicyErrors.FunctionRefused(function);
        HashSet<string> names = new(calls.Select(call => call.TableName), StringComparer.OrdinalIgnoreCase);
        StatementShape shape = Judge(connection, before, renamed, [.. tables, .. names], plugins with { IsChecked = true }, cancellationToken);
        string summary = calls.Aggregate(shape.Summary, (text, call) => text.Replace(call.TableName, call.Function.Name, StringComparison.OrdinalIgnoreCase));
        return shape with
        {
            Tables = [.. shape.Tables.Where(name => !names.Contains(name))],
            DeltaCalls = calls,
            ParametersLeft = left,
            Summary = summary,
        };
    }

    private static bool IsListing(string function) => PluginListing.IsName(function) || FunctionListing.IsName(function) || CacheListing.IsName(function);

    private static JsonElement Statement(JsonDocument tree, string sql)
    {
        JsonElement statements = tree.RootElement.TryGetProperty("statements", out JsonElement found) ? found : default;
        int count = statements.ValueKind == JsonValueKind.Array ? statements.GetArrayLength() : 0;
        return count == 1 ? statements[0] : throw PolicyErrors.SeveralStatements(count, sql);
    }

    // A statement that calls no function of a plugin and reads no table of one runs as it is written.
    private static RewrittenStatement Rewritten(
        DuckConnection connection, string query, SyntaxFacts facts, PluginScope plugins, CancellationToken cancellationToken)
    {
        bool isOfInterest = facts.Calls.Any(call => plugins.Functions.IsOfPlugin(call.Name))
            || facts.CallNodes.Any(plugins.Functions.MayMeanPlugin)
            || facts.Tables.Any(table => table.Schema.Length == 0 && plugins.IsProvided(table.Name));
        if (!isOfInterest)
            return new RewrittenStatement(query, []);
        RewrittenStatement rewritten = StatementRewriter.Rewrite(connection, query, plugins.Functions, plugins.IsProvided, cancellationToken);
        if (!ReferenceEquals(rewritten.Sql, query))
            Require(connection, rewritten.Sql, cancellationToken);
        return rewritten;
    }

    // What rewriting makes is held to the same limits.
    private static void Require(DuckConnection connection, string rewritten, CancellationToken cancellationToken)
    {
        StatementNesting.RequireReadable(rewritten);
        using JsonDocument tree = SyntaxReader.Read(connection, rewritten, cancellationToken);
        SyntaxFacts.Of(Statement(tree, rewritten));
    }

    // The tree of a query, or of the query behind EXPLAIN, which is the end of the text.
    private static JsonDocument Tree(DuckConnection connection, ref string query, CancellationToken cancellationToken)
    {
        string sql = query;
        string? explained = ExplainedText.Of(sql);
        query = explained ?? sql;
        JsonDocument tree = SyntaxReader.Read(connection, query, cancellationToken);
        // EXPLAIN may take options in parentheses, which look like the start of a query.
        if (IsError(tree) && explained is not null && ExplainedText.WithoutOptions(explained) is { } bare)
        {
            tree.Dispose();
            query = bare;
            tree = SyntaxReader.Read(connection, query, cancellationToken);
        }
        if (!IsError(tree))
            return tree;
        using (tree)
        {
            if (SyntaxNode.Member(tree.RootElement, "error_message").StartsWith("Max expression depth limit", StringComparison.Ordinal))
                throw PolicyErrors.StatementTooDeep("expressions, joins and queries", StatementNesting.ExpressionsMax);
            // A syntax error is told best by the engine's own parser, with its place.
            if (SyntaxNode.Member(tree.RootElement, "error_type") == "parser")
                connection.Count(sql, cancellationToken);
            throw PolicyErrors.StatementRefused(sql, Kind(explained ?? sql, SyntaxNode.Member(tree.RootElement, "error_message")));
        }
    }

    // For the message only: what may run is told by the tree.
    private static string Kind(string sql, string said)
    {
        string word = ExplainedText.FirstWord(sql).ToUpperInvariant();
        return IsOpenPivot(sql) ? OpenPivot
            // Of what is a query the engine says what is wrong with it.
            : word is "SELECT" or "VALUES" or "FROM" or "WITH" or "" && !said.StartsWith("Only SELECT", StringComparison.Ordinal) ? $"the engine does not read it ({said.TrimEnd('.', ' ')})"
            : word.Length > 0 ? $"it is {word}, not a read-only query"
            : "it is not a read-only query";
    }

    /// <summary>Whether a text that parses and is no query to the engine is one with a PIVOT, which the engine makes several statements of.</summary>
    public static bool IsOpenPivot(string sql) => sql.Contains("PIVOT", StringComparison.OrdinalIgnoreCase)
        && ExplainedText.FirstWord(sql).ToUpperInvariant() is "PIVOT" or "PIVOT_WIDER" or "SELECT" or "FROM" or "WITH" or "";

    private static bool IsError(JsonDocument tree) =>
        tree.RootElement.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.True;

    // What the engine has and does not only read stays closed, also where a plugin has its name.
    private static void Require(TableCall call, FunctionResolver functions)
    {
        if (!OpenFunctions.Contains(call.Name) && functions.OnlyOfPlugin(call.Name) is null)
            throw PolicyErrors.FunctionRefused(call.Name);
        foreach ((string? name, JsonElement? literal) in call.Arguments)
        {
            if (name is not null && ClosedArguments.Contains(name))
                throw PolicyErrors.FunctionRefused($"{call.Name}({name} := ...)");
            if (literal is { ValueKind: JsonValueKind.String } text)
                RequireLocal(text.GetString()!);
        }
    }

    private static void RequireLocal(string path)
    {
        if (path.Contains("://", StringComparison.Ordinal) && !path.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
            throw PolicyErrors.RemotePath(path);
    }

    private static void Require(TableReference table, IReadOnlyCollection<string> tables, PolicyCheck? policy)
    {
        if (table.Schema.Length > 0)
        {
            if (!EngineTables.Has(table) && (table.Catalog + table.Schema + table.Name).AsSpan().ContainsAny(PathCharacters))
                throw PolicyErrors.PathAsTable($"{table.Catalog}.{table.Schema}.{table.Name}".TrimStart('.'));
            if (!EngineTables.Has(table))
                throw ConfigurationErrors.TableUnknown(
                    string.Join('.', [table.Catalog, table.Schema, table.Name]).TrimStart('.'),
                    CatalogState.Shown(tables.Where(name => policy?.Opens(name) != false)));
            return;
        }
        bool isKnown = tables.Contains(table.Name, StringComparer.OrdinalIgnoreCase);
        if (isKnown && table.HasTimeTravel)
            throw PolicyErrors.ReadDeltaForm($"the table '{table.Name}' is followed by AT, which its registration cannot answer");
        if (!isKnown && table.Name.AsSpan().ContainsAny(PathCharacters))
            RequireFile(table.Name, policy);
    }

    private static void RequireFile(string name, PolicyCheck? policy)
    {
        if (policy is not { AllowsPathLiterals: true })
            throw PolicyErrors.PathAsTable(name);
        policy.RequireRead(name);
        RequireLocal(name);
    }

    private static string Summary(string verb, string[] tables)
    {
        string text = string.Join(' ', [verb, .. tables]);
        return text.Length <= SummaryCharactersMax ? text : text[..SummaryCharactersMax];
    }
}
