using System.Text;
using Weir.CodeFunctions.Values;
using Weir.Plugins;

namespace Weir.CodeFunctions.Collections;

/// <summary>The entries of one map in the order in which they come out; kept from row to row by one thread.</summary>
internal sealed class MapOrder
{
    private readonly record struct Entry(int Start, int Length, int Place);

    private readonly Utf8Writer _keys = new();
    private readonly Func<Rune, Rune>? _case;
    private readonly bool _sorts;
    private readonly Comparison<Entry> _compare;
    private Entry[] _entries = new Entry[16];

    /// <exception cref="ArgumentException">The case of keys is unknown.</exception>
    public MapOrder(string? keyCase, bool? sortKeys)
    {
        _case = keyCase?.Trim().ToLowerInvariant() switch
        {
            null or "lower" => Rune.ToLowerInvariant,
            "upper" => Rune.ToUpperInvariant,
            "none" => null,
            _ => throw new ArgumentException(
                $"key_case is '{keyCase}' and must be lower, upper or none, in a call of map_normalize(map, key_case := 'lower', sort_keys := true)."),
        };
        _sorts = sortKeys ?? true;
        // Of equal keys the first in the map stays first.
        _compare = (left, right) => Bytes(left).SequenceCompareTo(Bytes(right)) is var order and not 0 ? order : left.Place.CompareTo(right.Place);
    }

    /// <summary>Entries that come out.</summary>
    public int Count { get; private set; }

    /// <summary>Takes the texts of values that are none.</summary>
    public Utf8Writer Text { get; } = new();

    /// <summary>Reads the map of a row.</summary>
    public void Take(MapEntries map, int row)
    {
        (int start, int length) = map.Of(row);
        if (_entries.Length < length)
            _entries = new Entry[length * 2];
        _keys.Clear();
        Count = 0;
        for (int at = start; at < start + length; at++)
        {
            if (map.Keys.IsNull(at))
                continue;
            int from = _keys.Length;
            AppendKey(ValueText.Of(map.Keys, at, Text));
            _entries[Count++] = new Entry(from, _keys.Length - from, at);
        }
        if (_sorts)
            SortAndMerge();
    }

    /// <summary>The key of an entry that comes out.</summary>
    public ReadOnlySpan<byte> Key(int index) => Bytes(_entries[index]);

    /// <summary>Where its value stands.</summary>
    public int Place(int index) => _entries[index].Place;

    private void AppendKey(ReadOnlySpan<byte> key)
    {
        if (_case is null)
        {
            _keys.Append(key);
            return;
        }
        while (!key.IsEmpty)
        {
            Rune.DecodeFromUtf8(key, out Rune character, out int length);
            _keys.Advance(_case(character).EncodeToUtf8(_keys.GetSpan(4)));
            key = key[length..];
        }
    }

    // The last one of equal keys wins.
    private void SortAndMerge()
    {
        Span<Entry> entries = _entries.AsSpan(0, Count);
        entries.Sort(_compare);
        int kept = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            if (i + 1 == entries.Length || !Bytes(entries[i]).SequenceEqual(Bytes(entries[i + 1])))
                entries[kept++] = entries[i];
        }
        Count = kept;
    }

    private ReadOnlySpan<byte> Bytes(Entry entry) => _keys.Written.Slice(entry.Start, entry.Length);
}
