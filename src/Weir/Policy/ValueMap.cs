using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Weir.Policies;

/// <summary>A copy of a map that nobody changes, and that is equal to any other with the same values under the same names: what an immutable record holds.</summary>
internal sealed class ValueMap<TValue> : IReadOnlyDictionary<string, TValue>
{
    /// <summary>No values.</summary>
    public static readonly ValueMap<TValue> Empty = new(new Dictionary<string, TValue>(StringComparer.Ordinal));

    private readonly Dictionary<string, TValue> _values;

    private ValueMap(Dictionary<string, TValue> values) => _values = values;

    public int Count => _values.Count;

    public IEnumerable<string> Keys => _values.Keys;

    public IEnumerable<TValue> Values => _values.Values;

    public TValue this[string key] => _values[key];

    /// <summary>A copy; what is one already stays itself. Null, which readers of JSON give for what is left out, holds nothing.</summary>
    /// <param name="values">The values.</param>
    /// <param name="kept">What is kept of a value; null for the value itself.</param>
    /// <param name="comparer">Which names are the same; null for those that are equal.</param>
    /// <exception cref="ArgumentException">Two names are the same.</exception>
    public static ValueMap<TValue> Of(IReadOnlyDictionary<string, TValue>? values, Func<TValue, TValue>? kept = null, StringComparer? comparer = null) => values is null
        ? Empty
        : values as ValueMap<TValue>
            ?? new ValueMap<TValue>(values.ToDictionary(pair => pair.Key, pair => kept is null ? pair.Value : kept(pair.Value), comparer ?? StringComparer.Ordinal));

    /// <summary>As <see cref="Of"/>; null stays null.</summary>
    public static ValueMap<TValue>? OrNull(IReadOnlyDictionary<string, TValue>? values) => values is null ? null : Of(values);

    public bool ContainsKey(string key) => _values.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value) => _values.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, TValue>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) => obj is ValueMap<TValue> other && Count == other.Count
        && _values.All(pair => other.TryGetValue(pair.Key, out TValue? value) && EqualityComparer<TValue>.Default.Equals(pair.Value, value));

    // Names may be equal in another case, so they do not count.
    public override int GetHashCode() => _values.Values.Aggregate(Count, (hash, value) => hash ^ (value?.GetHashCode() ?? 0));

    public override string ToString() => $"{{{string.Join(", ", _values.Select(pair => $"{pair.Key}: {pair.Value}"))}}}";
}
