using System.Text;

namespace Weir.Arrow;

/// <summary>
/// One column, or one child of a column: an immutable view on native memory that its
/// <see cref="RecordBatch"/> owns. Valid until the last batch or slice over that memory is
/// disposed; from then on its members throw <see cref="ObjectDisposedException"/>, and spans taken
/// before must not be used. Safe to read from many threads.
/// </summary>
/// <remarks>
/// Rows are counted from the start of this array; offsets into shared buffers are applied inside.
/// The children of a struct and of a fixed-size list are cut to this array's rows; the child of
/// any other list is whole, and <see cref="GetListRange"/> points into it.
/// </remarks>
public sealed unsafe class ArrowArray
{
    private readonly ArrowArray[] _children;
    private long _nullCount;

    internal ArrowArray(ArrowMemory memory, ArrowType type, long offset, int length, long nullCount, in ArrayBuffers buffers, ArrowArray[]? children = null, ArrowArray? dictionary = null)
    {
        Memory = memory;
        Type = type;
        Offset = offset;
        Length = length;
        Buffers = buffers;
        _children = children ?? [];
        DictionaryOrNull = dictionary;
        _nullCount = type.Layout == ArrowLayout.Null ? length : buffers.Validity == null ? 0 : nullCount;
    }

    /// <summary>The type of the values.</summary>
    public ArrowType Type { get; }

    /// <summary>Rows.</summary>
    public int Length { get; }

    /// <summary>Rows that are null; counted on first use when the producer did not say.</summary>
    public int NullCount => KnownNullCount >= 0 ? (int)KnownNullCount : CountNulls();

    /// <summary>Arrays below this one: 1 for lists and maps, one a field for structs, else 0.</summary>
    public int ChildCount => _children.Length;

    /// <summary>The values that the indexes of a <see cref="DictionaryType"/> array point to.</summary>
    /// <exception cref="InvalidOperationException">The array has another type.</exception>
    public ArrowArray Dictionary => DictionaryOrNull ?? throw new InvalidOperationException($"An array of type {Type} has no dictionary.");

    internal ArrowMemory Memory { get; }

    internal ArrayBuffers Buffers { get; }

    // In rows, into every buffer of this node. The children of structs and fixed-size lists carry
    // an offset of their own that is at least this one times the rows a row holds.
    internal long Offset { get; }

    internal ArrowArray? DictionaryOrNull { get; }

    internal ReadOnlySpan<ArrowArray> Children => _children;

    internal long KnownNullCount => Volatile.Read(ref _nullCount);

    /// <summary>A child by its place: elements of a list, the entries struct of a map, fields of a struct.</summary>
    /// <param name="index">From 0 to <see cref="ChildCount"/> - 1.</param>
    /// <returns>The child.</returns>
    public ArrowArray Child(int index) => _children[index];

    /// <summary>Whether a row is null.</summary>
    /// <param name="index">The row.</param>
    /// <returns>True for a null.</returns>
    public bool IsNull(int index)
    {
        CheckRow(index);
        return Buffers.Validity != null ? !Bits.IsSet(Buffers.Validity, Offset + index) : Type.Layout == ArrowLayout.Null;
    }

    /// <summary>The validity of all rows, for loops.</summary>
    /// <returns>A view that lives as long as the batch.</returns>
    public ValidityView AsValidity()
    {
        Memory.ThrowIfFreed();
        return new ValidityView(Buffers.Validity, Offset, Length, Type.Layout == ArrowLayout.Null);
    }

    /// <summary>
    /// The values of a fixed-width type in place: <c>long</c> for int64 and timestamps,
    /// <see cref="Int128"/> for decimals, the index type for dictionaries, and so on. What stands
    /// at a null row is undefined.
    /// </summary>
    /// <typeparam name="T">A type of the width of the values.</typeparam>
    /// <returns>One value a row.</returns>
    /// <exception cref="InvalidOperationException">The type has no fixed width, or another one.</exception>
    public ReadOnlySpan<T> Values<T>() where T : unmanaged
    {
        Memory.ThrowIfFreed();
        if (Type.Layout != ArrowLayout.Fixed || Type.ByteWidth != sizeof(T))
            throw new InvalidOperationException($"An array of type {Type} does not hold values of {sizeof(T)} bytes ({typeof(T).Name}).");
        return Length == 0 ? [] : new ReadOnlySpan<T>(Buffers.Main + Offset * sizeof(T), Length);
    }

    /// <summary>A value of a boolean array; undefined for a null.</summary>
    /// <param name="index">The row.</param>
    /// <returns>The value.</returns>
    public bool GetBoolean(int index)
    {
        CheckRow(index);
        return AsBooleans()[index];
    }

