using System.Collections.Concurrent;
using Weir.Arrow;
using Weir.Diagnostics;
using Weir.Diagnostics.Payloads;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>
/// A connection: transaction, temporary tables and settings of its own. It does one thing at a time:
/// while a statement runs or a stream of it is open, every other call but <see cref="Interrupt"/> and
/// <see cref="Dispose"/> is refused with WEIR4009. Those two are safe from any thread.
/// </summary>
internal sealed class DuckConnection : IDisposable
{
    private readonly ConnectionGate _gate;
    private readonly StreamBridge _streams;
    private readonly PluginTables _tables;
    private readonly Action<string> _needed;
    private readonly Action<DuckConnection> _closed;
    private readonly ConcurrentQueue<string> _viewsLeft = new();
    private readonly Dictionary<string, DuckStatement> _kept = new(StringComparer.Ordinal);

    /// <param name="gate">The native connection.</param>
    /// <param name="streams">The database's registered streams.</param>
    /// <param name="tables">The database's registered tables.</param>
    /// <param name="needed">Told texts that call functions under reserved names, before they are run.</param>
    /// <param name="closed">Told once, when this connection is disposed.</param>
    internal DuckConnection(ConnectionGate gate, StreamBridge streams, PluginTables tables, Action<string> needed, Action<DuckConnection> closed)
    {
        _gate = gate;
        _streams = streams;
        _tables = tables;
        _needed = needed;
        _closed = closed;
    }

    /// <summary>What the engine has said about texts alone.</summary>
    public KeptAnswers Answers { get; } = new();

    /// <summary>Runs all statements of a text for their effect.</summary>
    /// <param name="sql">Any number of statements; none is fine.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>Rows that were inserted, changed or deleted, over all statements.</returns>
    /// <exception cref="WeirException">WEIR4xxx: the engine refused or failed; earlier statements have had their effect.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the connection stays usable.</exception>
    public long Execute(string sql, CancellationToken cancellationToken = default)
    {
        using ConnectionGate.Lease lease = _gate.Take(sql);
        using StatementList statements = Parse(sql, cancellationToken);
        long changed = 0;
        for (int i = 0; i < statements.Count; i++)
        {
            using DuckStatement statement = statements.Prepare(i, cancellationToken);
            changed += statement.RunUnleased(cancellationToken);
        }
        return changed;
    }

    /// <summary>
    /// Runs a text and streams the rows of its last statement; the statements before it (a dynamic
    /// PIVOT is two) run for their effect. The stream holds this connection until it is disposed.
    /// </summary>
    /// <param name="sql">At least one statement.</param>
    /// <param name="arguments">Values for the parameters, for a text of one statement.</param>
    /// <param name="batchRows">
    /// Rows to which the engine's chunks (at most 2,048 rows) are put together. The first batch is one
    /// chunk, and each may be twice as large as the one before, so that first rows come soon.
    /// </param>
    /// <param name="cancellationToken">Interrupts the engine until this method returns; <see cref="RecordBatchReader.Read"/> has its own.</param>
    /// <exception cref="WeirException">WEIR4xxx: the engine refused or failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the connection stays usable.</exception>
    public RecordBatchReader Query(
        string sql, QueryArguments? arguments = null, int batchRows = DuckResultReader.BatchRowsDefault,
        CancellationToken cancellationToken = default) =>
        Query(sql, permits: null, arguments, batchRows, cancellationToken);

    /// <summary>As the other, for a text that is one statement of a kind that was told before.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="permits">Whether a kind may run; null for all kinds and any number of statements.</param>
    /// <param name="arguments">As there.</param>
    /// <param name="batchRows">As there.</param>
    /// <param name="cancellationToken">As there.</param>
    /// <exception cref="WeirException">As there. WEIR5022: the engine finds another kind; nothing ran.</exception>
    public RecordBatchReader Query(
        string sql, Func<StatementKind, bool>? permits, QueryArguments? arguments, int batchRows, CancellationToken cancellationToken)
    {
        ConnectionGate.Lease lease = _gate.Take(sql);
        DuckStatement? statement = null;
        try
        {
            statement = PrepareLast(sql, arguments, permits is not null, cancellationToken);
            if (permits?.Invoke(statement.Kind) == false)
                throw SqlPolicyErrors.Disagreement("a statement of another kind", $"{statement.Kind}");
            return statement.StreamUnleased(lease, arguments, batchRows, ownsStatement: true, cancellationToken);
        }
        catch
        {
            statement?.Dispose();
            lease.Dispose();
            throw;
        }
    }

