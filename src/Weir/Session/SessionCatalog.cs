using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Weir.Catalog;
using Weir.Diagnostics;
using Weir.Engine.Syntax;
using Weir.Sessions;

namespace Weir;

/// <summary>
/// The names of a session: tables, views, schemas and catalogs, and the one place where they are registered. Every change is
/// whole: it is there for queries that start later, or not at all. Safe for use by many threads at once.
/// </summary>
public sealed class SessionCatalog
{
    private readonly ICatalogNeeds _needs;
    private readonly Lock _lock = new();
    private volatile CatalogState _state;

    internal SessionCatalog(ICatalogNeeds needs)
    {
        _needs = needs;
        _state = new CatalogState(InformationSchema.Of(needs, () => _state!), KeyValuePair.Create(InformationSchema.Columns, InformationSchema.NoColumns));
    }

    /// <summary>Tables and views with all parts of their names, in no order.</summary>
    public IReadOnlyCollection<TableName> Names => [.. _state.Names.Values];

    /// <summary>Schemas: the schema is the name, its catalog the schema of it. In no order.</summary>
    public IReadOnlyCollection<TableName> Schemas => [.. _state.Schemas.Values];

    /// <summary>The catalog in which names without one are looked up.</summary>
    public string CurrentCatalog => _state.Catalog;

    /// <summary>The schema in which names without one are looked up.</summary>
    public string CurrentSchema => _state.Schema;

    /// <summary>
    /// Whether <see cref="Session.Run"/> takes the statements of <see cref="Execute(string, CancellationToken)"/> too, those that the session's policy has
    /// the rights for, when that names neither tables nor folders. Off (the default), they are what the policy makes of them.
    /// </summary>
    public bool TakesStatements { get; set; }

    /// <summary>Names and meanings, for statements that start now.</summary>
    internal CatalogState State => _state;

    /// <summary>Has the names of another session from now on.</summary>
    internal void Take(SessionCatalog other)
    {
        TakesStatements = other.TakesStatements;
        lock (_lock)
            _state = _state.Taking(other.State);
    }

    /// <summary>
    /// Gives rows at a location a name; a name that is taken gets the new meaning. What the format cannot honour is refused; where
    /// columns, constraints or an order are declared, the files are opened and held against them, else nothing is opened.
    /// </summary>
    /// <param name="name">The name, in a schema that is there.</param>
    /// <param name="location">The dataset.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="WeirException">
    /// WEIR8002, WEIR8051: the name cannot be used. WEIR8006, WEIR8007, WEIR8053, WEIR8055, WEIR8056: the dataset says what it cannot. WEIR8054:
    /// files do not have the declared columns.
    /// </exception>
    public void Register(TableName name, DatasetLocation location, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(location);
        Define(name, SourceOf(location, cancellationToken));
    }

    /// <summary>Gives a table of a plugin a name; a name that is taken gets the new meaning. Options are checked, nothing is opened.</summary>
    /// <param name="name">As for a location.</param>
    /// <param name="source">The table.</param>
    /// <exception cref="WeirException">WEIR8002, WEIR8051; WEIR3220 to WEIR3222: the session has no such table, or the options do not fit.</exception>
    public void Register(TableName name, PluginTableSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Define(name, _needs.Require(source));
    }

    /// <summary>Gives the rows of Arrow streams a name; a name that is taken gets the new meaning. Nothing is opened.</summary>
    /// <param name="name">As for a location.</param>
    /// <param name="source">The streams.</param>
    /// <exception cref="WeirException">WEIR8002, WEIR8051: the name cannot be used.</exception>
    public void Register(TableName name, StreamTableSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Define(name, new TableSource.Stream(source));
    }