    /// <summary>The values of a boolean array, for loops.</summary>
    /// <returns>A view that lives as long as the batch.</returns>
    /// <exception cref="InvalidOperationException">The array has another type.</exception>
    public BooleanView AsBooleans()
    {
        Memory.ThrowIfFreed();
        if (Type.Layout != ArrowLayout.Bits)
            throw new InvalidOperationException($"An array of type {Type} holds no booleans.");
        return new BooleanView(Buffers.Main, Offset, Length);
    }

    /// <summary>The bytes of a row of any text or binary type, in place; empty for a null.</summary>
    /// <param name="index">The row.</param>
    /// <returns>The bytes, without terminator.</returns>
    public ReadOnlySpan<byte> GetBytes(int index)
    {
        CheckRow(index);
        return IsNull(index) ? [] : AsBytes()[index];
    }

    /// <summary>A row of a text type as a string; empty for a null. Bytes that are not UTF-8 become U+FFFD.</summary>
    /// <param name="index">The row.</param>
    /// <returns>A new string.</returns>
    public string GetString(int index) => Encoding.UTF8.GetString(GetBytes(index));

    /// <summary>The row of <see cref="Dictionary"/> that a row of a <see cref="DictionaryType"/> array points to, whatever the width of its indexes.</summary>
    /// <param name="index">The row; meaningless where it is null.</param>
    /// <exception cref="InvalidCastException">The array has another type.</exception>
    public long GetDictionaryIndex(int index) => ((DictionaryType)Type).Index.Id switch
    {
        ArrowTypeId.Int8 => Values<sbyte>()[index],
        ArrowTypeId.UInt8 => Values<byte>()[index],
        ArrowTypeId.Int16 => Values<short>()[index],
        ArrowTypeId.UInt16 => Values<ushort>()[index],
        ArrowTypeId.Int32 => Values<int>()[index],
        ArrowTypeId.UInt32 => Values<uint>()[index],
        ArrowTypeId.Int64 => Values<long>()[index],
        // Beyond long it is out of range for every dictionary.
        _ => Values<ulong>()[index] is ulong place and <= long.MaxValue ? (long)place : -1,
    };

    /// <summary>The bytes of all rows of a text or binary type (fixed-size binary too), for loops.</summary>
    /// <returns>A view that lives as long as the batch.</returns>
    /// <exception cref="InvalidOperationException">The array has another type.</exception>
    public BytesView AsBytes()
    {
        Memory.ThrowIfFreed();
        if (!Type.IsBytes && Type.Id != ArrowTypeId.FixedSizeBinary)
            throw new InvalidOperationException($"An array of type {Type} holds no bytes.");
        return new BytesView(Type.Layout, Type.ByteWidth, Buffers, Offset, Length);
    }

    /// <summary>Where the elements of a row stand in <see cref="Child"/>(0), for every list type and maps.</summary>
    /// <param name="index">The row.</param>
    /// <returns>First element and count; of no meaning for a null.</returns>
    public (int Start, int Length) GetListRange(int index)
    {
        CheckRow(index);
        return AsLists()[index];
    }

    /// <summary>Where the elements of all rows stand in <see cref="Child"/>(0), for loops.</summary>
    /// <returns>A view that lives as long as the batch.</returns>
    /// <exception cref="InvalidOperationException">The array has another type.</exception>
    public ListView AsLists()
    {
        Memory.ThrowIfFreed();
        if (Type.Layout is not (ArrowLayout.List32 or ArrowLayout.List64 or ArrowLayout.FixedList))
            throw new InvalidOperationException($"An array of type {Type} holds no lists.");
        return new ListView(Type.Layout, (Type as FixedSizeListType)?.Size ?? 0, Buffers.Main, Offset, Length);
    }

    /// <summary>A window on the same memory, one small object a node; it lives as long as the batch.</summary>
    internal ArrowArray Slice(int start, int length)
    {
        if (start == 0 && length == Length)
            return this;
        ArrowArray[] children = _children;
        int rowsARow = RowsARow;
        if (rowsARow > 0)
        {
            children = new ArrowArray[_children.Length];
            for (int i = 0; i < children.Length; i++)
                children[i] = _children[i].Slice(start * rowsARow, length * rowsARow);
        }
        long nullCount = KnownNullCount == 0 || length == 0 ? 0 : -1;
        return new ArrowArray(Memory, Type, Offset + start, length, nullCount, Buffers, children, DictionaryOrNull);
    }

    // How many rows of each child belong to one row here; 0 where offsets say so.
    internal int RowsARow => Type.Layout switch
    {
        ArrowLayout.Struct => 1,
        ArrowLayout.FixedList => ((FixedSizeListType)Type).Size,
        _ => 0,
    };

    private int CountNulls()
    {
        Memory.ThrowIfFreed();
        int count = Length - (int)Bits.CountSet(Buffers.Validity, Offset, Length);
        Volatile.Write(ref _nullCount, count);
        return count;
    }

    private void CheckRow(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
        Memory.ThrowIfFreed();
    }
}
