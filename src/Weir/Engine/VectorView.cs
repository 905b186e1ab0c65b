using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.Engine;

/// <summary>
/// The values of one engine vector, read in place. Lives as long as the callback or chunk that it
/// came from. The vector is flat: row i stands at place i.
/// </summary>
internal readonly unsafe ref struct VectorView
{
    private readonly nint _vector;
    private readonly void* _data;
    private readonly ulong* _validity;

    public VectorView(nint vector, int rowCount)
    {
        _vector = vector;
        _data = DuckApiVector.VectorData(vector);
        _validity = DuckApiVector.VectorValidity(vector);
        RowCount = rowCount;
    }

    /// <summary>Rows.</summary>
    public int RowCount { get; }

    /// <summary>True when no row is null.</summary>
    public bool AllValid => _validity == null;

    /// <summary>One bit a row, 1 = valid; empty when no row is null.</summary>
    public ReadOnlySpan<ulong> Validity => _validity == null ? [] : new ReadOnlySpan<ulong>(_validity, (RowCount + 63) / 64);

    /// <summary>Whether a row is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row) => _validity != null && (_validity[(uint)row >> 6] & (1UL << (row & 63))) == 0;

    /// <summary>
    /// The values of a fixed-width type: <c>long</c> for BIGINT and timestamps, <c>byte</c> for BOOLEAN
    /// (0 or 1), the integer of its width for DECIMAL. What stands at a null row is undefined.
    /// </summary>
    public ReadOnlySpan<T> Values<T>() where T : unmanaged => new(_data, RowCount);

    /// <summary>The bytes of a VARCHAR or BLOB, in place; not to be read for a null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Bytes(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));
        DuckString* text = (DuckString*)_data + row;
        byte* first = text->Length <= DuckString.InlineLengthMax ? text->Inlined : text->Pointer;
        return MemoryMarshal.CreateReadOnlySpan(ref *first, (int)text->Length);
    }

    /// <summary>A field of a STRUCT; it has the same rows.</summary>
    public VectorView Field(int index) => new(DuckApiVector.StructChild(_vector, (ulong)index), RowCount);

    /// <summary>All elements of a LIST; <see cref="ListRange"/> says which belong to a row.</summary>
    public VectorView Elements() => new(DuckApiVector.ListChild(_vector), (int)DuckApiVector.ListSize(_vector));

    /// <summary>Where the elements of a row stand in <see cref="Elements"/>; of no meaning for a null.</summary>
    public (int Start, int Length) ListRange(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));
        DuckListEntry entry = ((DuckListEntry*)_data)[row];
        return ((int)entry.Offset, (int)entry.Length);
    }
}
