using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>
/// The values of one argument, read where they lie, whatever the layout. Lives as long as the call that it came
/// from. A constant has one row: read row 0 of it, or ask for any row.
/// </summary>
public readonly unsafe ref struct ColumnView
{
    private const int InlineBytesMax = 12;

    private readonly ColumnNode* _node;

    // 0 for a constant, so that every row reads row 0.
    private readonly int _rowMask;

    /// <summary>Made by hosts.</summary>
    /// <param name="node">Outlives the view.</param>
    /// <param name="type">What the values mean; fits the node, children included.</param>
    public ColumnView(ColumnNode* node, ArrowType type)
        : this(node, type, node->IsConstant ? 0 : -1)
    {
    }

    private ColumnView(ColumnNode* node, ArrowType type, int rowMask)
    {
        _node = node;
        Type = type;
        _rowMask = rowMask;
    }

    /// <summary>What the values mean.</summary>
    public ArrowType Type { get; }

    /// <summary>Rows that lie here: 1 for a constant.</summary>
    public int Length => _node->Length;

    /// <summary>True when the one row that lies here is the value of every row.</summary>
    public bool IsConstant => _rowMask == 0;

    /// <summary>True when no row is NULL.</summary>
    public bool AllValid => _node->Validity == null;

    /// <summary>One bit a row, 1 = valid; empty when no row is NULL.</summary>
    public ReadOnlySpan<ulong> Validity => _node->Validity == null ? [] : new ReadOnlySpan<ulong>(_node->Validity, (Length + 63) / 64);

    /// <summary>Whether a row is NULL.</summary>
    /// <param name="row">From 0.</param>
    /// <returns>True for NULL.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row)
    {
        row &= _rowMask;
        return _node->Validity != null && (_node->Validity[(uint)row >> 6] & (1UL << (row & 63))) == 0;
    }

    /// <summary>
    /// The values of a fixed-width type, as many as <see cref="Length"/>. What stands at a NULL is undefined.
    /// </summary>
    /// <typeparam name="T">An integer or float of the type's width; <c>int</c> for dates, <c>long</c> for timestamps and times.</typeparam>
    /// <returns>The values in place.</returns>
    /// <exception cref="InvalidOperationException">The values are of another width.</exception>
    public ReadOnlySpan<T> Values<T>() where T : unmanaged
    {
        if (_node->Layout != ColumnLayout.Fixed || _node->ValueBytes != sizeof(T))
            throw WrongLayout(sizeof(T));
        return new ReadOnlySpan<T>(_node->Data, Length);
    }

    /// <summary>The booleans of a column that has one byte for each, for loops over many rows; columns of other hosts may have one bit.</summary>
    /// <param name="values">0 for false, else true; those of NULL rows are of no meaning. One value for a constant column.</param>
    /// <returns>False when the column has another layout; <see cref="GetBoolean"/> reads every one.</returns>
    public bool TryGetBooleans(out ReadOnlySpan<byte> values)
    {
        bool isBytes = _node->Layout == ColumnLayout.Fixed && _node->ValueBytes == sizeof(bool);
        values = isBytes ? new ReadOnlySpan<byte>(_node->Data, Length) : [];
        return isBytes;
    }

    /// <summary>A truth value; not to be read for a NULL.</summary>
    /// <param name="row">From 0.</param>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool GetBoolean(int row)
    {
        row = Checked(row);
        return _node->Layout == ColumnLayout.Bits
            ? (((byte*)_node->Data)[(uint)row >> 3] & (1 << (row & 7))) != 0
            : ((byte*)_node->Data)[row] != 0;
    }

    /// <summary>The unscaled value of a decimal; not to be read for a NULL.</summary>
    /// <param name="row">From 0.</param>
    /// <returns>The value times ten to the power of the type's scale.</returns>
    public Int128 GetDecimal(int row)
    {
        row = Checked(row);
        return _node->ValueBytes switch
        {
            2 => ((short*)_node->Data)[row],
            4 => ((int*)_node->Data)[row],
            8 => ((long*)_node->Data)[row],
            _ => ((Int128*)_node->Data)[row],
        };
    }

    /// <summary>An interval; not to be read for a NULL.</summary>
    /// <param name="row">From 0.</param>
    /// <returns>The value.</returns>
    public MonthDayNanoInterval GetInterval(int row)
    {
        row = Checked(row);
        MonthDayNanoInterval value = ((MonthDayNanoInterval*)_node->Data)[row];
        return _node->Layout == ColumnLayout.MonthDayMicro
            ? new MonthDayNanoInterval(value.Months, value.Days, checked(value.Nanoseconds * 1000))
            : value;
    }

    /// <summary>The bytes of a text or binary, in place; not to be read for a NULL.</summary>
    /// <param name="row">From 0.</param>
    /// <returns>UTF-8 for a text.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> GetBytes(int row)
    {
        row = Checked(row);
        if (_node->Layout != ColumnLayout.Texts)
            return BytesByOffset(row);
        byte* text = (byte*)_node->Data + ((nint)row * 16);
        int length = *(int*)text;
        byte* first = length <= InlineBytesMax ? text + 4 : *(byte**)(text + 8);
        return MemoryMarshal.CreateReadOnlySpan(ref *first, length);
    }

    /// <summary>A field of a struct; it has the same rows.</summary>
    /// <param name="index">From 0.</param>
    /// <returns>A view of the field.</returns>
    public ColumnView Field(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_node->ChildCount, nameof(index));
        ColumnNode* child = _node->Children + index;
        ArrowType type = Type.ChildFields[index].Type;
        // The fields of a constant struct are as constant as the struct, whether their nodes say so or not.
        return _node->Layout == ColumnLayout.Struct ? new ColumnView(child, type, _rowMask) : new ColumnView(child, type);
    }

    /// <summary>All elements of a list or map (structs of key and value); <see cref="ListRange"/> says which belong to a row.</summary>
    /// <returns>A view of the elements.</returns>
    public ColumnView Elements() => Field(0);

    /// <summary>Where the elements of a row stand; of no meaning for a NULL.</summary>
    /// <param name="row">From 0.</param>
    /// <returns>First place and count.</returns>
    public (int Start, int Length) ListRange(int row)
    {
        row = Checked(row);
        if (_node->Layout == ColumnLayout.ListOffsets32)
        {
            int* offsets = (int*)_node->Data + row;
            return (offsets[0], offsets[1] - offsets[0]);
        }
        ulong* entry = (ulong*)_node->Data + ((nint)row * 2);
        return ((int)entry[0], (int)entry[1]);
    }

    private ReadOnlySpan<byte> BytesByOffset(int row)
    {
        if (_node->Layout == ColumnLayout.Offsets32)
        {
            int* offsets = (int*)_node->Data + row;
            return new ReadOnlySpan<byte>(_node->Bytes + offsets[0], offsets[1] - offsets[0]);
        }
        if (_node->Layout != ColumnLayout.Offsets64)
            throw WrongLayout(0);
        long* wide = (long*)_node->Data + row;
        return new ReadOnlySpan<byte>(_node->Bytes + wide[0], checked((int)(wide[1] - wide[0])));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Checked(int row)
    {
        row &= _rowMask;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_node->Length, nameof(row));
        return row;
    }

    private InvalidOperationException WrongLayout(int width) => ContractBreach.Of(new InvalidOperationException(width == 0
        ? $"The column has the layout {_node->Layout} and holds no texts."
        : $"The column has the layout {_node->Layout} with values of {_node->ValueBytes} bytes; values of {width} bytes were asked for."));
}
