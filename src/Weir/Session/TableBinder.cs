using Microsoft.Extensions.Logging;
using Weir.Catalog;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Engine;
using Weir.Engine.Syntax;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>
/// Gives the tables that one query names to its connection, and no others. Every Delta table is opened
/// once a query, so all its uses in the query see the same version, and the same files: those that one of the uses needs.
/// Used for one query.
/// </summary>
internal sealed class TableBinder(
    SnapshotSource snapshots, DeltaViews views, DatasetScans datasets, IReadOnlyDictionary<string, TableSource> tables, SessionPlugins plugins,
    SessionConnection connection, StatementJudge judge, FilePruner? pruner, ILogger logger, QueryArguments? arguments,
    QueryArguments? argumentsLeft, CancellationToken cancellationToken) : IDisposable
{
    private readonly Dictionary<string, TableBinding> _bound = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<object> _views = []; // what their texts refer to lives as long as they do
    private readonly List<string> _viewTexts = [];
    private readonly Stack<string> _open = new();
    private readonly HashSet<string> _listings = new(StringComparer.OrdinalIgnoreCase);
    private StatementShape? _reading; // the statement or view whose tables are being bound
    private readonly DemandedRows _demands = new(
        tables, judge, connection.Engine, name => pruner?.IsPure(name) == true, () => pruner?.Pin(connection), cancellationToken);
    private readonly ProviderReadings _readings = new(connection, argumentsLeft);

    /// <summary>The tables that were bound, those behind views included, in the order of first use.</summary>
    public IReadOnlyList<TableBinding> Bound => [.. _bound.Values];

    /// <summary>Whether the files of the tables are going to be read, which sinks are told.</summary>
    public bool ReadsFiles { get; init; } = true;

    /// <summary>The views that were bound, as the engine runs them.</summary>
    public IReadOnlyList<string> ViewTexts => _viewTexts;

    /// <summary>Binds what a statement names.</summary>
    /// <exception cref="WeirException">A table is missing, broken or refused.</exception>
    public void Bind(StatementShape statement)
    {
        _demands.Read(statement);
        BindTables(statement);
    }

    private void BindTables(StatementShape statement)
    {
        StatementShape outer = _reading ?? statement;
        _reading = statement;
        foreach (string name in statement.Tables)
        {
            if (tables.TryGetValue(name, out TableSource? source))
                Bind(name, source);
            else if (!_bound.ContainsKey(name))
                connection.ForgetStale(name);
        }
        foreach (ProviderCall call in statement.ProviderCalls)
            BindProvider(call.TableName, plugins.Require(call), call.Provider);
        foreach (ProviderScan scan in statement.Scans)
            _readings.Add(scan, cancellationToken);
        foreach (string listing in statement.Listings)
            connection.Engine.Execute(Macro(listing), cancellationToken);
        foreach (DeltaCall call in statement.DeltaCalls)
            BindCall(call);
        _reading = outer;
    }

    /// <summary>Lets go of the tables of plugins: nothing reads them any more.</summary>
    public void Dispose() => _readings.Dispose();

    private string Macro(string listing) => CacheListing.IsName(listing)
        ? CacheListing.Macro(listing, snapshots.Caches.Of(listing), snapshots.Now)
        : FunctionListing.IsName(listing) ? FunctionListing.Macro(listing, plugins.Routines) : PluginListing.Macro(listing, plugins.List);

    private void Bind(string name, TableSource source)
    {
        switch (source)
        {
            case TableSource.Dataset dataset:
                BindDataset(name, dataset.Location, name, dataset);
                break;
            case TableSource.Stream stream:
                BindStream(name, stream.Source);
                break;
            case TableSource.Listing listing:
                if (_listings.Add(name))
                    _readings.List(name, listing.Open(cancellationToken));
                break;
            case TableSource.Provider provider:
                BindProvider(name, provider, name);
                break;
            case TableSource.View view:
                if (_open.Contains(name, StringComparer.OrdinalIgnoreCase))
                    throw ConfigurationErrors.ViewCircle(name);
                _open.Push(name);
                StatementShape shape = _demands.Shape(name, view);
                BindTables(shape);
                _open.Pop();
                DefineView(name, view, shape);
                break;
        }
    }

    private void DefineView(string name, TableSource.View view, StatementShape shape)
    {
        string sql = judge.Settle(shape).Sql;
        _viewTexts.Add(sql);
        try
        {
            connection.Define(name, Opened(name, sql), isFixed: false, cancellationToken);
        }
        catch (WeirException cause) when (EngineErrors.IsOfStatement(cause))
        {
            string what = $"the view '{CatalogState.Shown(name)}'";
            if (shape.UnknownTable(tables.ContainsKey, cause) is { } gone)
                throw EngineErrors.In(what, ConfigurationErrors.TableUnknown(gone, CatalogState.Shown(tables.Keys)));
            if (FailureOf(sql) is not { } own)
                throw EngineErrors.InOwn(what, cause, words => words);
            throw EngineErrors.In(what, PluginNames.StandIn(sql) ? EngineErrors.AsWritten(own, view.Sql) : own);
        }
    }

    // What the engine says of the view's own text has its place in that.
    private WeirException? FailureOf(string sql)
    {
        try
        {
            connection.Engine.Prepare(sql, cancellationToken).Dispose();
            return null;
        }
        catch (WeirException failure)
        {
            return failure;
        }
    }

    private void DefineTable(string viewName, string tableName, string select, bool isFixed)
    {
        try
        {
            connection.Define(viewName, select, isFixed, cancellationToken);
        }
        catch (WeirException cause) when (EngineErrors.IsOfStatement(cause))
        {
            throw EngineErrors.InOwn($"the table '{(viewName == tableName ? CatalogState.Shown(tableName) : tableName)}'", cause, CsvAdvice.Translated);
        }
    }

    private void BindCall(DeltaCall call)
    {
        if (_bound.ContainsKey(call.TableName))
            return;
        DeltaCallValues values = DeltaCallValues.Of(call, connection.Engine, arguments, cancellationToken);
        DatasetLocation location = values.Location;
        if (call.Function.Kind is DeltaFunctionKind.Rows or DeltaFunctionKind.Changes)
            BindDataset(call.TableName, location, values.Path);
        else
            BindLog(call, location, values);
    }

    private void BindLog(DeltaCall call, DatasetLocation location, DeltaCallValues values)
    {
        long? limit = values.Whole(DeltaFunction.Limit);
        Snapshot snapshot = snapshots.OpenAsync(location, cancellationToken).GetAwaiter().GetResult();
        PluginTable table = call.Function.Kind switch
        {
            DeltaFunctionKind.Snapshot => LogTables.OfSnapshot(snapshot, snapshots.TimeOfAsync(location.Path, snapshot.Version, cancellationToken).GetAwaiter().GetResult()),
            DeltaFunctionKind.AddActions => LogTables.OfFiles(snapshot),
            _ => LogTables.OfHistory(
                snapshots.Store(location.Path), snapshots.TimesAsync(location.Path, cancellationToken).GetAwaiter().GetResult(), snapshot.Version, limit),
        };
        _readings.Open(call.TableName, table);
        _bound.Add(call.TableName, new TableBinding(values.Path, location, snapshot.Version));
        LogMessages.TableBound(logger, values.Path, location.Path, snapshot.Version);
    }

    private void BindProvider(string viewName, TableSource.Provider source, string tableName)
    {
        if (_bound.ContainsKey(viewName))
            return;
        if (judge.ColumnsOf(tableName) is not null)
            throw SqlPolicyErrors.ColumnsOfNoDataset(tableName);
        string? snapshot = _readings.Open(viewName, source);
        _bound.Add(viewName, new TableBinding(tableName, Location: null, Version: null)
        {
            Provider = source.Source,
            SnapshotId = snapshot,
            Fingerprint = DatasetFingerprint.Of(source.Source),
        });
        LogMessages.TableBound(logger, tableName, $"{source.Source.Plugin}.{source.Source.Provider}", null);
    }

    private void BindStream(string name, StreamTableSource source)
    {
        if (_bound.ContainsKey(name))
            return;
        if (judge.ColumnsOf(name) is not null)
            throw SqlPolicyErrors.ColumnsOfNoDataset(name);
        _readings.Open(name, new StreamTable(name, source, cancellationToken));
        _bound.Add(name, new TableBinding(name, Location: null, Version: null));
        LogMessages.TableBound(logger, name, "an Arrow stream", null);
    }

    private void BindDataset(string viewName, DatasetLocation location, string tableName, TableSource.Dataset? declared = null)
    {
        if (_bound.ContainsKey(viewName))
            return;
        IReadOnlyList<string>? checks = declared?.Checks;
        TableBinding binding = location.Format == DatasetFormat.Delta
            ? location.Changes is { } range ? BindChanges(viewName, location, range, tableName, checks) : BindDelta(viewName, location, tableName, checks)
            : new TableBinding(tableName, location, Version: null) { Adaptation = BindFiles(viewName, location, checks) };
        _bound.Add(viewName, binding with { Fingerprint = declared?.Fingerprint ?? DatasetFingerprint.Of(location), IsContractEnforced = checks is not null });
        LogMessages.TableBound(logger, tableName, location.Path, binding.Version);
    }

    // What a policy does not open of a table is not there, whatever a statement says.
    private string Opened(string name, string select) => judge.ColumnsOf(name) is { } columns
        ? $"SELECT COLUMNS(lambda c: lower(c) IN ({string.Join(", ", columns.Append("").Select(column => SqlText.Literal(column.ToLowerInvariant())))})) FROM ({StatementText.Bare(select)}\n)"
        : select;

    /// <summary>Whether <see cref="Told"/> may have more to say of a failure than the engine.</summary>
    public bool HasWords => _bound.Values.Any(binding => binding.IsContractEnforced || binding.Location?.Format == DatasetFormat.Csv);

    /// <summary>The error for the engine's failure at a row that breaks a contract, or at a file whose options have other names here; null for other failures.</summary>
    public WeirException? Told(WeirException failure) => _bound.Values.Where(binding => binding.IsContractEnforced)
        .Select(binding => ContractText.Violation(binding.Location!, failure)).FirstOrDefault(violation => violation is not null) ?? Translated(failure);

    private WeirException? Translated(WeirException failure)
    {
        bool isOfCsv = EngineErrors.IsOfStatement(failure) && failure.Message.Contains("CSV Error", StringComparison.Ordinal)
            && _bound.Values.Any(binding => binding.Location is { Format: DatasetFormat.Csv } location
                && (SqlText.IsGlob(location.Path) || failure.Message.Contains(Path.GetFullPath(location.Path), StringComparison.Ordinal)));
        return isOfCsv ? EngineErrors.InWords(failure, CsvAdvice.Translated) : null;
    }

    private static string HeldTo(DatasetLocation location, IReadOnlyList<string>? checks, string select) =>
        checks is null ? select : ContractText.Guard(location, checks, select);

    private TableBinding BindDelta(string viewName, DatasetLocation location, string tableName, IReadOnlyList<string>? checks)
    {
        Snapshot snapshot = snapshots.OpenAsync(location, cancellationToken, tableName).GetAwaiter().GetResult();
        DeltaScanRequest? request = location.Scan is { } options ? new DeltaScanRequest(snapshot, options) : null;
        request?.Check();
        SchemaAdapter? adapter = location.Columns.Count > 0 ? DatasetScans.Adapt(location, snapshot) : null;
        FileChoice? choice = location.Scan is { EnableParquetPushdown: false }
            ? Unpruned(snapshot, "the scan options turn pushdown off")
            // A condition on a declared column says nothing about the statistics of one that it is made of.
            : adapter is { IsUnchanged: false } ? Unpruned(snapshot, "the declared columns are made from the table's")
            : pruner?.Prune(snapshot, _demands.Of(viewName));
        FileList files = choice?.Places is { } places ? snapshot.Files.Select(places) : snapshot.Files;
        Guarded(snapshot, [files], () =>
        {
            DeltaView view = request is not null
                ? DeltaViews.Make(snapshot, files, request.Columns(files), connection.Engine, cancellationToken)
                : views.ViewOf(snapshot, choice, files, connection.Engine, cancellationToken);
            _views.Add(view);
            string select = request?.Project(view.Select) ?? view.Select;
            DefineTable(viewName, tableName, Opened(viewName, HeldTo(location, checks, adapter?.Project(select) ?? select)), isFixed: true);
        });
        if (ReadsFiles)
        {
            snapshots.Recorder.Planned(
                tableName, snapshot, choice?.Report, _reading!.ColumnsOf(snapshot.Schema.Columns.Select(column => column.Name)), location.Scan);
        }
        return new TableBinding(tableName, location, snapshot.Version)
        {
            Files = choice?.Report,
            Adaptation = adapter is null ? null : new SchemaAdaptation(location.Evolution ?? SchemaEvolution.Strict, [DatasetScans.Generation(adapter, files: 1)]),
        };
    }

    private TableBinding BindChanges(string viewName, DatasetLocation location, DeltaChangeRange range, string tableName, IReadOnlyList<string>? checks)
    {
        ChangeFeed feed = snapshots.ChangesAsync(location, range, cancellationToken).GetAwaiter().GetResult();
        FilePruning? report = null;
        if (pruner is not null)
            (feed, report) = pruner.Prune(feed, _demands.Of(viewName));
        Guarded(feed.End, feed.Groups.Select(group => group.Files), () =>
        {
            ChangeView view = ChangeView.Make(feed, connection.Engine, cancellationToken);
            _views.Add(view);
            DefineTable(viewName, tableName, Opened(viewName, HeldTo(location, checks, view.Select)), isFixed: true);
        });
        return new TableBinding(tableName, location, feed.End.Version) { Files = report };
    }

    private static FileChoice Unpruned(Snapshot snapshot, string reason) =>
        new(null, new FilePruning(snapshot.Files.Count, snapshot.Files.Count, snapshot.Files.Count, []) { Reason = reason });

    // A failure to define the scan is told by the file that is not there, when one is not.
    private static void Guarded(Snapshot snapshot, IEnumerable<FileList> files, Action define)
    {
        try
        {
            define();
        }
        catch (WeirException cause)
        {
            string[] missing = [.. files.SelectMany(list => list).Select(file => snapshot.EnginePath(file)).Where(file => !File.Exists(file))];
            if (missing.Length > 0)
                throw ConfigurationErrors.DataFileMissing(snapshot.Root, snapshot.Version, missing[0], missing.Length, cause);
            throw;
        }
    }

    private SchemaAdaptation? BindFiles(string viewName, DatasetLocation location, IReadOnlyList<string>? checks)
    {
        try
        {
            AdaptedScan? adapted = location.Columns.Count > 0 ? datasets.Adapt(location, connection.Engine, cancellationToken) : null;
            string select = adapted?.Select ?? FileScan.Select(location, datasets.FilesOf(location));
            DefineTable(viewName, viewName, Opened(viewName, HeldTo(location, checks, select)), isFixed: false);
            return adapted?.Adaptation;
        }
        catch (WeirException)
        {
            // Not in a filter: that would ask the connection while it still runs what failed.
            if (IsEmptyGlob(location))
                throw ConfigurationErrors.DatasetEmpty(location.Path, location.Format.ToString());
            throw;
        }
    }

    private bool IsEmptyGlob(DatasetLocation location) =>
        datasets.FilesOf(location) is { IsGlob: true, Patterns: [string pattern] } && EngineRows.Texts(
            connection.Engine, $"SELECT file FROM glob({SqlText.Literal(pattern)}) LIMIT 1", cancellationToken).Count == 0;
}
