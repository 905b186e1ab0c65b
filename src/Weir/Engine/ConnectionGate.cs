using System.Collections.Concurrent;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// A native connection and the right to use it. The engine would silently kill an open stream when
/// another statement starts, and deadlock when a callback asks its own connection, so there is one
/// <see cref="Lease"/> at a time and whoever comes second is refused.
/// </summary>
internal sealed class ConnectionGate(DuckConnectionHandle handle, CallbackFaults faults, EngineHealth health, CallFlag flag, EngineActivity activity) : IDisposable
{
    private Lease? _lease;
    private long _interrupts;
    private int _disposed;

    public DuckConnectionHandle Handle => handle;

    public bool IsClosed => Volatile.Read(ref _disposed) != 0;

    /// <summary>Where exceptions of callbacks wait for their text to come through the engine.</summary>
    public CallbackFaults Faults => faults;

    /// <summary>True when an inner error has spoiled the database of this connection.</summary>
    public bool IsSpoiled => health.IsSpoiled;

    /// <summary>What a failed call of the engine means. An inner error spoils the database, also where a cancellation hides it.</summary>
    /// <param name="report">The engine's text; null when it gave none.</param>
    /// <param name="sql">The statement's text.</param>
    /// <param name="cancellationToken">The token of the call.</param>
    public Exception Failure(string? report, string sql, CancellationToken cancellationToken)
    {
        bool wasSpoiled = IsSpoiled;
        if (EngineFault.IsDefect(report))
            health.Spoil();
        Exception failure = EngineFault.From(report, sql, faults, cancellationToken);
        if (failure is not OperationCanceledException || cancellationToken.IsCancellationRequested)
            return failure;
        // Nobody cancelled it: what it ran on was closed.
        return wasSpoiled ? EngineErrors.EngineReplaced(sql) : IsClosed ? Disposed.Runtime() : failure;
    }

    /// <exception cref="WeirException">WEIR4009: somebody else uses the connection. WEIR4011: its database is spoiled and closed.</exception>
    public Lease Take(string sql)
    {
        if (IsClosed && IsSpoiled)
            throw EngineErrors.EngineReplaced(sql);
        if (Volatile.Read(ref _disposed) != 0)
            throw Disposed.Runtime();
        Lease lease = new(this, $"'{EngineErrors.Shorten(sql)}' runs on it");
        Lease? holder = Interlocked.CompareExchange(ref _lease, lease, null);
        if (holder is not null)
            throw EngineErrors.ConnectionBusy(sql, holder.Holder);
        flag.Lower();
        activity.Begin();
        return lease;
    }

    /// <summary>How often <see cref="Interrupt"/> was called.</summary>
    public long Interrupts => Interlocked.Read(ref _interrupts);

    /// <summary>Streams that are woken by an interrupt when they are being read.</summary>
    public ConcurrentDictionary<StreamSource, bool> Sources { get; } = new();

    /// <summary>Makes what runs fail as soon as the engine looks. Safe from any thread, at any time.</summary>
    public void Interrupt()
    {
        Interlocked.Increment(ref _interrupts);
        flag.Raise();
        IfOpen(DuckApiDatabase.Interrupt);
        foreach (StreamSource source in Sources.Keys)
            source.Interrupt();
    }

    /// <summary>
    /// Ends what a stream that was not read to its end leaves behind: its tasks, files and transaction.
    /// The engine does so when the next statement begins, so an empty one is begun; it costs microseconds.
    /// </summary>
    public void EndQuery() => IfOpen(static open =>
    {
        DuckApiStatement.Prepare(open, [0], out DuckStatementHandle none);
        none.Dispose();
    });

    /// <summary>Interrupts what runs, closes the open stream and then the connection. False when that was done before.</summary>
    public bool Close()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return false;
        Interrupt();
        Volatile.Read(ref _lease)?.Stream?.Dispose();
        handle.Dispose();
        return true;
    }

    public void Dispose() => Close();

    private void Ended() => activity.End();

    private bool IfOpen(Action<DuckConnectionHandle> call)
    {
        try
        {
            if (handle.IsClosed)
                return false;
            call(handle);
            return true;
        }
        catch (ObjectDisposedException)
        {
            // Closed between the question and the call; closing ends the query as well.
            return false;
        }
    }

    /// <summary>The right to use the connection, until it is disposed.</summary>
    internal sealed class Lease(ConnectionGate gate, string holder) : IDisposable
    {
        /// <summary>What holds the connection, in words.</summary>
        public string Holder { get; private set; } = holder;

        /// <summary>The stream that lives on under this lease, if one does.</summary>
        public IDisposable? Stream { get; private set; }

        /// <summary>The lease passes to a stream, which disposes it when it ends.</summary>
        public void PassTo(IDisposable stream, string sql)
        {
            Stream = stream;
            Holder = $"a stream of '{EngineErrors.Shorten(sql)}' is open on it";
        }

        public void Dispose()
        {
            if (Interlocked.CompareExchange(ref gate._lease, null, this) == this)
                gate.Ended();
        }
    }
}
