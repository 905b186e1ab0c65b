using System.Diagnostics.CodeAnalysis;

namespace Weir.Sessions;

/// <summary>A cache of a bounded number of entries, and of bounded bytes where it is told what an entry weighs: the least recently used goes first. Safe for use by many threads.</summary>
internal sealed class RecentEntries<TKey, TValue> where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _entries = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byUse = new();
    private readonly CacheCounters _counters;
    private readonly int _max;
    private readonly long _bytesMax;
    private readonly Func<TValue, long> _weigh;
    private long _bytes;

    /// <param name="counters">Counts evictions and entries here; hits and misses are the caller's, who knows what is one.</param>
    /// <param name="max">Entries at most; with 0 nothing is kept.</param>
    /// <param name="bytesMax">Bytes at most; null for no such bound.</param>
    /// <param name="weigh">Bytes of an entry.</param>
    public RecentEntries(CacheCounters counters, int max, long? bytesMax, Func<TValue, long> weigh)
    {
        (_counters, _max, _bytesMax, _weigh) = (counters, max, bytesMax ?? long.MaxValue, weigh);
        counters.Entries = () => _entries.Count;
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out LinkedListNode<(TKey Key, TValue Value)>? node))
            {
                value = default;
                return false;
            }
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    public void Set(TKey key, TValue value)
    {
        if (_max == 0)
            return;
        int evicted = 0;
        lock (_lock)
        {
            if (_entries.GetValueOrDefault(key) is { } old)
                Remove(old);
            _entries[key] = _byUse.AddFirst((key, value));
            _bytes += _weigh(value);
            for (; _entries.Count > _max || (_bytes > _bytesMax && _entries.Count > 0); evicted++)
                Remove(_byUse.Last!);
        }
        if (evicted > 0)
            _counters.Evicted(evicted);
    }

    /// <summary>What is kept now, the most recently used first.</summary>
    public IReadOnlyList<(TKey Key, TValue Value)> All()
    {
        lock (_lock)
            return [.. _byUse];
    }

    private void Remove(LinkedListNode<(TKey Key, TValue Value)> node)
    {
        _entries.Remove(node.Value.Key);
        _byUse.Remove(node);
        _bytes -= _weigh(node.Value.Value);
    }
}
