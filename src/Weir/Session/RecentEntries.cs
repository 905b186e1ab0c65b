using System.Diagnostics.CodeAnalysis;

namespace Weir.Sessions;

/// <summary>A cache of a bounded number of entries: the least recently used goes first. Safe for use by many threads.</summary>
internal sealed class RecentEntries<TKey, TValue> where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _entries = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byUse = new();
    private readonly CacheCounters _counters;
    private readonly int _max;

    /// <param name="counters">Counts evictions and entries here; hits and misses are the caller's, who knows what is one.</param>
    /// <param name="max">Entries at most; with 0 nothing is kept.</param>
    public RecentEntries(CacheCounters counters, int max)
    {
        (_counters, _max) = (counters, max);
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
        lock (_lock)
        {
            if (_entries.Remove(key, out LinkedListNode<(TKey Key, TValue Value)>? old))
                _byUse.Remove(old);
            _entries[key] = _byUse.AddFirst((key, value));
            if (_entries.Count <= _max)
                return;
            _entries.Remove(_byUse.Last!.Value.Key);
            _byUse.RemoveLast();
        }
        _counters.Evicted();
    }
}
