using System.Collections.Concurrent;

namespace Weir.Plugins.Process;

/// <summary>What a worker keeps for its host between calls, by number: bound calls, states, tables, scans. Safe for use by many threads.</summary>
internal sealed class WorkerObjects
{
    private readonly ConcurrentDictionary<long, Kept> _kept = [];
    private long _last;

    /// <summary>Keeps something, null too.</summary>
    public long Keep(object? value)
    {
        long number = Interlocked.Increment(ref _last);
        _kept[number] = new Kept(value);
        return number;
    }

    /// <summary>What is kept under a number; null for 0.</summary>
    public object? Get(long number) => number == 0 ? null
        : _kept.TryGetValue(number, out Kept? kept) ? kept.Value
        : throw new InvalidOperationException($"The worker keeps nothing under {number}.");

    /// <summary>Frees what is kept.</summary>
    public void Release(long number)
    {
        if (_kept.TryRemove(number, out Kept? kept))
            (kept.Value as IDisposable)?.Dispose();
    }

    private sealed record Kept(object? Value);
}