    /// <summary>
    /// As <see cref="Query(string, QueryArguments?, int, CancellationToken)"/>, of one of the few texts that are asked again and again: it is planned once and kept as long as this
    /// connection, so it must read no table.
    /// </summary>
    /// <param name="sql">Exactly one statement.</param>
    /// <param name="arguments">Values for its parameters.</param>
    /// <param name="cancellationToken">As there.</param>
    /// <exception cref="WeirException">As there.</exception>
    /// <exception cref="OperationCanceledException">As there.</exception>
    public RecordBatchReader QueryKept(string sql, QueryArguments arguments, CancellationToken cancellationToken)
    {
        ConnectionGate.Lease lease = _gate.Take(sql);
        try
        {
            return Kept(sql, cancellationToken).StreamUnleased(lease, arguments, DuckResultReader.BatchRowsDefault, ownsStatement: false, cancellationToken);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <summary>Checks and plans one statement, to be run many times.</summary>
    /// <param name="sql">Exactly one statement.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="WeirException">WEIR4xxx: no or several statements, or the engine refused.</exception>
    public DuckStatement Prepare(string sql, CancellationToken cancellationToken = default)
    {
        using ConnectionGate.Lease lease = _gate.Take(sql);
        using StatementList statements = Parse(sql, cancellationToken);
        return statements.Count switch
        {
            0 => throw EngineErrors.NoStatement(sql),
            1 => statements.Prepare(0, cancellationToken),
            _ => throw EngineErrors.ParameterMismatch(sql, $"is {statements.Count} statements, where one can be prepared"),
        };
    }

    /// <summary>The number of statements in a text. It is parsed and nothing more.</summary>
    /// <exception cref="WeirException">WEIR4004: it is not SQL.</exception>
    public int Count(string sql, CancellationToken cancellationToken = default)
    {
        using ConnectionGate.Lease lease = _gate.Take(sql);
        using StatementList statements = StatementList.Parse(_gate, sql, cancellationToken);
        return statements.Count;
    }

    /// <summary>
    /// Gives an Arrow stream a name in the SQL of this connection, as a temporary view. Rows are read
    /// while a statement runs, in order, and only the columns that it needs; nothing is stored. The
    /// first statement that reads the name uses the stream up: reading it again is WEIR4017.
    /// </summary>
    /// <param name="name">A table name; no temporary table or view of this connection may have it.</param>
    /// <param name="reader">The stream; it belongs to the registration from now on, also when this method fails.</param>
    /// <returns>The registration; disposing it ends the name and the reader, also while a statement reads them.</returns>
    /// <exception cref="WeirException">WEIR4016: a column's type has no SQL counterpart. WEIR4005: the name is taken.</exception>
    public IDisposable RegisterStream(string name, RecordBatchReader reader)
    {
        StreamSource? source = null;
        long number = 0;
        try
        {
            DropViewsLeft();
            source = new StreamSource(_gate.Handle, name, reader);
            number = _streams.Add(source);
            Execute($"CREATE TEMP VIEW {EngineText.Quote(name)} AS {StreamBridge.Sql(number)}");
            _gate.Sources.TryAdd(source, true);
            return new StreamRegistration(source, () =>
            {
                _streams.Remove(number);
                _gate.Sources.TryRemove(source, out _);
                DropView(name);
            });
        }
        catch
        {
            _streams.Remove(number);
            if (source is null)
                reader.Dispose();
            source?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Gives a table of a plugin a name in the SQL of this connection, as a temporary view. It can be read any
    /// number of times, by as many threads as it has partitions, and only in the columns that a statement needs.
    /// </summary>
    /// <param name="name">A table name; no temporary table or view of this connection may have it.</param>
    /// <param name="table">Belongs to the registration from now on, also when this method fails.</param>
    /// <param name="filters">Conditions for every scan, in the three states of <see cref="PluginScanRequest.Filters"/>; they outlive the registration.</param>
    /// <param name="limitRows">For every scan, see <see cref="PluginScanRequest.LimitRows"/>.</param>
    /// <returns>The registration; disposing it ends the name at once, and the table when no statement reads it any more.</returns>
    /// <exception cref="WeirException">WEIR4016: a column's type has no SQL counterpart. WEIR3205: the table breaks a rule. WEIR4005: the name is taken.</exception>
    public IDisposable RegisterTable(string name, PluginTable table, IReadOnlyList<PluginFilter>? filters = null, long? limitRows = null)
    {
        EngineTableSource source = new(_gate.Handle, plugin: null, name, table) { Filters = filters, LimitRows = limitRows };
        long number = _tables.Add(source);
        try
        {
            DropViewsLeft();
            Execute($"CREATE TEMP VIEW {EngineText.Quote(name)} AS {PluginTables.Sql(source, number)}");
            return new StreamRegistration(source, () =>
            {
                _tables.Remove(number);
                DropView(name);
            });
        }
        catch
        {
            _tables.Remove(number);
            source.Dispose();
            throw;
        }
    }

    /// <summary>Lets SQL of this database read a table that has no name, until it is disposed; as <see cref="RegisterTable"/> else.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="table">Belongs to the registration from now on, also when this method fails.</param>
    /// <param name="sql">A query that gives its rows.</param>
    /// <returns>The registration.</returns>
    /// <exception cref="WeirException">As there.</exception>
    public IDisposable OpenTable(string name, PluginTable table, out string sql)
    {
        EngineTableSource source = new(_gate.Handle, plugin: null, name, table);
        long number = _tables.Add(source);
        sql = PluginTables.Sql(source, number);
        return new StreamRegistration(source, () => _tables.Remove(number));
    }

    /// <summary>Has the statements from now on measured; the database must allow it.</summary>
    /// <exception cref="WeirException">WEIR4xxx: it does not.</exception>
    public void Measure() => Execute(ProfileReading.On);

    /// <summary>What was measured of the last query, when it was read to its end; null otherwise.</summary>
    public QueryProfile? LastProfile() => ProfileReading.Read(_gate.Handle);

    /// <summary>True when an inner error of the engine has spoiled the database: nothing runs here any longer.</summary>
    public bool IsSpoiled => _gate.IsSpoiled;

    /// <summary>Makes the running statement or open stream fail as soon as the engine looks; nothing happens when idle.</summary>
    public void Interrupt() => _gate.Interrupt();

    /// <summary>Interrupts what runs, closes the open stream and the connection.</summary>
    public void Dispose()
    {
        if (!_gate.Close())
            return;
        lock (_kept)
        {
            foreach (DuckStatement statement in _kept.Values)
                statement.Dispose();
            _kept.Clear();
        }
        _closed(this);
    }

    // Under a lease. The connection may be closed meanwhile, which ends what is kept then.
    private DuckStatement Kept(string sql, CancellationToken cancellationToken)
    {
        lock (_kept)
        {
            if (_kept.TryGetValue(sql, out DuckStatement? known))
                return known;
        }
        DuckStatement made = PrepareLast(sql, null, isOne: true, cancellationToken);
        lock (_kept)
        {
            if (!_gate.IsClosed)
            {
                _kept.Add(sql, made);
                return made;
            }
        }
        made.Dispose();
        throw Disposed.Runtime();
    }

    // While a stream is open the view cannot be dropped; it then goes before the next registration.
    private void DropView(string name)
    {
        if (_gate.IsClosed)
            return;
        try
        {
            Execute($"DROP VIEW IF EXISTS temp.{EngineText.Quote(name)}");
        }
        catch (Exception e) when (e is WeirException or ObjectDisposedException)
        {
            _viewsLeft.Enqueue(name);
        }
    }

    private void DropViewsLeft()
    {
        while (_viewsLeft.TryDequeue(out string? left))
            Execute($"DROP VIEW IF EXISTS temp.{EngineText.Quote(left)}");
    }

    private StatementList Parse(string sql, CancellationToken cancellationToken)
    {
        if (PluginNames.StandIn(sql))
            _needed(sql);
        return StatementList.Parse(_gate, sql, cancellationToken);
    }

    private DuckStatement PrepareLast(string sql, QueryArguments? arguments, bool isOne, CancellationToken cancellationToken)
    {
        using StatementList statements = Parse(sql, cancellationToken);
        if (statements.Count == 0)
            throw EngineErrors.NoStatement(sql);
        if (isOne && statements.Count != 1)
            throw SqlPolicyErrors.Disagreement("one statement", $"{statements.Count}");
        if (statements.Count > 1 && arguments is { ByName.Count: > 0 })
            throw EngineErrors.ParameterMismatch(sql, $"is {statements.Count} statements, and arguments can be given for one only");
        for (int i = 0; i < statements.Count - 1; i++)
        {
            using DuckStatement earlier = statements.Prepare(i, cancellationToken);
            earlier.RunUnleased(cancellationToken);
        }
        return statements.Prepare(statements.Count - 1, cancellationToken);
    }
}
