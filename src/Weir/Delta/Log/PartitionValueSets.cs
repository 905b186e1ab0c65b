using Weir.Delta.Actions;

namespace Weir.Delta.Log;

/// <summary>The different sets of partition values of many files, each kept once.</summary>
internal sealed class PartitionValueSets
{
    private readonly Dictionary<IReadOnlyDictionary<string, string?>, int> _ids = new(new SameEntries()) { [TextMap.Empty] = 0 };
    private IReadOnlyDictionary<string, string?>[] _sets = [TextMap.Empty];
    private int _count = 1;

    public IReadOnlyDictionary<string, string?> this[int id] => _sets[id];

    /// <summary>The number of a set, which is added when it is new.</summary>
    public int IdOf(IReadOnlyDictionary<string, string?> values)
    {
        if (values.Count == 0)
            return 0;
        if (_ids.TryGetValue(values, out int known))
            return known;
        if (_count == _sets.Length)
            Array.Resize(ref _sets, 2 * _count);
        _sets[_count] = values;
        _ids.Add(values, _count);
        return _count++;
    }

    private sealed class SameEntries : IEqualityComparer<IReadOnlyDictionary<string, string?>>
    {
        public bool Equals(IReadOnlyDictionary<string, string?>? left, IReadOnlyDictionary<string, string?>? right)
        {
            if (left is null || right is null || left.Count != right.Count)
                return ReferenceEquals(left, right);
            foreach ((string key, string? value) in left)
            {
                if (!right.TryGetValue(key, out string? other) || other != value)
                    return false;
            }
            return true;
        }

        // Entries come in no order.
        public int GetHashCode(IReadOnlyDictionary<string, string?> values)
        {
            int hash = values.Count;
            foreach ((string key, string? value) in values)
                hash += HashCode.Combine(key, value);
            return hash;
        }
    }
}
