using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>
/// The number that says to plugins, whichever side of a language border they are on, that the statement of one
/// connection is cancelled. It stands in memory that does not move and lives as long as somebody holds this.
/// </summary>
internal sealed unsafe class CallFlag
{
    private readonly ConcurrentDictionary<CancellationTokenSource, bool> _listeners = new();
    private readonly int[] _number = GC.AllocateArray<int>(1, pinned: true);

    /// <summary>What calls of the statement see. Valid as long as this object is held.</summary>
    public PluginCallControl Control => new((int*)Unsafe.AsPointer(ref _number[0]));

    /// <summary>Asks running calls to stop.</summary>
    public void Raise()
    {
        Volatile.Write(ref _number[0], 1);
        foreach (CancellationTokenSource listener in _listeners.Keys)
            listener.Cancel();
    }

    /// <summary>Cancels a source as well when calls shall stop, at once when they shall already.</summary>
    public void Attach(CancellationTokenSource listener)
    {
        _listeners[listener] = true;
        if (Volatile.Read(ref _number[0]) != 0)
            listener.Cancel();
    }

    /// <summary>Ends <see cref="Attach"/>; the source may still be cancelled by a call that runs, so it is not to be disposed.</summary>
    public void Detach(CancellationTokenSource listener) => _listeners.TryRemove(listener, out _);

    /// <summary>For the next statement.</summary>
    public void Lower() => Volatile.Write(ref _number[0], 0);
}

/// <summary>The flags of a database's connections, by the number that callbacks know a connection by. Safe for use by many threads.</summary>
internal sealed class CallFlags
{
    private readonly ConcurrentDictionary<ulong, CallFlag> _flags = new();

    /// <summary>Makes the flag of a connection.</summary>
    /// <returns>The connection's number, by which it is removed, and the flag.</returns>
    public (ulong Number, CallFlag Flag) Add(DuckConnectionHandle connection)
    {
        DuckApiDatabase.ContextOf(connection, out DuckClientContextHandle context);
        using (context)
        {
            ulong number = DuckApiDatabase.ConnectionId(context);
            CallFlag flag = new();
            _flags[number] = flag;
            return (number, flag);
        }
    }

    public void Remove(ulong number) => _flags.TryRemove(number, out _);

    /// <summary>The flag of the connection that a callback works for; one that is never raised for a connection of the house.</summary>
    public CallFlag Of(DuckClientContextHandle context) =>
        _flags.TryGetValue(DuckApiDatabase.ConnectionId(context), out CallFlag? flag) ? flag : new CallFlag();
}
