using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Weir.Delta.Actions;

/// <summary>
/// A small map from text to text or null. A snapshot may hold millions of them (the partition values
/// of each file), so there is no hash table, and maps of the same keys share the array of keys.
/// Keys are unique and compared ordinally. Immutable.
/// </summary>
/// <param name="keys">The keys.</param>
/// <param name="values">One value a key.</param>
internal sealed class TextMap(string[] keys, string?[] values) : IReadOnlyDictionary<string, string?>
{
    public static readonly TextMap Empty = new([], []);

    public int Count => keys.Length;

    public IEnumerable<string> Keys => keys;

    public IEnumerable<string?> Values => values;

    public string? this[string key] =>
        TryGetValue(key, out string? value) ? value : throw new KeyNotFoundException($"There is no '{key}'.");

    public bool ContainsKey(string key) => Array.IndexOf(keys, key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string? value)
    {
        int index = Array.IndexOf(keys, key);
        value = index < 0 ? null : values[index];
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator()
    {
        for (int i = 0; i < keys.Length; i++)
            yield return new KeyValuePair<string, string?>(keys[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
