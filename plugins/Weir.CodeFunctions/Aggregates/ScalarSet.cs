using System.Diagnostics.CodeAnalysis;
using Weir.Plugins;

namespace Weir.CodeFunctions.Aggregates;

/// <summary>The different values of any one scalar type, and whether NULL was among them.</summary>
internal sealed class ScalarSet
{
    // Numbers by their place in the order; of values that are equal but not alike (-0 and 0) the larger bits stay.
    private Dictionary<Int128, Int128>? _numbers;
    private HashSet<byte[]>? _texts;
    private ScalarKind _kind;
    private bool _hasNull;

    /// <summary>How many there are, NULL as one.</summary>
    public int Count => (_numbers?.Count ?? 0) + (_texts?.Count ?? 0) + (_hasNull ? 1 : 0);

    /// <summary>Adds the value of a row.</summary>
    /// <param name="column">The values.</param>
    /// <param name="row">From 0.</param>
    /// <param name="ignoreNulls">Leaves out NULL.</param>
    public void Add(ColumnView column, int row, bool ignoreNulls)
    {
        if (column.IsNull(row))
        {
            _hasNull |= !ignoreNulls;
            return;
        }
        if (_kind == ScalarKind.None)
            _kind = ScalarKinds.Known(column.Type);
        if (_kind == ScalarKind.Bytes)
            (_texts ??= new HashSet<byte[]>(BytesEquality.Instance)).GetAlternateLookup<ReadOnlySpan<byte>>().Add(column.GetBytes(row));
        else
            Add(ScalarNumber.Read(_kind, column, row));
    }

    /// <summary>Adds all values of another set of the same type.</summary>
    public void Merge(ScalarSet other)
    {
        _hasNull |= other._hasNull;
        if (other._kind == ScalarKind.None)
            return;
        _kind = other._kind;
        if (other._texts is not null)
            (_texts ??= new HashSet<byte[]>(BytesEquality.Instance)).UnionWith(other._texts);
        foreach (Int128 number in other._numbers?.Values ?? Enumerable.Empty<Int128>())
            Add(number);
    }

    /// <summary>Writes the values as a list, in their order, NULL last.</summary>
    public void WriteTo(ColumnResult lists, int row)
    {
        ColumnResult elements = lists.AppendList(row, Count, out int at);
        foreach ((_, Int128 number) in (_numbers ?? []).OrderBy(item => item.Key))
            ScalarNumber.Write(_kind, number, elements, at++);
        foreach (byte[] text in (_texts ?? []).Order(BytesEquality.Instance))
            elements.SetBytes(at++, text);
        if (_hasNull)
            elements.SetNull(at);
    }

    private void Add(Int128 number)
    {
        Int128 order = ScalarNumber.Order(_kind, number);
        _numbers ??= [];
        if (!_numbers.TryAdd(order, number) && number > _numbers[order])
            _numbers[order] = number;
    }

    private sealed class BytesEquality : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>, IComparer<byte[]>
    {
        public static BytesEquality Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            HashCode hash = default;
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
