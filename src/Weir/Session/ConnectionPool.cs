using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>The idle connections of a session. Safe for use by many threads.</summary>
internal sealed class ConnectionPool(SessionHost host) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Stack<SessionConnection> _idle = new();
    private bool _closed;

    /// <summary>Refuses work that needs the session and no connection.</summary>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public void RequireOpen()
    {
        lock (_lock)
        {
            if (_closed)
                throw Disposed.Session();
        }
    }

    /// <summary>An idle connection, or a new one.</summary>
    public SessionConnection Take()
    {
        lock (_lock)
        {
            if (_closed)
                throw Disposed.Session();
            while (_idle.TryPop(out SessionConnection? connection))
            {
                if (!connection.Engine.IsSpoiled)
                    return connection;
                connection.Dispose();
            }
        }
        SessionConnection made = new(host.Engine);
        if (host.SlowQueryThreshold is not null)
            made.Engine.Measure();
        return made;
    }

    /// <summary>Takes a connection back.</summary>
    /// <param name="connection">From <see cref="Take"/>, returned once.</param>
    /// <param name="isIdle">False when something may still run on it: it is closed, which also ends that.</param>
    public void Return(SessionConnection connection, bool isIdle)
    {
        lock (_lock)
        {
            if (isIdle && !connection.IsPinned && !connection.Engine.IsSpoiled && !_closed && _idle.Count < host.IdleConnectionsMax)
            {
                _idle.Push(connection);
                return;
            }
        }
        connection.Dispose();
    }

    public void Dispose()
    {
        SessionConnection[] idle;
        lock (_lock)
        {
            _closed = true;
            idle = [.. _idle];
            _idle.Clear();
        }
        foreach (SessionConnection connection in idle)
            connection.Dispose();
    }
}
