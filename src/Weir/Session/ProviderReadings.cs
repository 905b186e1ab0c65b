using Weir.Engine;
using Weir.Engine.Syntax;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>
/// The tables of plugins that one query reads: each opened once, under as many names as the query wants
/// different things of it. Disposed when the query's stream has been closed. Used by one query.
/// </summary>
internal sealed class ProviderReadings(SessionConnection connection, QueryArguments? arguments) : IDisposable
{
    private readonly Dictionary<string, OpenTable> _open = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _named = new(StringComparer.OrdinalIgnoreCase);
    private readonly Stack<IDisposable> _registrations = new();
    private readonly List<IDisposable> _values = [];

    /// <summary>Opens a table and gives it its name, for readings that want all of it.</summary>
    /// <returns>The state that it is in, when the provider names it.</returns>
    /// <exception cref="WeirException">The provider failed, or the engine cannot take a column.</exception>
    public string? Open(string name, TableSource.Provider source)
    {
        return Open(name, source.Open(name));
    }

    /// <summary>Gives an open table its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="table">Belongs to this from now on.</param>
    /// <returns>The state that it is in, when it names it.</returns>
    /// <exception cref="WeirException">The engine cannot take a column.</exception>
    public string? Open(string name, PluginTable table)
    {
        OpenTable open = new(table);
        _open.Add(name, open);
        string? snapshot = table.SnapshotId;
        connection.Forget(name);
        _registrations.Push(connection.Engine.RegisterTable(name, open.Share()));
        return snapshot;
    }

    /// <summary>Lets a listing be read under its name.</summary>
    /// <inheritdoc cref="SessionConnection.List"/>
    public void List(string name, PluginTable table) => _registrations.Push(connection.List(name, table));

    /// <summary>Names a reading that wants less than all of a table that is open.</summary>
    public void Add(ProviderScan scan, CancellationToken cancellationToken)
    {
        if (!_named.Add(scan.Name) || !_open.TryGetValue(scan.Table, out OpenTable? open))
            return;
        BoundScan bound = ScanBinding.Bind(connection.Engine, scan, open.Table.Schema, arguments, cancellationToken);
        _values.Add(bound);
        IReadOnlyList<FilterSupport> support = bound.Filters.Count == 0 ? [] : open.Table.Support(bound.Filters);
        PluginFilter[] filters = [.. bound.Filters.Where((_, i) => support[i] != FilterSupport.Unsupported)];
        long? limit = support.All(answer => answer == FilterSupport.Exact) ? bound.LimitRows : null;
        _registrations.Push(connection.Engine.RegisterTable(scan.Name, open.Share(), scan.Filters.Count == 0 ? null : filters, limit));
    }

    /// <summary>Takes the names away; each table goes when nothing reads it any more.</summary>
    public void Dispose()
    {
        while (_registrations.TryPop(out IDisposable? registration))
            registration.Dispose();
        foreach (OpenTable open in _open.Values)
            open.Dispose();
        _values.ForEach(value => value.Dispose());
        _values.Clear();
        _open.Clear();
    }

    /// <summary>A table behind several names, disposed with the last of its holders.</summary>
    private sealed class OpenTable(PluginTable table) : IDisposable
    {
        private int _holders = 1;
        private int _isDisposed;

        public PluginTable Table => table;

        public SharedTable Share()
        {
            Interlocked.Increment(ref _holders);
            return new SharedTable(table, Release);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
                Release();
        }

        private void Release()
        {
            if (Interlocked.Decrement(ref _holders) == 0)
                table.Dispose();
        }
    }
}
