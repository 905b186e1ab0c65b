using System.Text.Unicode;
using Weir.Arrow;

namespace Weir.Engine;

/// <summary>
/// Writes into one engine vector. Rows may be written in any order; every row must be written or set
/// to null. Nothing is allocated on the managed heap. Lives as long as the callback that it came from.
/// </summary>
internal unsafe ref struct VectorWriter
{
    private readonly nint _vector;
    private readonly ArrowType _type;
    private readonly void* _data;
    private ulong* _validity;

    internal VectorWriter(nint vector, ArrowType type, int rowCount)
    {
        _vector = vector;
        _type = type;
        _data = DuckApiVector.VectorData(vector);
        RowCount = rowCount;
    }

    /// <summary>Rows.</summary>
    public int RowCount { get; }

    /// <summary>The values of a fixed-width type, as for <see cref="VectorView.Values{T}"/>.</summary>
    public readonly Span<T> Values<T>() where T : unmanaged => new(_data, RowCount);

    /// <summary>Makes a row null, with all fields of a STRUCT.</summary>
    public void SetNull(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));
        if (_validity == null)
        {
            DuckApiVector.EnsureValidityWritable(_vector);
            _validity = DuckApiVector.VectorValidity(_vector);
        }
        _validity[(uint)row >> 6] &= ~(1UL << (row & 63));
        // The engine reads a field of a null struct without looking at the struct.
        if (_type is StructType { Fields.Count: int fields })
            for (int i = 0; i < fields; i++)
                Field(i).SetNull(row);
    }

    /// <summary>Writes a VARCHAR or BLOB; the bytes are copied into the vector.</summary>
    /// <exception cref="ArgumentException">A text that is not UTF-8: the engine's own functions rely on it.</exception>
    public readonly void SetBytes(int row, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));
        if (_type.IsText && !Utf8.IsValid(bytes))
            throw new ArgumentException("The text that the function gives is not valid UTF-8.", nameof(bytes));
        if (bytes.Length > DuckString.InlineLengthMax)
        {
            fixed (byte* first = bytes)
                DuckApiVector.AssignString(_vector, (ulong)row, first, (ulong)bytes.Length);
            return;
        }
        DuckString text = default;
        text.Length = (uint)bytes.Length;
        bytes.CopyTo(new Span<byte>(text.Inlined, DuckString.InlineLengthMax));
        ((DuckString*)_data)[row] = text;
    }

    /// <summary>A field of a STRUCT; it has the same rows.</summary>
    public readonly VectorWriter Field(int index)
    {
        IReadOnlyList<Field> fields = ((StructType)_type).Fields;
        return new VectorWriter(DuckApiVector.StructChild(_vector, (ulong)index), fields[index].Type, RowCount);
    }

    /// <summary>
    /// Makes room for the elements of one row of a LIST, behind those of the rows before. Writers of
    /// elements made earlier must not be used any more: the room may have moved.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="length">How many elements it gets.</param>
    /// <param name="start">The place of its first element in the writer that is returned.</param>
    public readonly VectorWriter AppendList(int row, int length, out int start)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));
        ulong before = DuckApiVector.ListSize(_vector);
        ulong after = before + (ulong)length;
        if (DuckApiVector.ReserveList(_vector, after) != DuckState.Success || DuckApiVector.SetListSize(_vector, after) != DuckState.Success)
            throw new InvalidOperationException($"The engine has no room for a list of {length} elements.");
        ((DuckListEntry*)_data)[row] = new DuckListEntry(before, (ulong)length);
        start = (int)before;
        return new VectorWriter(DuckApiVector.ListChild(_vector), ((ListType)_type).Element.Type, (int)after);
    }

    /// <summary>Makes the rows null whose bit is 0.</summary>
    internal void SetNulls(ReadOnlySpan<ulong> mask)
    {
        for (int row = 0; row < RowCount; row++)
            if ((mask[row >> 6] & (1UL << (row & 63))) == 0)
                SetNull(row);
    }
}