    /// <summary>Gives a query a name; a name that is taken gets the new meaning. Nothing is bound yet.</summary>
    /// <param name="name">As for a location.</param>
    /// <param name="sql">
    /// One read-only statement without parameters. Names without a schema that are in the current one mean those for good.
    /// </param>
    /// <exception cref="WeirException">WEIR8002, WEIR8051: the name cannot be used. WEIR5002: the text is several statements.</exception>
    public void RegisterView(TableName name, string sql)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        Define(name, ViewOf(_state, sql));
    }

    /// <summary>Takes a table or view away; that it is not there is no error.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True when it was there.</returns>
    public bool Unregister(TableName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _needs.RequireOpen();
        lock (_lock)
        {
            CatalogState before = _state;
            _state = before.Without(name);
            return _state.Names.Count < before.Names.Count;
        }
    }

    /// <summary>Makes a schema, and its catalog with it; that it is there is no error.</summary>
    /// <param name="schema">The schema's name.</param>
    /// <param name="catalog">The catalog's; null for the current one.</param>
    public void CreateSchema(string schema, string? catalog = null) =>
        Change(state => Apply(state, new CatalogStatement.CreateSchema(new TableName(schema, catalog), IfNotExists: true), null));

    /// <summary>Makes a schema the one in which names without a schema are looked up and registered.</summary>
    /// <param name="schema">A schema that is there.</param>
    /// <param name="catalog">Its catalog; null for the current one.</param>
    /// <exception cref="WeirException">WEIR8051: there is no such schema. WEIR8062: the policy of the session names tables of the first one.</exception>
    public void Use(string schema, string? catalog = null) => Change(state => Apply(state, new CatalogStatement.Use(new TableName(schema, catalog)), null));

    /// <summary>
    /// Runs statements over the catalog: <c>CREATE EXTERNAL TABLE</c>, <c>DROP TABLE</c>, <c>CREATE VIEW</c>, <c>DROP VIEW</c>,
    /// <c>CREATE SCHEMA</c>, <c>DROP SCHEMA</c>, <c>USE</c>. All have their effect, or none.
    /// </summary>
    /// <param name="ddl">Any number of statements, with semicolons between them.</param>
    /// <param name="cancellationToken">Ends the check of the tables.</param>
    /// <returns>How many statements there were.</returns>
    /// <exception cref="WeirException">WEIR8050: a statement cannot be read. WEIR8052: a name is taken. WEIR8061: a schema has tables. Others as for registering.</exception>
    public int Execute(string ddl, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ddl);
        return Execute(DdlReader.ReadAll(ddl), cancellationToken);
    }

    /// <summary>The statement that declares a table or view.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>One statement without a semicolon; for a table of streams, which no text can declare, a comment.</returns>
    /// <exception cref="WeirException">WEIR8008: there is no such table.</exception>
    public string Ddl(TableName name) => Find(name) switch
    {
        TableSource.Dataset dataset => DatasetDdl.Of(Shown(name), dataset.Location),
        TableSource.Provider provider => DatasetDdl.Of(Shown(name), provider.Source),
        TableSource.View view => DatasetDdl.OfView(Shown(name), view.Sql),
        _ => $"-- {Shown(name)}: Arrow streams of the program",
    };

    /// <summary>A hash of all that a table or view says, whatever its name; the same registration gives the same.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>64 hexadecimal digits; null for streams, of which nothing is known.</returns>
    /// <exception cref="WeirException">WEIR8008: there is no such table.</exception>
    public string? Fingerprint(TableName name) => Find(name) switch
    {
        TableSource.Dataset dataset => dataset.Fingerprint,
        TableSource.Provider provider => DatasetFingerprint.Of(provider.Source),
        TableSource.View view => DatasetFingerprint.OfView(view.Sql),
        _ => null,
    };

    /// <summary>Gives a template a name; a name that is taken gets the new meaning.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="template">The template.</param>
    public void AddTemplate(string name, DatasetTemplate template)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(template);
        Change(state => state with { Templates = state.Templates.SetItem(name, template) });
    }

    /// <summary>Registers the dataset that a template makes for the table's own name, which is the value of <c>{name}</c>.</summary>
    /// <param name="table">The table.</param>
    /// <param name="template">Name of a template.</param>
    /// <param name="values">Other values of the path; null for none.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="WeirException">WEIR8059: there is no such template, or a value is missing. Others as for registering.</exception>
    public void RegisterFrom(TableName table, string template, IReadOnlyDictionary<string, string>? values = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        DatasetTemplate known = _state.Templates.GetValueOrDefault(template) ?? throw CatalogErrors.TemplateInvalid(template, "is none that the session has");
        Dictionary<string, string> all = new(values ?? ImmutableDictionary<string, string>.Empty, StringComparer.Ordinal);
        if (known.Location.Path.Contains("{name}", StringComparison.Ordinal))
            all.TryAdd("name", table.Name);
        Register(table, known.With(all), cancellationToken);
    }

    /// <summary>Registers the entries of a folder as tables of a schema, all at once. Names are read, nothing is opened.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Ends the check of tables whose columns the folder's template declares.</param>
    /// <returns>The tables, and the entries that are none.</returns>
    /// <exception cref="WeirException">WEIR8004: there is no folder. WEIR8060: it has more entries than are allowed. Nothing is registered then.</exception>
    public CatalogLoad Load(CatalogFolder folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        List<(TableName Name, TableSource Source)> tables = [];
        List<CatalogLoadError> errors = [];
        foreach (FolderEntry entry in FolderEntries.Of(folder))
        {
            (TableSource? source, WeirException? error) = entry.Location is { } location ? TrySource(location, cancellationToken) : (null, entry.Error);
            if (source is not null)
                tables.Add((new TableName(entry.Table, folder.Schema, folder.Catalog), source));
            else
                errors.Add(new CatalogLoadError(entry.Entry, error!));
        }
        CatalogState after = Change(state =>
        {
            CatalogState with = folder.Schema is null ? state : state.WithSchema(folder.Catalog ?? state.Catalog, folder.Schema);
            return tables.Aggregate(with, (next, table) => next.With(table.Name, table.Source));
        }, tables.Select(table => table.Name));
        return new CatalogLoad([.. tables.Select(table => after.Resolve(table.Name)).OrderBy(table => table.Name, StringComparer.Ordinal)], errors);
    }

    /// <summary>
    /// Reads a dataset and counts the rows that break what it declares: NOT NULL, checks, the primary key and foreign keys. Its rows are
    /// not held to the contract meanwhile.
    /// </summary>
    /// <param name="name">A table at a location.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The constraints that are broken, in the order of their declaration; none when all hold.</returns>
    /// <exception cref="WeirException">WEIR8008: there is no such table. Others as for a query.</exception>
    public IReadOnlyList<ContractViolation> Check(TableName name, CancellationToken cancellationToken = default)
    {
        TableName full = _state.Resolve(name);
        return Find(name) is TableSource.Dataset dataset
            ? [.. ContractCheck.Of(full, dataset.Location, _needs, cancellationToken)]
            : throw CatalogErrors.NotHonoured(full.ToString(), "a view or made table", "only datasets declare constraints");
    }

    /// <summary>Runs a statement when it is one of the catalog's and may come this way.</summary>
    /// <returns>What was done to which name; null when the text is another statement.</returns>
    internal (CatalogStatementKind Kind, TableName Name)? TryRun(string sql, CancellationToken cancellationToken)
    {
        if (!TakesStatements || DdlReader.KindOf(sql) is not { } kind || !_needs.May(kind) || DdlReader.Read(sql) is not { } statement)
            return null;
        Execute([statement], cancellationToken);
        return (statement.Kind, statement.Name);
    }

    /// <summary>The checks that rows written into a dataset are held to.</summary>
    internal IReadOnlyList<string> ChecksOf(DatasetLocation location, CancellationToken cancellationToken) =>
        new DeclarationCheck(_needs, cancellationToken).Checks(location, KnownColumns.Declared(location));

    /// <summary>As registering, of what was checked before.</summary>
    internal void Define(TableName name, TableSource source)
    {
        ArgumentNullException.ThrowIfNull(name);
        Change(state => state.With(name, source), name);
    }

    private int Execute(IReadOnlyList<CatalogStatement> statements, CancellationToken cancellationToken)
    {
        (CatalogStatement Statement, Lazy<TableSource>? Source)[] all =
        [
            .. statements.Select(statement => (statement, statement is CatalogStatement.CreateTable create ? new Lazy<TableSource>(() => SourceOf(create.Table, cancellationToken)) : null)),
        ];
        // All that takes time or can fail for its own reasons comes before the names change: the tables are opened here, and only those that will be made.
        All(_state);
        Change(All, statements.Select(statement => statement.Name));
        return statements.Count;

        CatalogState All(CatalogState state) => all.Aggregate(state, (next, item) => Apply(next, item.Statement, item.Source));
    }

    private CatalogState Apply(CatalogState state, CatalogStatement statement, Lazy<TableSource>? source) => statement switch
    {
        CatalogStatement.CreateTable create => Create(state, create.Name, () => source!.Value, create.Replaces, create.IfNotExists),
        CatalogStatement.CreateView view => Create(state, view.Name, () => ViewOf(state, view.Sql), view.Replaces, view.IfNotExists),
        CatalogStatement.Drop drop => Drop(state, drop),
        CatalogStatement.CreateSchema create => CreateSchema(state, create),
        CatalogStatement.DropSchema drop => DropSchema(state, drop),
        _ => UseSchema(state, statement.Name),
    };

    private static CatalogState Create(CatalogState state, TableName name, Func<TableSource> source, bool replaces, bool ifNotExists)
    {
        bool isThere = state.Names.ContainsKey(state.KeyOf(name));
        if (isThere && !replaces && !ifNotExists)
            throw CatalogErrors.NameTaken(CatalogState.Shown(state.Resolve(name)).ToString());
        return isThere && ifNotExists ? state : state.With(name, source());
    }

    private static CatalogState Drop(CatalogState state, CatalogStatement.Drop drop)
    {
        bool isView = state.Sources.GetValueOrDefault(state.KeyOf(drop.Name)) is TableSource.View;
        bool isThere = state.Names.ContainsKey(state.KeyOf(drop.Name)) && isView == (drop.Kind == CatalogStatementKind.DropView);
        if (!isThere && !drop.IfExists)
            throw NotThere(state, drop.Name);
        return isThere ? state.Without(drop.Name) : state;
    }

    private static WeirException NotThere(CatalogState state, TableName name)
    {
        string shown = CatalogState.Shown(state.Resolve(name)).ToString();
        return state.Names.ContainsKey(state.KeyOf(name))
            ? state.Sources[state.KeyOf(name)] is TableSource.View ? ConfigurationErrors.TableIsView(shown) : ConfigurationErrors.ViewIsTable(shown)
            : state.Unknown(name);
    }

    private static CatalogState CreateSchema(CatalogState state, CatalogStatement.CreateSchema create)
    {
        (string catalog, string schema) = (create.Name.Schema ?? state.Catalog, create.Name.Name);
        if (schema.Length == 0 || schema.Contains('\0') || catalog.Length == 0 || catalog.Contains('\0'))
            throw ConfigurationErrors.TableNameInvalid(schema);
        if (state.Has(catalog, schema) && !create.IfNotExists)
            throw CatalogErrors.NameTaken(create.Name.ToString());
        return state.Has(catalog, schema) ? state : state.WithSchema(catalog, schema);
    }

    private static CatalogState DropSchema(CatalogState state, CatalogStatement.DropSchema drop)
    {
        (string catalog, string schema) = (drop.Name.Schema ?? state.Catalog, drop.Name.Name);
        if (drop.IfExists && !state.Has(catalog, schema))
            return state;
        state.RequireSchema(catalog, schema);
        bool isCurrent = catalog.Equals(state.Catalog, StringComparison.OrdinalIgnoreCase) && schema.Equals(state.Schema, StringComparison.OrdinalIgnoreCase);
        if (CatalogState.Shown(new TableName("", schema, catalog)).Schema is null)
            throw CatalogErrors.SchemaNotEmpty(drop.Name.ToString(), "is the one that every session has; drop its tables one by one");
        if (isCurrent)
            throw CatalogErrors.SchemaNotEmpty(drop.Name.ToString(), "is the current one; name another with USE first");
        int count = state.KeysOf(catalog, schema).Count();
        return count == 0 || drop.Cascades ? state.WithoutSchema(catalog, schema)
            : throw CatalogErrors.SchemaNotEmpty(drop.Name.ToString(), $"has {count} tables; write CASCADE to drop them with it");
    }

    private CatalogState UseSchema(CatalogState state, TableName name)
    {
        string catalog = name.Schema ?? state.Catalog;
        state.RequireSchema(catalog, name.Name);
        CatalogState used = state with { Catalog = catalog, Schema = name.Name };
        if (!used.IsInFirst && _needs.RestrictsTables)
            throw CatalogErrors.SchemaFixed(name.ToString());
        return state.IsInFirst && !used.IsInFirst ? used.WithWholeViews(sql => Completed(state, sql)) : used;
    }

    private TableName Shown(TableName name) => CatalogState.Shown(_state.Resolve(name));

    private TableSource Find(TableName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        CatalogState state = _state;
        return state.Names.ContainsKey(state.KeyOf(name))
            ? state.Sources[state.KeyOf(name)]
            : throw state.Unknown(name);
    }

    private TableSource SourceOf(TableDeclaration table, CancellationToken cancellationToken) =>
        table.Location is { } location ? SourceOf(location, cancellationToken) : _needs.Require(table.Plugin!);

    private TableSource.Dataset SourceOf(DatasetLocation declared, CancellationToken cancellationToken)
    {
        DatasetRules.Require(declared);
        DatasetLocation location = DeclaredTexts.Trimmed(declared);
        IReadOnlyList<string> checks = new DeclarationCheck(_needs, cancellationToken).Require(location);
        return new TableSource.Dataset(location) { Checks = location.Contract == ContractMode.Enforced ? checks : null };
    }

    private (TableSource? Source, WeirException? Error) TrySource(DatasetLocation location, CancellationToken cancellationToken)
    {
        try
        {
            return (SourceOf(location, cancellationToken), null);
        }
        catch (WeirException error)
        {
            return (null, error);
        }
    }

    // In the first schema a name without a schema is looked up there, so nothing has to be written out as long as that is the current one.
    private TableSource.View ViewOf(CatalogState state, string sql)
    {
        string text = DeclaredTexts.TrimmedView(sql);
        return new TableSource.View(state.IsInFirst ? text : Completed(state, text));
    }

    private string Completed(CatalogState state, string sql)
    {
        string written = sql;
        _needs.Use(connection =>
        {
            StatementNesting.RequireReadable(sql);
            JsonObject tree = SyntaxReader.ReadWhole(connection, StatementText.Bare(sql), CancellationToken.None);
            // A text that cannot be read is told by the first query that names the view.
            if (!SyntaxNode.Flag(tree, "error") && new QualifiedNames(state).Complete(tree))
                written = SyntaxReader.Print(connection, tree, CancellationToken.None);
        });
        return written;
    }

    // Sinks are told which of the names stand for something else than before.
    private CatalogState Change(Func<CatalogState, CatalogState> change, params IEnumerable<TableName> defined)
    {
        _needs.RequireOpen();
        CatalogState before, after;
        lock (_lock)
        {
            before = _state;
            after = _state = change(before);
        }
        foreach (string key in defined.Select(after.KeyOf))
        {
            if (after.Sources.TryGetValue(key, out TableSource? source) && !ReferenceEquals(source, before.Sources.GetValueOrDefault(key)))
                _needs.Registered(key, source);
        }
        return after;
    }
}
