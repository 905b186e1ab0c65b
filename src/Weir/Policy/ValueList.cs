using System.Collections;

namespace Weir.Policies;

/// <summary>A copy of a list that nobody changes, and that is equal to any other with the same items in the same order: what an immutable record holds.</summary>
internal sealed class ValueList : IReadOnlyList<string>
{
    /// <summary>No items.</summary>
    public static readonly ValueList Empty = new([]);

    private readonly string[] _items;

    private ValueList(string[] items) => _items = items;

    public int Count => _items.Length;

    public string this[int index] => _items[index];

    /// <summary>A copy; what is one already stays itself. Null, which readers of JSON give for what is left out, holds nothing.</summary>
    public static ValueList Of(IReadOnlyList<string>? items) => items is null ? Empty : items as ValueList ?? new ValueList([.. items]);

    /// <summary>As <see cref="Of"/>; null stays null.</summary>
    public static ValueList? OrNull(IReadOnlyList<string>? items) => items is null ? null : Of(items);

    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) => obj is ValueList other && _items.AsSpan().SequenceEqual(other._items);

    public override int GetHashCode()
    {
        HashCode hash = new();
        foreach (string item in _items)
            hash.Add(item, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", _items)}]";
}
