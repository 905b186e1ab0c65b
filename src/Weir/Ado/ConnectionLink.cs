using System.Collections.Concurrent;

namespace Weir.Ado;

/// <summary>
/// A connection while it is open: its session, and what runs on it. Queries of one connection have engine connections of their own, so
/// any number of readers may be open. Safe for use by many threads.
/// </summary>
/// <param name="session">Runs queries; it is the data source's.</param>
/// <param name="settings">What commands start with.</param>
internal sealed class ConnectionLink(Session session, AdoSettings settings)
{
    private readonly ConcurrentDictionary<IDisposable, bool> _open = new();
    private int _closed;

    public Session Session => session;

    public AdoSettings Settings => settings;

    public TimeProvider Clock => session.Host.Clock;

    /// <summary>Takes note of something that ends with the connection.</summary>
    /// <exception cref="InvalidOperationException">The connection was closed.</exception>
    public void Add(IDisposable running)
    {
        _open.TryAdd(running, true);
        // Whoever closes ends what it sees; what came later is ended here.
        if (Volatile.Read(ref _closed) == 0)
            return;
        running.Dispose();
        throw new InvalidOperationException("The connection was closed while the command started.");
    }

    public void Remove(IDisposable running) => _open.TryRemove(running, out _);

    /// <summary>Ends everything that runs on the connection.</summary>
    public void Close()
    {
        Volatile.Write(ref _closed, 1);
        foreach (IDisposable running in _open.Keys)
            running.Dispose();
    }
}
