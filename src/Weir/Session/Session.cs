using System.Collections.Immutable;
using Weir.Arrow;
using Weir.Catalog;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Diagnostics.Payloads;
using Weir.Engine;
using Weir.Engine.Syntax;
using Weir.Policies;
using Weir.Plugins;
using Weir.Sessions;

// The files of this folder are in two namespaces: what a user names is in Weir, so that this type is
// not hidden by a namespace of its own name, and all else in Weir.Sessions.
namespace Weir;

/// <summary>
/// Tables by name, and queries over them. Safe for use by many threads at once: every query has an
/// engine connection and versions of its tables of its own, and registering a table affects only
/// queries that start later.
/// </summary>
/// <example>
/// <code>
/// await using WeirRuntime runtime = WeirRuntime.Open();
/// using Session session = runtime.NewSession();
/// session.Register("orders", new DatasetLocation("lake/orders"));
/// using QueryResult result = session.Run(new Query("SELECT status, count(*) FROM orders GROUP BY status"));
/// await foreach (RecordBatch batch in result.Batches())
///     using (batch) Print(batch);
/// </code>
/// </example>
public sealed class Session : IDisposable, ICatalogNeeds
{
    private const string StreamName = "weir_stream";
    private const string DescribedFrom = "SELECT * FROM ";

    private readonly SessionHost _host;
    private readonly SessionPolicy _policy;
    private readonly StatementExecutor _executor;
    private readonly ConnectionPool _connections;
    private readonly Lock _pluginLock = new();
    private readonly Lock _macroLock = new();
    private volatile SessionPlugins _plugins;
    private volatile SqlMacros _macros;
    private readonly SessionStatements _statements;

    internal Session(SessionHost host, SessionOptions? options = null)
    {
        _host = host;
        _policy = new SessionPolicy(host, options ?? new SessionOptions());
        _executor = new StatementExecutor(_policy, Ground());
        _connections = new ConnectionPool(host);
        _plugins = host.Initial;
        _macros = host.InitialMacros;
        Catalog = new SessionCatalog(this);
        _statements = new SessionStatements(
            _connections, Planned, cancellationToken => Expansion(Catalog.State.Visible, null, null, cancellationToken),
            name => (Catalog.State.Visible.GetValueOrDefault(name) as TableSource.View)?.Sql, name => Catalog.State.ToldAs(name), () => Functions.Resolver,
            name => _host.Engine.Functions.Of(name).Any(routine => routine.Kind == "aggregate"));
    }

    /// <summary>What SQL of this session may do.</summary>
    public SqlPolicy Policy => _policy.Policy;

    // What is shared is immutable, so a copy has nothing of what is done to the original or to another copy later.
    private Session(Session built, SessionOptions options)
        : this(built._host, options)
    {
        (_plugins, _macros) = (built._plugins, built._macros);
        Catalog.Take(built.Catalog);
        Trace = built.Trace with { Kind = SessionKind.Cached };
    }

    /// <summary>How it was built.</summary>
    public SessionTrace Trace { get; internal set; } = SessionTrace.None;

    /// <summary>A session with the tables, functions and plugins of this one, and connections of its own.</summary>
    internal Session Copy(SessionOptions options) => new(this, options);

    /// <summary>Names of the registered tables and views, in no order; those of other schemas than the first with all their parts.</summary>
    public IReadOnlyCollection<string> Tables => [.. Catalog.State.Names.Keys];

    /// <summary>The tables, views, schemas and catalogs of this session.</summary>
    public SessionCatalog Catalog { get; }

    /// <summary>The plugins of this session, in order of name: those of the runtime and those that were registered here.</summary>
    public IReadOnlyList<PluginSnapshot> Plugins => _plugins.Snapshots;

    /// <summary>What queries of this session can use: the engine's functions, and its plugins with theirs.</summary>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public CapabilitiesSnapshot Capabilities => _host.CapabilitiesOf(_plugins);

    /// <summary>The functions that queries of this session can call, those of its plugins included.</summary>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public FunctionCatalog Functions => new(_host, _plugins, _host.TierPolicy);

