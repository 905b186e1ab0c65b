using Weir.Arrow;
using Weir.Catalog;
using Weir.Engine;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>
/// An engine connection of a session with the views that it has. The views of tables that did not
/// change stay for the next query. Used by one query at a time.
/// </summary>
internal sealed class SessionConnection : IDisposable
{
    private const int KeptMax = 32;

    private readonly Dictionary<string, string> _views = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (LentTable Table, IDisposable Name)> _listings = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (DuckStatement Statement, long Generation)> _kept = new(StringComparer.Ordinal);
    private long _generation;

    public SessionConnection(LastingEngine engine) => Engine = engine.Connect();

    public DuckConnection Engine { get; }

    /// <summary>True from <see cref="Pin"/> on: the connection serves no other query.</summary>
    public bool IsPinned { get; private set; }

    /// <summary>Holds all statements that follow to one moment, by a transaction of their own; it ends with the connection.</summary>
    public void Pin(CancellationToken cancellationToken)
    {
        Engine.Execute("BEGIN TRANSACTION", cancellationToken);
        IsPinned = true;
    }

    /// <summary>Ends the transaction that <see cref="Pin"/> began, and with it the views that it made.</summary>
    public void Unpin()
    {
        _views.Clear();
        _generation++;
        Engine.Execute("ROLLBACK");
        IsPinned = false;
        foreach (string name in _listings.Keys.ToArray())
            Unlist(name);
    }

    /// <summary>Makes a name mean the rows of a SELECT, on this connection only.</summary>
    /// <param name="name">Any name.</param>
    /// <param name="select">A SELECT.</param>
    /// <param name="isFixed">True when the text alone tells the columns, so that an equal view needs no renewal.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    public void Define(string name, string select, bool isFixed, CancellationToken cancellationToken)
    {
        if (isFixed && _views.GetValueOrDefault(name) == select)
            return;
        _views.Remove(name);
        Unlist(name);
        _generation++;
        Engine.Execute($"CREATE OR REPLACE TEMP VIEW {SqlText.Name(name)} AS {select}", cancellationToken);
        _names.Add(name);
        if (isFixed)
            _views[name] = select;
    }

    /// <summary>Takes a name away that a query before this one had.</summary>
    public void ForgetStale(string name)
    {
        if (_names.Contains(name))
            Forget(name);
    }

    /// <summary>Takes a name of this connection away, if it has it.</summary>
    public void Forget(string name)
    {
        _views.Remove(name);
        _names.Remove(name);
        Unlist(name);
        _generation++;
        Engine.Execute($"DROP VIEW IF EXISTS temp.{SqlText.Name(name)}");
    }

    /// <summary>Lets one query read a listing under its name. The name stays when the query has ended, and with it the plans that read it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="table">A table that has the same columns each time; belongs to the answer, also when this method fails.</param>
    /// <returns>Ends the reading.</returns>
    public IDisposable List(string name, PluginTable table)
    {
        try
        {
            if (!_listings.TryGetValue(name, out (LentTable Table, IDisposable Name) listing))
            {
                Forget(name);
                LentTable lent = new(table.Schema);
                _listings[name] = listing = (lent, Engine.RegisterTable(name, lent));
            }
            return listing.Table.Lend(table);
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement whose plan is kept: it is planned anew when a view of this connection has changed since.</summary>
    /// <inheritdoc cref="DuckConnection.Query(string, QueryArguments, int, CancellationToken)"/>
    public RecordBatchReader Query(string sql, QueryArguments? arguments, int batchRows, CancellationToken cancellationToken)
    {
        if (!_kept.TryGetValue(sql, out (DuckStatement Statement, long Generation) kept) || kept.Generation != _generation)
        {
            kept.Statement?.Dispose();
            _kept.Remove(sql);
            if (_kept.Count == KeptMax)
                Drop();
            kept = (Engine.Prepare(sql, cancellationToken), _generation);
            _kept[sql] = kept;
            Planned++;
        }
        return kept.Statement.Query(arguments, batchRows, cancellationToken);
    }

    /// <summary>How often <see cref="Query"/> had to plan.</summary>
    public long Planned { get; private set; }

    public void Dispose()
    {
        Drop();
        Engine.Dispose();
        foreach ((_, IDisposable name) in _listings.Values)
            name.Dispose();
    }

    private void Unlist(string name)
    {
        if (_listings.Remove(name, out (LentTable Table, IDisposable Name) listing))
            listing.Name.Dispose();
    }

    private void Drop()
    {
        foreach ((DuckStatement statement, _) in _kept.Values)
            statement.Dispose();
        _kept.Clear();
    }
}
