using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.Arrow;

// Views for loops over rows. They hold raw pointers, check the row against the length, and nothing
// else: whoever holds one keeps the batch alive.

/// <summary>Which rows of an array are not null.</summary>
public readonly unsafe ref struct ValidityView
{
    private readonly byte* _bitmap;
    private readonly long _offset;
    private readonly int _length;

    internal ValidityView(byte* bitmap, long offset, int length, bool allNull)
    {
        _bitmap = bitmap;
        _offset = offset;
        _length = length;
        AllNull = allNull;
    }

    /// <summary>True when no row can be null, so that the caller may skip the test.</summary>
    public bool AllValid => _bitmap == null && !AllNull;

    /// <summary>True for an array of the null type.</summary>
    public bool AllNull { get; }

    /// <summary>Whether a row holds a value.</summary>
    /// <param name="index">The row.</param>
    /// <returns>False for a null.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsValid(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_length, nameof(index));
        return _bitmap == null ? !AllNull : Bits.IsSet(_bitmap, _offset + index);
    }
}

/// <summary>The values of a boolean array.</summary>
public readonly unsafe ref struct BooleanView
{
    private readonly byte* _bitmap;
    private readonly long _offset;

    internal BooleanView(byte* bitmap, long offset, int length)
    {
        _bitmap = bitmap;
        _offset = offset;
        Length = length;
    }

    /// <summary>Rows.</summary>
    public int Length { get; }

    /// <summary>The value of a row; undefined for a null.</summary>
    /// <param name="index">The row.</param>
    public bool this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
            return Bits.IsSet(_bitmap, _offset + index);
        }
    }
}

/// <summary>The bytes of each row of a text or binary array of any layout.</summary>
public readonly unsafe ref struct BytesView
{
    private const int InlineBytes = 12;

    private readonly byte* _main;
    private readonly byte* _data;
    private readonly byte** _variadic;
    private readonly int _width;
    private readonly ArrowLayout _layout;

    internal BytesView(ArrowLayout layout, int width, ArrayBuffers buffers, long offset, int length)
    {
        _layout = layout;
        _width = layout switch { ArrowLayout.Bytes32 => 4, ArrowLayout.Bytes64 => 8, _ => width };
        _main = buffers.Main + offset * _width;
        _data = buffers.Data;
        _variadic = buffers.Variadic;
        Length = length;
    }

    /// <summary>Rows.</summary>
    public int Length { get; }

    /// <summary>The bytes of a row; undefined for a null, and not to be read there.</summary>
    /// <param name="index">The row.</param>
    public ReadOnlySpan<byte> this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
            if (_layout != ArrowLayout.Bytes32)
                return OfOtherLayout(index);
            int start = ((int*)_main)[index];
            return new ReadOnlySpan<byte>(_data + start, ((int*)_main)[index + 1] - start);
        }
    }

    private ReadOnlySpan<byte> OfOtherLayout(int index)
    {
        switch (_layout)
        {
            case ArrowLayout.Bytes64:
                long start = ((long*)_main)[index];
                return new ReadOnlySpan<byte>(_data + start, checked((int)(((long*)_main)[index + 1] - start)));
            case ArrowLayout.Views:
                byte* view = _main + (long)index * 16;
                int length = *(int*)view;
                return length <= InlineBytes
                    ? new ReadOnlySpan<byte>(view + 4, length)
                    : new ReadOnlySpan<byte>(_variadic[((int*)view)[2]] + ((int*)view)[3], length);
            default:
                return new ReadOnlySpan<byte>(_main + (long)index * _width, _width);
        }
    }
}

/// <summary>Where the elements of each list stand in the child.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly unsafe ref struct ListView
{
    private readonly byte* _offsets;
    private readonly long _offset;
    private readonly int _size;
    private readonly ArrowLayout _layout;

    internal ListView(ArrowLayout layout, int size, byte* offsets, long offset, int length)
    {
        _layout = layout;
        _size = size;
        _offsets = offsets;
        _offset = offset;
        Length = length;
    }

    /// <summary>Rows.</summary>
    public int Length { get; }

    /// <summary>First element and count of a row's list; of no meaning for a null.</summary>
    /// <param name="index">The row.</param>
    public (int Start, int Length) this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
            if (_layout == ArrowLayout.FixedList)
                return (index * _size, _size);
            if (_layout == ArrowLayout.List32)
            {
                int* at = (int*)_offsets + _offset + index;
                return (at[0], at[1] - at[0]);
            }
            long* wide = (long*)_offsets + _offset + index;
            return (checked((int)wide[0]), checked((int)(wide[1] - wide[0])));
        }
    }
}