    /// <summary>
    /// Gives the session a plugin: finds it, makes every check, loads it, and only then makes its functions known to
    /// queries that start later. The same file with the same settings is loaded once a runtime.
    /// </summary>
    /// <param name="reference">The plugin.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <returns>What the plugin brings; it says so when the session had it already and nothing was done.</returns>
    /// <exception cref="WeirException">
    /// WEIR31xx: the plugin was not found, was refused or does not load. WEIR32xx: its functions cannot be taken, or
    /// the runtime has another plugin of its name. The session is as it was then.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public PluginRegistration RegisterPlugin(PluginReference reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        using RunScope.Lease lease = RunScope.Enter(_host.Scope);
        return Adopt(_host.Holder.Load(reference, cancellationToken));
    }

    /// <summary>As <see cref="RegisterPlugin(PluginReference, CancellationToken)"/>, for a plugin that is searched by its name.</summary>
    /// <param name="name">The plugin's name.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <returns>What the plugin brings.</returns>
    /// <exception cref="WeirException">As there.</exception>
    public PluginRegistration RegisterPlugin(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return RegisterPlugin(new PluginReference(name), cancellationToken);
    }

    /// <summary>
    /// Gives the session a plugin that the program made itself. Reports name its source <c>in_memory</c>; no file of
    /// it is checked.
    /// </summary>
    /// <param name="plugin">
    /// The plugin, configured when it takes a configuration. It belongs to the runtime from now on, which disposes it.
    /// </param>
    /// <returns>What the plugin brings; it says so when the session had it already and nothing was done.</returns>
    /// <exception cref="WeirException">WEIR32xx: as for a plugin from a file. The session is as it was then.</exception>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public PluginRegistration RegisterPlugin(Plugin plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        return Adopt(_host.Holder.Take(plugin));
    }

    /// <summary>
    /// Gives the session the functions that a policy declares: each holds the function of its name to the declared types, volatility and
    /// way of naming arguments, and is otherwise like one of <c>CREATE FUNCTION</c>; <c>DROP FUNCTION</c> ends that. All are made or none.
    /// </summary>
    /// <param name="json">The policy: <c>version</c> (1), <c>primitives</c>, <c>prefer_named_arguments</c>, <c>allow_async</c>, <c>domain_operator_hooks</c>.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="WeirException">WEIR3317: the policy cannot be read. WEIR3313, WEIR3314: a function is not what the policy says.</exception>
    public void ApplyFunctionPolicy(string json, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(json);
        Apply(FunctionPolicyReading.Read(json), cancellationToken);
    }

    /// <summary>As <see cref="ApplyFunctionPolicy(string, CancellationToken)"/>, for a policy in Arrow's IPC format: one row, a column a member.</summary>
    /// <param name="policy">The policy; read to its end and disposed.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="WeirException">As there.</exception>
    public void ApplyFunctionPolicy(RecordBatchReader policy, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        using RecordBatchReader owned = policy;
        using SessionConnection connection = new(_host.Engine);
        using IDisposable registration = connection.Engine.RegisterStream(StreamName, policy);
        List<string> rows = [.. EngineRows.Texts(connection.Engine, $"SELECT to_json(p)::VARCHAR FROM {StreamName} AS p", cancellationToken)];
        Apply(FunctionPolicyReading.Read(rows is [var row] ? row : throw MacroErrors.Policy($"has {rows.Count} rows, where one was expected")), cancellationToken);
    }

    /// <summary>
    /// Gives rows at a location a name in the current schema; a name that is taken gets the new meaning. Nothing is opened, but where
    /// the location declares columns.
    /// </summary>
    /// <param name="tableName">Any text that is not empty; case does not count. In SQL it is quoted where it is no plain name.</param>
    /// <param name="location">Where the rows lie; opened by each query that names the table.</param>
    /// <exception cref="WeirException">WEIR8002: the name cannot be used. Others as for <see cref="SessionCatalog.Register(TableName, DatasetLocation, CancellationToken)"/>.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed; so for all that gives and takes names.</exception>
    public void Register(string tableName, DatasetLocation location) => Catalog.Register(Named(tableName), location);

    /// <summary>Gives the rows of Arrow streams a name; a name that is taken gets the new meaning. Nothing is opened.</summary>
    /// <param name="tableName">As for a location.</param>
    /// <param name="source">The streams.</param>
    /// <exception cref="WeirException">WEIR8002: the name cannot be used.</exception>
    public void Register(string tableName, StreamTableSource source) => Catalog.Register(Named(tableName), source);

    /// <summary>Gives a table of a plugin a name; a name that is taken gets the new meaning. Options are checked, nothing is opened.</summary>
    /// <param name="tableName">As for a location.</param>
    /// <param name="source">The table; opened once by each query that names it.</param>
    /// <exception cref="WeirException">
    /// WEIR8002: the name cannot be used. WEIR3220 to WEIR3222: the session has no such plugin, the plugin no such
    /// provider, or the options do not fit; nothing was called.
    /// </exception>
    public void Register(string tableName, PluginTableSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Define(tableName, _plugins.Require(source));
    }

    /// <summary>Gives a query a name; it runs wherever another query names it. Nothing is bound yet.</summary>
    /// <param name="viewName">As for <see cref="Register(string, DatasetLocation)"/>.</param>
    /// <param name="sql">One read-only statement without parameters, over tables of this session.</param>
    /// <exception cref="WeirException">WEIR8002: the name cannot be used. WEIR5002: the text is several statements.</exception>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public void RegisterView(string viewName, string sql)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        Catalog.RegisterView(Named(viewName), sql);
    }

    /// <summary>Takes a name away; that it is not there is no error.</summary>
    /// <param name="tableName">A table or view.</param>
    /// <returns>True when it was there.</returns>
    public bool Unregister(string tableName) => Catalog.Unregister(Named(tableName));

    /// <summary>
    /// Judges a text by the policy of this session: its statements, and why it is refused when it is. Nothing of it runs, no table is
    /// opened; paths are followed where the policy has folders. <see cref="Run"/> refuses the same texts with the same codes.
    /// </summary>
    /// <param name="sql">Any text.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ObjectDisposedException">The session or its runtime was disposed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SqlVerdict Judge(string sql, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sql);
        try
        {
            return Planning("judge", () =>
            {
                _executor.Examine(new Query(sql), cancellationToken);
                return _policy.VerdictOf(sql, null);
            });
        }
        catch (WeirException error)
        {
            // What is wrong with a text that the policy allows is said by who runs it.
            return _policy.VerdictOf(sql, error);
        }
    }

    /// <summary>
    /// Starts a query: checks that the policy of the session allows it, opens the tables that it names (each Delta table at one
    /// version), plans it, and answers when the first rows can be read. Blocks the calling thread for that.
    /// <c>CREATE FUNCTION</c> and <c>DROP FUNCTION</c> make and drop functions of this session, for queries that start later.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Ends the start; reading the result has tokens of its own.</param>
    /// <returns>The answer as a stream; the caller disposes it.</returns>
    /// <exception cref="WeirException">
    /// WEIR2xxx: a Delta table is missing, broken or needs what this version does not have. WEIR33xx: a function is made
    /// or called wrongly. WEIR4xxx: the engine refused the query. WEIR5xxx: it is not read-only. WEIR8xxx: a table is not registered, or its
    /// location is wrong. WEIR6xxx: the storage refused or failed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Query.BatchRows"/> or <see cref="Query.MaxRows"/> is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The session or its runtime was disposed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public QueryResult Run(Query query, CancellationToken cancellationToken = default)
    {
        QueryArguments? arguments = Arguments(query);
        OperationSpan span = OperationSpan.Query(_host.Clock, _host.Diagnostics.RunId);
        SlowQueryWatch? watch = _host.SlowQueryThreshold is { } threshold
            ? new SlowQueryWatch(query.Sql, threshold, _host.Clock, _host.Diagnostics, _host.Logger)
            : null;
        SessionConnection connection = _connections.Take();
        string summary = "";
        TableBinder? tables = null;
        TimeLimit? time = _policy.StartTime();
        try
        {
            return span.Within(() => time is null ? Started(cancellationToken) : time.Within(Started, cancellationToken));
        }
        catch (Exception failure)
        {
            tables?.Dispose();
            time?.Dispose();
            watch?.Waited(span.Elapsed);
            if (summary.Length == 0)
                span.Describe(summary = StatementVerb.Of(query.Sql), query.Sql, table: null);
            Ended(span, summary, rows: 0, isComplete: false, failure, connection, watch);
            _connections.Return(connection, isIdle: true);
            if (failure is WeirException broken && tables?.Told(broken) is { } told)
                throw told;
            if (failure is WeirException error && PluginNames.StandIn(error.Details.GetValueOrDefault("statement", "")))
                throw EngineErrors.AsWritten(error, query.Sql);
            throw;
        }

        QueryResult Started(CancellationToken token)
        {
            Query named = _policy.Judged(query.Sql, () => query with { Sql = IdentifierParameters.Fill(query.Sql, query.Identifiers, Policy) }, tellsAllowed: false);
            (CatalogStatementKind Kind, TableName Name)? declared = Catalog.TryRun(named.Sql, token);
            Query carried = declared is var (kind, name)
                ? query with { Sql = $"SELECT {SqlText.Literal($"{name}")} AS name, {SqlText.Literal($"{kind}")} AS statement", Standing = SqlStanding.OfWeir }
                : _executor.Carry(named, token);
            Query defined = _policy.Judged(query.Sql, () => Define(connection, carried, token), tellsAllowed: false);
            arguments = defined.Standing == SqlStanding.OfWeir ? null : arguments;
            StatementShape statement = _policy.Judged(query.Sql, () =>
            {
                tables = Bind(connection, defined, arguments, token, out StatementShape shape);
                return shape;
            }, tellsAllowed: defined.Standing != SqlStanding.OfWeir);
            summary = ReferenceEquals(defined, named) ? statement.Summary : StatementVerb.Of(query.Sql);
            span.Describe(summary, query.Sql, statement.OnlyTable(tables!.Bound));
            if (_host.Diagnostics.IsOn)
                _host.Recorder.Planned(query, statement, tables!.Bound);
            IReadOnlyList<string>? pluginCalls = statement.IsExplained ? PluginCallsOf(named.Sql, [statement.Sql, .. tables!.ViewTexts], tables.Bound, token) : null;
            RecordBatchReader rows = Start(connection, statement, statement.Left(arguments), BatchRows(query), token);
            watch?.Waited(span.Elapsed);
            RecordBatchReader described = Described(rows, statement);
            QueryResult answer = Answer(
                watch?.Around(described) ?? described, ((DuckResultReader)rows).Types, connection, tables!, pluginCalls, query.MaxRows, time, defined.Standing == SqlStanding.OfWeir, span,
                summary, watch);
            answer.RowsWritten = carried.RowsWritten;
            return answer;
        }
    }

    /// <summary><see cref="Run"/> on the thread pool.</summary>
    /// <inheritdoc cref="Run"/>
    public Task<QueryResult> RunAsync(Query query, CancellationToken cancellationToken = default) =>
        Task.Run(() => Run(query, cancellationToken), cancellationToken);

    /// <summary>The columns that a query would answer, without running it. Its tables are opened.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>Names and types.</returns>
    /// <exception cref="WeirException">As for <see cref="Run"/>.</exception>
    public Schema Describe(Query query, CancellationToken cancellationToken = default)
    {
        using QueryResult result = Described(query, cancellationToken);
        return result.Schema;
    }

    /// <summary>The columns of any statement, as a result without rows: nothing runs, and a statement that is no query has none.</summary>
    /// <exception cref="WeirException">As for <see cref="Run"/>.</exception>
    internal QueryResult Outline(Query query, CancellationToken cancellationToken)
    {
        Query filled = Filled(query);
        SqlStatementKind kind = _policy.Judged(query.Sql, () =>
        {
            _executor.Examine(filled, cancellationToken);
            return SqlFront.Read(filled.Sql).Kind;
        }, tellsAllowed: false);
        return kind switch
        {
            SqlStatementKind.Query or SqlStatementKind.Unknown => Described(filled, cancellationToken),
            SqlStatementKind.Explain => WithoutRows([.. (Planned(filled, cancellationToken).Columns ?? []).Select(column => column.Name)]),
            _ => WithoutRows([]),
        };
    }

    private QueryResult Described(Query query, CancellationToken cancellationToken)
    {
        QueryResult result = Enclosed(query, cancellationToken);
        // Inside another query, columns of one name are numbered: i, i_1.
        if (result.Schema.Fields is [] or [_] || !result.Schema.Fields.Any(field => field.Name.Length > 0 && char.IsAsciiDigit(field.Name[^1])))
            return result;
        try
        {
            // A statement whose columns hang on values of parameters is not planned without them.
            if (Planned(Filled(query), cancellationToken).Columns is not { } columns || columns.Count != result.Schema.Fields.Count)
                return result;
            Schema schema = new(result.Schema.Fields.Zip(columns, (field, column) => field with { Name = column.Name }), result.Schema.Metadata);
            return new QueryResult(new DescribedReader(result.AsReader(), schema), () => false, result.Tables) { Types = result.Types };
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    // What is wrong with the query is told of its own text, and not of the one that is put around it.
    private QueryResult Enclosed(Query query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        try
        {
            return Run(query with { Sql = $"{DescribedFrom}({StatementText.Bare(query.Sql)}\n) LIMIT 0", IsOfColumns = true }, cancellationToken);
        }
        catch (WeirException error) when (error.Details.TryGetValue("statement", out string? told) && told.StartsWith(DescribedFrom, StringComparison.Ordinal))
        {
            Planned(Filled(query), cancellationToken);
            throw EngineErrors.AsWritten(error, query.Sql);
        }
    }

    private static QueryResult WithoutRows(string[] texts) =>
        new(RecordBatchReader.From(new Schema(texts.Select(name => new Field(name, ArrowType.Utf8))), []), () => false, [])
        {
            Types = [.. texts.Select(_ => new EngineType(DuckTypeId.Varchar, "VARCHAR", []))],
        };

    /// <summary>64 hexadecimal digits that are the same for queries that mean the same, whatever their text looks like; nothing is opened.</summary>
    /// <param name="query">The query, as text or as a relation that was built.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The fingerprint.</returns>
    /// <exception cref="WeirException">WEIR4004: it is not SQL. WEIR4030: it is not one query. WEIR5007: it nests too deep.</exception>
    public string Fingerprint(Query query, CancellationToken cancellationToken = default) =>
        Planning("fingerprint", () => _statements.Fingerprint(Filled(query), cancellationToken));

    /// <summary>A query in one form, and the same without its values; nothing is opened.</summary>
    /// <inheritdoc cref="Fingerprint"/>
    /// <returns>The forms.</returns>
    public NormalizedStatement Normalize(Query query, CancellationToken cancellationToken = default) =>
        Planning("normalize", () => _statements.Normalize(Filled(query), cancellationToken));

    /// <summary>A query in the words of another dialect of SQL; nothing is opened.</summary>
    /// <param name="query">The query, as text or as a relation that was built.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The text.</returns>
    /// <exception cref="WeirException">WEIR4032: a part cannot be said there. WEIR4004, WEIR4030, WEIR5007: as for <see cref="Fingerprint"/>.</exception>
    public string Render(Query query, SqlDialect dialect, CancellationToken cancellationToken = default) =>
        Planning("render", () => _statements.Render(Filled(query), dialect, cancellationToken));

    /// <summary>What a query reads, and what each column of its result depends on. Its tables are opened; nothing runs.</summary>
    /// <param name="query">The query, as text or as a relation that was built; values of its parameters may be missing.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Tables, columns and functions.</returns>
    /// <exception cref="WeirException">As for <see cref="Run"/>; WEIR4030: it is not one query.</exception>
    public QueryLineage Lineage(Query query, CancellationToken cancellationToken = default) =>
        Planning("lineage", () => _statements.Lineage(Filled(query), cancellationToken));

    /// <summary>How the engine runs a query, which files of its tables are left out, and where plugins are called.</summary>
    /// <param name="query">The query.</param>
    /// <param name="isRun">Whether the query is run to its end, and the plan tells what happened; its rows are left out.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="WeirException">As for <see cref="Run"/>.</exception>
    public QueryPlan Explain(Query query, bool isRun = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        string sql = StatementText.Bare(query.Sql);
        using QueryResult result = Run(query with { Sql = $"EXPLAIN ({(isRun ? "ANALYZE, " : "")}FORMAT JSON) {sql}", MaxRows = null }, cancellationToken);
        using RecordBatchReader rows = result.AsReader();
        PlanStep? root = null;
        while (rows.Read(cancellationToken) is { } batch)
            using (batch)
                root ??= PlanReading.Read(batch.Column(1).GetString(0));
        return new QueryPlan(root!, result.Tables, result.PluginCalls);
    }

    // What an EXPLAIN tells of its query beside the engine's plan. A call that the planner has put an expression in the place of is in none of
    // the texts that the engine runs.
    private IReadOnlyList<string> PluginCallsOf(
        string explain, IReadOnlyList<string> texts, IReadOnlyList<TableBinding> tables, CancellationToken cancellationToken)
    {
        SqlFront front = SqlFront.Read(explain);
        if (front.Statements is not [{ Inner: [var inner] }])
            return [];
        QueryLineage lineage = _statements.Lineage(new Query(StatementText.Bare(explain[front.Text[inner.First].Start..])), cancellationToken);
        return
        [
            .. lineage.Functions.Where(function => function.Tier == FunctionTier.Plugin && texts.Any(text => text.Contains(function.Name, StringComparison.OrdinalIgnoreCase))).Select(function => $"{function.Name} ({function.Owner})")
                .Concat(tables.Select(table => table.Provider).OfType<PluginTableSource>().Select(provider => $"{provider.Provider} ({provider.Plugin})"))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Checks and plans a query that is to be run many times with other values.</summary>
    /// <param name="query">The query; values that it has are not used.</param>
    /// <param name="name">The name under which the session lists it; null for one of its own.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The query, to be run by any thread as long as the session lives.</returns>
    /// <exception cref="WeirException">As for <see cref="Run"/>; WEIR4034: the session has one of the name.</exception>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public PreparedQuery Prepare(Query query, string? name = null, CancellationToken cancellationToken = default) =>
        Planning("prepare", () =>
        {
            PreparedQuery prepared = _statements.Prepare(Filled(query), name, Run, cancellationToken);
            _host.Recorder.Prepared(prepared);
            return prepared;
        });

    /// <summary>The queries that were prepared, in order of name.</summary>
    public IReadOnlyList<PreparedQuery> PreparedQueries => _statements.Prepared;

    /// <summary>Takes a prepared query off the list; who holds it can run it still.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>True when it was there.</returns>
    public bool Forget(string name) => _statements.Forget(name);

    /// <summary>
    /// Writes the rows of a query into a Delta table, in one version or not at all. The rows go from the
    /// engine's plan straight into Parquet files; memory stays bounded whatever their number.
    /// </summary>
    /// <param name="target">The table's root; made when it does not exist. Columns are matched by name, whatever their case.</param>
    /// <param name="source">The rows; may read the very table that is written. <see cref="Query.MaxRows"/> is not used.</param>
    /// <param name="mode">What happens to the rows that the table has.</param>
    /// <param name="options">Layout and commit; null for the defaults.</param>
    /// <param name="progress">Told a few times a second, on any thread, how far the write is; null for nobody.</param>
    /// <param name="cancellationToken">Interrupts the engine. Once the version is committed it has no effect.</param>
    /// <returns>What was committed.</returns>
    /// <exception cref="WeirException">
    /// WEIR2021 to WEIR2029: another writer contradicts, or the rows do not fit the table. WEIR8011: a column's
    /// type is none of Delta's. WEIR8013: the request asks for what is not possible. Others as for <see cref="Run"/>. The table is
    /// as it was, except for WEIR2023 (the storage failed at the commit and nobody knows).
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled before the commit; the table is as it was.</exception>
    public async Task<DeltaWriteReport> WriteAsync(
        DatasetLocation target, Query source, DeltaWriteMode mode, DeltaWriteOptions? options = null,
        IProgress<DeltaWriteProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        QueryArguments? arguments = Arguments(source);
        using RunScope.Lease lease = RunScope.Enter(_host.Scope with { QueryId = RunScope.NewId() });
        DeltaWriter writer = Writer(target, mode, options, progress);
        return await writer.WithinSpanAsync(() => WriteAsync(writer, source, arguments, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Writes the rows of an Arrow stream into a Delta table, in one version or not at all, as they come.</summary>
    /// <param name="target">As for a query.</param>
    /// <param name="source">The rows; read to the end, and disposed.</param>
    /// <param name="mode">As for a query.</param>
    /// <param name="options">As for a query.</param>
    /// <param name="progress">As for a query.</param>
    /// <param name="cancellationToken">As for a query.</param>
    /// <returns>What was committed.</returns>
    /// <exception cref="WeirException">As for a query. WEIR4018: the stream failed. WEIR4016: the engine cannot take a column's type.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the commit; the table is as it was.</exception>
    public async Task<DeltaWriteReport> WriteAsync(
        DatasetLocation target, RecordBatchReader source, DeltaWriteMode mode, DeltaWriteOptions? options = null,
        IProgress<DeltaWriteProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        using RecordBatchReader owned = source;
        using RunScope.Lease lease = RunScope.Enter(_host.Scope with { QueryId = RunScope.NewId() });
        DeltaWriter writer = Writer(target, mode, options, progress);
        CountingReader counted = new(source);
        using SessionConnection connection = new(_host.Engine);
        using IDisposable registration = connection.Engine.RegisterStream(StreamName, counted);
        RowSource rows = new($"SELECT * FROM {StreamName}", Arguments: null, () => counted.Rows);
        return await writer.WithinSpanAsync(() => writer.WriteAsync(connection.Engine, rows, source.Schema, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>
    /// Ends the session: it starts no more queries and takes no more names (<see cref="ObjectDisposedException"/>). Results that are
    /// open stay readable until they are disposed.
    /// </summary>
    public void Dispose() => _connections.Dispose();

    internal SessionHost Host => _host;

    /// <summary>The connections of this session alone.</summary>
    internal ConnectionPool Connections => _connections;

    /// <summary>Whether queries that start later leave out files that cannot matter to them. Off only to compare.</summary>
    internal bool PrunesFiles { get; set; } = true;

    /// <summary>Reads a text as one expression; null when it is not exactly one. Nothing of it runs.</summary>
    /// <exception cref="WeirException">WEIR4004: the text does not parse. WEIR5007: it nests too deep.</exception>
    internal ExpressionShape? ReadExpression(string text, CancellationToken cancellationToken)
    {
        SessionConnection connection = _connections.Take();
        try
        {
            return ExpressionReader.Read(connection.Engine, text, cancellationToken) is var (sql, facts)
                ? new ExpressionShape(sql, [.. facts.Functions.Order(StringComparer.Ordinal)], facts.Columns, facts.HasSubquery)
                : null;
        }
        finally
        {
            _connections.Return(connection, isIdle: true);
        }
    }

    /// <summary>Gives a table of a plugin a name, and holds it to the state that it is in now.</summary>
    /// <returns>What the name stands for, with the state; and which plugin it is.</returns>
    /// <exception cref="WeirException">As for registering it; and WEIR3224: the provider failed.</exception>
    internal (PluginTableSource Source, string Plugin) Pin(string tableName, PluginTableSource source)
    {
        SessionPlugins plugins = _plugins;
        TableSource table = plugins.Require(source);
        if (table is TableSource.Provider provider)
        {
            using PluginTable opened = provider.Open(tableName);
            table = provider with { Source = provider.Source with { SnapshotId = opened.SnapshotId } };
        }
        Define(tableName, table);
        return ((table as TableSource.Provider)?.Source ?? source, plugins.Find(source.Plugin)!.Identity);
    }

    /// <summary>The functions that the session has made, for statements that start now.</summary>
    internal SqlMacros Macros => _macros;

    /// <summary>The plugins that a query sees that starts now.</summary>
    internal SessionPlugins PluginSet => _plugins;

    // Everything that can fail comes before the one step that changes the session.
    private PluginRegistration Adopt(HostedPlugin plugin)
    {
        _connections.RequireOpen();
        lock (_pluginLock)
        {
            bool isNew = _plugins.Find(plugin.Name)?.Origin != plugin.Origin;
            if (isNew)
            {
                SessionPlugins more = _plugins.With(plugin);
                _host.Roster.Admit(plugin);
                _plugins = more;
            }
            _host.Recorder.PluginAdopted(plugin, isNew, () => _host.CapabilitiesOf(_plugins), _plugins);
            return new PluginRegistration(plugin.Name, plugin.Snapshot.Version, isNew, plugin.Counts);
        }
    }

    private T Planning<T>(string operation, Func<T> work) => PlanSpan.Within(_host.Scope, operation, work);

    private void Define(string name, TableSource source)
    {
        if (source is TableSource.View view)
            Catalog.RegisterView(Named(name), view.Sql);
        else
            Catalog.Define(Named(name), source);
    }

    private static TableName Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new TableName(name);
    }

    private DeltaWriter Writer(
        DatasetLocation target, DeltaWriteMode mode, DeltaWriteOptions? options, IProgress<DeltaWriteProgress>? progress)
    {
        ArgumentNullException.ThrowIfNull(target);
        DeltaWriter writer = new(_host, target, mode, options ?? _host.Defaults.Write, progress)
        {
            Checks = target.Contract == ContractMode.Enforced ? Catalog.ChecksOf(target, CancellationToken.None) : null,
        };
        writer.Check();
        return writer;
    }

    private async Task<DeltaWriteReport> WriteAsync(DeltaWriter writer, Query source, QueryArguments? arguments, CancellationToken cancellationToken)
    {
        SessionConnection connection = _connections.Take();
        bool isIdle = false;
        TableBinder? tables = null;
        try
        {
            StatementShape statement = await Task.Run(() =>
            {
                tables = Bind(connection, source, arguments, cancellationToken, out StatementShape shape);
                return shape;
            }, cancellationToken).ConfigureAwait(false);
            RowSource rows = new(StatementText.Bare(statement.Sql), statement.Left(arguments), RowsRead: null);
            DeltaWriteReport report = await WriteAsync(writer, connection, rows, cancellationToken).ConfigureAwait(false);
            isIdle = true;
            return report with { Tables = tables?.Bound ?? [] };
        }
        finally
        {
            tables?.Dispose();
            _connections.Return(connection, isIdle);
        }
    }

    private static async Task<DeltaWriteReport> WriteAsync(
        DeltaWriter writer, SessionConnection connection, RowSource rows, CancellationToken cancellationToken)
    {
        Schema schema = await Task.Run(() =>
        {
            using RecordBatchReader none = connection.Engine.Query(
                $"SELECT * FROM ({rows.Select}\n) LIMIT 0", rows.Arguments, cancellationToken: cancellationToken);
            return none.Schema;
        }, cancellationToken).ConfigureAwait(false);
        return await writer.WriteAsync(connection.Engine, rows, schema, cancellationToken).ConfigureAwait(false);
    }

    private TableBinder Bind(
        SessionConnection connection, Query query, QueryArguments? arguments, CancellationToken cancellationToken, out StatementShape statement,
        bool mayPin = true)
    {
        CatalogState catalog = Catalog.State;
        ImmutableDictionary<string, TableSource> tables = query.IsOfCatalog ? catalog.Own : catalog.Visible;
        PluginScope plugins = Scope(tables, query, arguments, cancellationToken);
        FunctionResolver functions = plugins.Functions;
        StatementJudge judge = new(connection.Engine, [.. tables.Keys], plugins, cancellationToken);
        statement = judge.Admit(query.Sql);
        FilePruner? pruner = !PrunesFiles || query.IsPlanned ? null : new FilePruner(
            connection.Engine, _host.Bounds, name => _host.Engine.Functions.IsPure(name) && !functions.IsOfPlugin(name),
            mayPin ? name => QueryMoment.IsName(name) && !functions.IsOfPlugin(name) : null, statement.Left(arguments), cancellationToken);
        TableBinder binder = new(
            _host.Snapshots, _host.Views, _host.Datasets, tables, plugins.Own, connection, judge, pruner, _host.Logger, arguments, statement.Left(arguments), cancellationToken)
        {
            ReadsFiles = !query.IsPlanned && !query.IsOfColumns && statement.IsRun,
        };
        try
        {
            binder.Bind(statement);
            statement = Described(judge.Settle(statement), plugins, tables) with { IsKept = query.IsKept && binder.Bound.All(table => table.Location is not null) && statement.MayKeep };
            return binder;
        }
        catch (WeirException) when (connection.IsPinned)
        {
            binder.Dispose();
            connection.Unpin();
        }
        catch
        {
            binder.Dispose();
            throw;
        }
        return Bind(connection, query, arguments, cancellationToken, out statement, mayPin: false);
    }

    private PluginScope Scope(ImmutableDictionary<string, TableSource> tables, Query query, QueryArguments? arguments, CancellationToken cancellationToken)
    {
        SessionPlugins own = _plugins;
        FunctionResolver functions = _host.Resolver(own, query.FunctionTierPolicy ?? _host.TierPolicy);
        return new PluginScope(own, _host.Roster.All, functions, name => tables.GetValueOrDefault(name) is TableSource.Provider)
        {
            Expansion = Expansion(tables, query.FunctionTierPolicy, arguments, cancellationToken),
            Policy = query.Standing == SqlStanding.OfWeir ? null : _policy.Check,
        };
    }

    private StatementExpansion Expansion(
        ImmutableDictionary<string, TableSource> tables, FunctionTierPolicy? policy, QueryArguments? arguments, CancellationToken cancellationToken) => new(_macros, text =>
    {
        // Parameters that a text does not have would be refused.
        QueryArguments? used = text.Contains('$', StringComparison.Ordinal) ? arguments : null;
        return [.. SchemaOf(new Query(text) { FunctionTierPolicy = policy }, used, cancellationToken).Fields.Select(field => field.Name)];
    },
    name => (tables.GetValueOrDefault(name) as TableSource.View)?.Sql)
    {
        Names = new QualifiedNames(Catalog.State),
        Questions = new CatalogQuestions(Catalog.State, key => _policy.Check?.Opens(key) != false),
    };

    private StatementShape Described(StatementShape statement, PluginScope plugins, ImmutableDictionary<string, TableSource> tables)
    {
        bool mayHave = statement.Written is { } sql && (ResultMetadata.MayHave(sql, plugins.Catalog, plugins.Functions)
            || statement.Tables.Any(table => tables.GetValueOrDefault(table) is TableSource.View));
        return !mayHave ? statement : statement with { Describe = schema => Described(statement.Written!, schema, plugins) };
    }

    // A connection of its own, because the one of the statement is at work.
    private Schema Described(string sql, Schema schema, PluginScope plugins)
    {
        SessionConnection connection = _connections.Take();
        try
        {
            ColumnOrigins origins = plugins.Expansion!.Origins(connection.Engine, CancellationToken.None);
            return new ResultMetadata(connection.Engine, plugins.Catalog, plugins.Functions, origins, CancellationToken.None).Describe(sql, schema);
        }
        finally
        {
            _connections.Return(connection, isIdle: true);
        }
    }

    // A statement that makes or drops a function is done here; what is left to run answers its name.
    private Query Define(SessionConnection connection, Query query, CancellationToken cancellationToken)
    {
        // Another reading of the text than the one that was judged does not count.
        SqlStatementKind kind = SqlFront.Read(query.Sql).Kind;
        bool isKnown = kind is SqlStatementKind.CreateFunction or SqlStatementKind.DropFunction;
        MacroStatement? statement = isKnown || kind == SqlStatementKind.Unknown ? MacroStatement.Read(query.Sql) : null;
        if (statement is not null && !isKnown)
            throw SqlPolicyErrors.Disagreement("no statement", "a function that is made");
        switch (statement)
        {
            case null:
                return query;
            case not null when !_host.Defaults.AllowsFunctions:
                throw ProfileErrors.Forbidden("functions are neither made nor dropped by statements", "features.enable_function_factory");
            case MacroStatement.Create create:
                RequireFree(create);
                Make(connection, create, query, cancellationToken);
                break;
            case MacroStatement.Drop drop:
                lock (_macroLock)
                {
                    if (_macros.Find(drop.Name) is null && !drop.IfExists)
                        throw MacroErrors.Unknown(drop.Name, _macros.Names);
                    _macros = _macros.Without(drop.Name);
                }
                break;
        }
        return query with { Sql = $"SELECT {SqlText.Literal(statement.Name)} AS function", Standing = SqlStanding.OfWeir };
    }

    private void Apply(FunctionPolicyText policy, CancellationToken cancellationToken)
    {
        SessionConnection connection = _connections.Take();
        try
        {
            MacroCompiler compiler = Compiler(connection, new Query("SELECT 1"), cancellationToken);
            SqlMacro[] made = Planning("function_policy", () => FunctionPolicyReading.FunctionsOf(policy).Select(compiler.Primitive).ToArray());
            lock (_macroLock)
                _macros = made.Aggregate(_macros, (macros, macro) => macros.With(macro));
            _host.Recorder.PolicyApplied(_host.TierPolicy, _macros);
        }
        finally
        {
            _connections.Return(connection, isIdle: true);
        }
    }

    private MacroCompiler Compiler(SessionConnection connection, Query query, CancellationToken cancellationToken) => new(
        connection.Engine, Expansion(Catalog.State.Visible, query.FunctionTierPolicy, null, cancellationToken), Functions.Resolver,
        text => SchemaOf(query with { Sql = text }, null, cancellationToken), cancellationToken);

    private void Make(SessionConnection connection, MacroStatement.Create create, Query query, CancellationToken cancellationToken)
    {
        SqlMacro macro = Compiler(connection, query, cancellationToken).Compile(create);
        lock (_macroLock)
        {
            RequireFree(create);
            _macros = _macros.With(macro);
        }
        _host.Recorder.PolicyApplied(_host.TierPolicy, _macros);
    }

    private void RequireFree(MacroStatement.Create create)
    {
        string name = create.Name;
        FunctionResolver functions = Functions.Resolver;
        if (functions.OnlyOfPlugin(name) is { } entry)
            throw MacroErrors.NameTaken(name, $"the plugin '{entry.Plugin}'");
        if (HostFunctions.Has(name))
            throw MacroErrors.NameTaken(name, "Weir itself");
        if (functions.IsKnown(name) || PluginNames.IsReserved(name) || IntervalAlignCalls.MayStandIn(name))
            throw MacroErrors.NameTaken(name, "the engine");
        if (!create.Replaces && _macros.Find(name) is not null)
            throw MacroErrors.NameTaken(name, "this session");
    }

    // A connection of its own, because the one of the statement is at work.
    private Schema SchemaOf(Query query, QueryArguments? arguments, CancellationToken cancellationToken)
    {
        SessionConnection connection = _connections.Take();
        bool isIdle = false;
        try
        {
            Query limited = query with { Sql = $"SELECT * FROM ({query.Sql}\n) LIMIT 0", IsOfColumns = true };
            using TableBinder tables = Bind(connection, limited, arguments, cancellationToken, out StatementShape statement);
            using RecordBatchReader none = Start(connection, statement, statement.Left(arguments), Query.DefaultBatchRows, cancellationToken);
            isIdle = true;
            return none.Schema;
        }
        finally
        {
            _connections.Return(connection, isIdle);
        }
    }

    private Query Filled(Query query)
    {
        ArgumentNullException.ThrowIfNull(query);
        string sql = _policy.Judged(query.Sql, () => IdentifierParameters.Fill(query.Sql, query.Identifiers, Policy), tellsAllowed: false);
        return query with { Sql = sql, Identifiers = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty };
    }

    private StatementDescription Planned(Query query, CancellationToken cancellationToken)
    {
        SessionConnection connection = _connections.Take();
        bool isIdle = false;
        try
        {
            StatementShape? statement = null;
            using TableBinder tables = _policy.Judged(query.Sql, () =>
            {
                TableBinder bound = Bind(connection, query with { IsPlanned = true }, Arguments(query), cancellationToken, out StatementShape shape);
                statement = shape;
                return bound;
            }, tellsAllowed: false);
            StatementDescription description = Planned(connection, statement!, cancellationToken);
            isIdle = true;
            return description;
        }
        finally
        {
            _connections.Return(connection, isIdle);
        }
    }

    private StatementDescription Planned(SessionConnection connection, StatementShape statement, CancellationToken cancellationToken)
    {
        try
        {
            using DuckStatement planned = connection.Engine.Prepare(statement.Sql, cancellationToken);
            return new StatementDescription(
                planned.Columns()?.Select(column => (column.Name, column.Type is null ? null : PluginSignature.SqlName(column.Type))).ToArray(),
                [.. planned.Parameters.Zip(planned.ParameterTypes(), (name, type) => (name, type is null ? null : PluginSignature.SqlName(type)))]);
        }
        catch (WeirException cause) when (UnknownTable(statement, cause) is { } table)
        {
            throw ConfigurationErrors.TableUnknown(table, KnownTables);
        }
    }

    private RecordBatchReader Start(
        SessionConnection connection, StatementShape statement, QueryArguments? arguments, int batchRows, CancellationToken cancellationToken)
    {
        try
        {
            return statement.IsKept
                ? connection.Query(statement.Sql, arguments, batchRows, cancellationToken)
                : connection.Engine.Query(statement.Sql, IsQuery, arguments, batchRows, cancellationToken);
        }
        catch (WeirException cause) when (UnknownTable(statement, cause) is { } table)
        {
            throw ConfigurationErrors.TableUnknown(table, KnownTables);
        }
    }

    private static RecordBatchReader Described(RecordBatchReader rows, StatementShape statement)
    {
        try
        {
            Schema schema = statement.Describe?.Invoke(rows.Schema) ?? rows.Schema;
            return ReferenceEquals(schema, rows.Schema) ? rows : new DescribedReader(rows, schema);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    private static bool IsQuery(StatementKind kind) => kind is StatementKind.Select or StatementKind.Explain;

    private StatementGround Ground() => new(
        () => Catalog.State.Visible,
        Define,
        name => Unregister(name),
        (query, token) => OnConnection(connection =>
        {
            ImmutableDictionary<string, TableSource> tables = Catalog.State.Visible;
            return new StatementJudge(connection.Engine, [.. tables.Keys], Scope(tables, query, Arguments(query), token), token).Admit(query.Sql);
        }),
        (sql, token) => OnConnection(connection =>
        {
            using TableBinder tables = Bind(connection, new Query(sql) { Standing = SqlStanding.OfStatement }, null, token, out StatementShape statement);
            return EngineRows.Pairs(connection.Engine, statement.Sql, token);
        }),
        (query, token) => SchemaOf(query with { Sql = StatementText.Bare(query.Sql) }, Arguments(query), token),
        (target, query, mode, token) => WriteAsync(target, query, mode, cancellationToken: token).GetAwaiter().GetResult().RowsWritten,
        (query, compose, token) => OnConnection(connection => Copy(connection, query, compose, token)),
        (sql, token) => OnConnection(connection => connection.Engine.Count(sql, token)));

    private long Copy(SessionConnection connection, Query query, Func<string, string> compose, CancellationToken cancellationToken)
    {
        QueryArguments? arguments = Arguments(query);
        using TableBinder tables = Bind(connection, query, arguments, cancellationToken, out StatementShape statement);
        using RecordBatchReader answer = connection.Engine.Query(
            compose(StatementText.Bare(statement.Sql)), kind => kind == StatementKind.Copy, statement.Left(arguments), Query.DefaultBatchRows, cancellationToken);
        using RecordBatch? count = answer.Read(cancellationToken);
        return count!.Column(0).Values<long>()[0];
    }

    private T OnConnection<T>(Func<SessionConnection, T> work)
    {
        SessionConnection connection = _connections.Take();
        bool isIdle = false;
        try
        {
            T answer = work(connection);
            isIdle = true;
            return answer;
        }
        finally
        {
            _connections.Return(connection, isIdle);
        }
    }

    private string? UnknownTable(StatementShape statement, WeirException cause) => statement.UnknownTable(Catalog.State.Visible.ContainsKey, cause);

    private QueryResult Answer(
        RecordBatchReader rows, IReadOnlyList<EngineType> types, SessionConnection connection, TableBinder tables, IReadOnlyList<string>? pluginCalls, long? maxRows,
        TimeLimit? time, bool isOfWeir, OperationSpan span, string summary, SlowQueryWatch? watch)
    {
        RecordBatchReader held = tables.HasWords ? new ToldReader(rows, tables.Told) : rows;
        LimitedReader limited = new(pluginCalls is not null ? new ExplainedFiles(held, tables.Bound, pluginCalls) : held, maxRows ?? long.MaxValue);
        QueryStream stream = new(_policy.Bound(limited, time, isOfWeir),
            (count, isComplete, failure) => Ended(span, summary, count, isComplete, failure, connection, watch),
            isIdle =>
            {
                tables.Dispose();
                _connections.Return(connection, isIdle);
            });
        return new QueryResult(stream, () => limited.IsTruncated, tables.Bound) { Types = types, PluginCalls = pluginCalls ?? [] };
    }

    private void Ended(
        OperationSpan span, string summary, long rows, bool isComplete, Exception? failure, SessionConnection connection, SlowQueryWatch? watch)
    {
        (string status, string? error) = failure is null ? (isComplete ? "ok" : "abandoned", null) : OperationSpan.StatusOf(failure);
        QueryFinished finished = new(summary, status, error, rows, span.Elapsed.TotalMilliseconds);
        bool isFirst = span.End(status, rows, error, () =>
        {
            _host.Recorder.QueryEnded(finished);
            watch?.Ended(span, finished, () => isComplete ? connection.Engine.LastProfile() : null);
        });
        if (!isFirst)
            return;
        if (status == "error")
            LogMessages.QueryFailed(_host.Logger, span.Id, summary, finished.DurationMs, error!);
        else
            LogMessages.QueryEnded(_host.Logger, span.Id, summary, rows, finished.DurationMs, status);
    }

    private int BatchRows(Query query) => query.BatchRows == Query.DefaultBatchRows ? _host.Defaults.BatchRows : query.BatchRows;

    private static QueryArguments? Arguments(Query query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.BatchRows, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(query.MaxRows ?? 0);
        if (query.Parameters.Count > 0 && query.NamedParameters.Count > 0)
            throw ConfigurationErrors.ParametersInvalid("the query has positional and named parameters");
        return query.NamedParameters.Count > 0 ? new QueryArguments(query.NamedParameters)
            : query.Parameters.Count > 0 ? new QueryArguments(query.Parameters)
            : null;
    }

    // For messages.
    private IEnumerable<string> KnownTables => CatalogState.Shown(Catalog.State.Visible.Keys.Where(key => _policy.Check?.Opens(key) != false));

    bool ICatalogNeeds.Opens(string key) => _policy.Check?.Opens(key) != false;

    bool ICatalogNeeds.TellsPlaces => Policy.Rights.HasFlag(SqlRights.FileFunctions);

    bool ICatalogNeeds.RestrictsTables => Policy is not { Tables: null, DeniedTables.Count: 0, Columns.Count: 0 };

    // Where a policy names tables or folders, a statement that makes others of them is the program's alone.
    bool ICatalogNeeds.May(CatalogStatementKind kind) => Policy is { Tables: null, DeniedTables.Count: 0, Columns.Count: 0, ReadPaths: null } && Policy.Rights.HasFlag(kind switch
    {
        CatalogStatementKind.CreateTable => SqlRights.CreateExternalTable,
        CatalogStatementKind.DropTable => SqlRights.DropTable,
        CatalogStatementKind.CreateView => SqlRights.CreateView,
        CatalogStatementKind.DropView => SqlRights.DropView,
        CatalogStatementKind.CreateSchema => SqlRights.CreateOther,
        CatalogStatementKind.DropSchema => SqlRights.DropOther,
        _ => SqlRights.Use,
    });

    void ICatalogNeeds.RequireOpen() => _connections.RequireOpen();

    DatasetScans ICatalogNeeds.Scans => _host.Datasets;

    Snapshot ICatalogNeeds.Open(DatasetLocation location, CancellationToken cancellationToken) =>
        Planning("register", () => _host.Snapshots.OpenAsync(location, cancellationToken).GetAwaiter().GetResult());

    TableSource ICatalogNeeds.Require(PluginTableSource source) => _plugins.Require(source);

    ExpressionShape? ICatalogNeeds.ReadExpression(string text, CancellationToken cancellationToken) => ReadExpression(text, cancellationToken);

    void ICatalogNeeds.Require(string sql, CancellationToken cancellationToken) =>
        Planning("register", () => SchemaOf(new Query(sql), null, cancellationToken));

    void ICatalogNeeds.Registered(string name, TableSource source) => _host.Recorder.Registered(name, source);

    bool ICatalogNeeds.IsPure(string function) => _host.Engine.Functions.IsPure(function);

    IReadOnlyList<IReadOnlyList<string?>> ICatalogNeeds.Rows(string sql, CancellationToken cancellationToken)
    {
        using QueryResult result = Run(new Query(sql) { IsOfCatalog = true, Standing = SqlStanding.OfStatement }, cancellationToken);
        return CatalogRows.Of(result, cancellationToken);
    }

    void ICatalogNeeds.Use(Action<DuckConnection> work)
    {
        SessionConnection connection = _connections.Take();
        try
        {
            work(connection.Engine);
        }
        finally
        {
            _connections.Return(connection, isIdle: true);
        }
    }
}
