using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.Arrow;

/// <summary>
/// Appends the rows of one column into growing native buffers. Made by <see cref="For"/>; cast to
/// the writer of the type: <see cref="FixedWriter{T}"/>, <see cref="BooleanWriter"/>,
/// <see cref="BytesWriter"/>, <see cref="ListWriter"/>, <see cref="StructWriter"/>,
/// <see cref="DictionaryWriter"/>. Not thread-safe.
/// </summary>
public abstract class ColumnWriter : IDisposable
{
    // Absent until the first null.
    private BitBuffer? _validity;

    private protected ColumnWriter(ArrowType type) => Type = type;

    /// <summary>The type of the column.</summary>
    public ArrowType Type { get; }

    /// <summary>Rows appended so far.</summary>
    public int Length { get; private set; }

    /// <summary>Nulls among them.</summary>
    public int NullCount { get; private set; }

    /// <summary>Makes the writer of a type, children included.</summary>
    /// <param name="type">The type.</param>
    /// <returns>
    /// <see cref="FixedWriter{T}"/> of the CLR type of the same width (<c>long</c> for 64-bit times,
    /// <see cref="Int128"/> for decimals), or the writer of the layout.
    /// </returns>
    public static ColumnWriter For(ArrowType type) => type switch
    {
        DictionaryType dictionary => new DictionaryWriter(dictionary),
        FixedSizeBinaryType or { IsBytes: true } => new BytesWriter(type),
        ListType or LargeListType or FixedSizeListType or MapType => new ListWriter(type),
        StructType => new StructWriter(type),
        _ => type.Id switch
        {
            ArrowTypeId.Null => new NullWriter(),
            ArrowTypeId.Boolean => new BooleanWriter(),
            ArrowTypeId.Int8 => new FixedWriter<sbyte>(type),
            ArrowTypeId.UInt8 => new FixedWriter<byte>(type),
            ArrowTypeId.Int16 => new FixedWriter<short>(type),
            ArrowTypeId.UInt16 => new FixedWriter<ushort>(type),
            ArrowTypeId.UInt32 => new FixedWriter<uint>(type),
            ArrowTypeId.UInt64 => new FixedWriter<ulong>(type),
            ArrowTypeId.Float => new FixedWriter<float>(type),
            ArrowTypeId.Double => new FixedWriter<double>(type),
            ArrowTypeId.Decimal128 => new FixedWriter<Int128>(type),
            ArrowTypeId.IntervalDayTime => new FixedWriter<DayTimeInterval>(type),
            ArrowTypeId.IntervalMonthDayNano => new FixedWriter<MonthDayNanoInterval>(type),
            _ => type.ByteWidth == 4 ? new FixedWriter<int>(type) : new FixedWriter<long>(type),
        },
    };

    /// <summary>Appends a null row.</summary>
    public void AppendNull()
    {
        WriteSpace();
        if (_validity is null)
        {
            _validity = new BitBuffer();
            _validity.AppendOnes(Length);
        }
        _validity.Append(false);
        NullCount++;
        Length = checked(Length + 1);
    }

    /// <summary>Frees what was not handed over.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Appends a row of zeros below a null parent, without making a null of its own.</summary>
    internal virtual void AppendSpace()
    {
        WriteSpace();
        MarkValid();
    }

    /// <summary>Throws when a nested row was begun and not ended; nothing is handed over before.</summary>
    internal virtual void EnsureComplete()
    {
    }

    /// <summary>Hands the buffers over to <paramref name="owner"/> and starts empty again.</summary>
    internal unsafe ArrowArray Finish(NativeBlocks owner)
    {
        byte* validity = _validity is null ? null : _validity.HandOver(owner);
        ArrowArray array = Build(owner, validity, Length, NullCount);
        Length = 0;
        NullCount = 0;
        _validity = null;
        return array;
    }

    /// <summary>Frees the buffers.</summary>
    /// <param name="disposing">Always true; there is no finalizer.</param>
    protected virtual void Dispose(bool disposing) => _validity?.Dispose();

    /// <summary>Writes what the buffers need for one row without a value.</summary>
    private protected abstract void WriteSpace();

    private protected abstract unsafe ArrowArray Build(NativeBlocks owner, byte* validity, int length, int nullCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void MarkValid()
    {
        _validity?.Append(true);
        Length = checked(Length + 1);
    }

    private protected void MarkValid(int rows)
    {
        _validity?.AppendOnes(rows);
        Length = checked(Length + rows);
    }
}

/// <summary>Writes columns of the null type: only <see cref="ColumnWriter.AppendNull"/>.</summary>
public sealed class NullWriter : ColumnWriter
{
    internal NullWriter() : base(ArrowType.Null)
    {
    }

    internal override void AppendSpace() => AppendNull();

    private protected override void WriteSpace()
    {
    }

    private protected override unsafe ArrowArray Build(NativeBlocks owner, byte* validity, int length, int nullCount) =>
        new(owner, Type, 0, length, length, default);
}

/// <summary>Writes values of one width in place.</summary>
/// <typeparam name="T">The CLR type of the column's width.</typeparam>
public sealed class FixedWriter<T> : ColumnWriter where T : unmanaged
{
    private readonly GrowingBuffer _values = new();

    internal FixedWriter(ArrowType type) : base(type)
    {
    }

    /// <summary>Appends a value.</summary>
    /// <param name="value">The value.</param>
    public void Append(T value)
    {
        _values.Append(value);
        MarkValid();
    }

    /// <summary>Appends values at the speed of a copy.</summary>
    /// <param name="values">One value a row.</param>
    public void Append(ReadOnlySpan<T> values)
    {
        _values.Append(MemoryMarshal.AsBytes(values));
        MarkValid(values.Length);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _values.Dispose();
    }

    private protected override void WriteSpace() => _values.Append(default(T));

    private protected override unsafe ArrowArray Build(NativeBlocks owner, byte* validity, int length, int nullCount) =>
        new(owner, Type, 0, length, nullCount, new ArrayBuffers(validity, _values.HandOver(owner)));
}

/// <summary>Writes booleans as bits.</summary>
public sealed class BooleanWriter : ColumnWriter
{
    private readonly BitBuffer _values = new();

    internal BooleanWriter() : base(ArrowType.Boolean)
    {
    }

    /// <summary>Appends a value.</summary>
    /// <param name="value">The value.</param>
    public void Append(bool value)
    {
        _values.Append(value);
        MarkValid();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _values.Dispose();
    }

    private protected override void WriteSpace() => _values.Append(false);

    private protected override unsafe ArrowArray Build(NativeBlocks owner, byte* validity, int length, int nullCount) =>
        new(owner, Type, 0, length, nullCount, new ArrayBuffers(validity, _values.HandOver(owner)));
}

/// <summary>Writes text or bytes of every layout: offsets of 32 or 64 bits, views, fixed-size binary.</summary>
public sealed class BytesWriter : ColumnWriter
{
    private readonly BytesBuffer _values;

    internal BytesWriter(ArrowType type) : base(type) => _values = new BytesBuffer(type);

    /// <summary>Bytes of values so far (of a view column: those that do not stand inline).</summary>
    public long ByteCount => _values.ByteCount;

    /// <summary>Appends a text as UTF-8; unpaired surrogates become U+FFFD.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">A fixed-size binary column got another width.</exception>
    /// <exception cref="WeirException">WEIR3002: the batch would hold over 2 GiB in this column, which only the large types do.</exception>
    public void Append(ReadOnlySpan<char> text)
    {
        _values.Append(text);
        MarkValid();
    }

    /// <summary>Appends bytes; for a text type they must be UTF-8.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="ArgumentException">A fixed-size binary column got another width.</exception>
    /// <exception cref="WeirException">WEIR3002: the batch would hold over 2 GiB in this column, which only the large types do.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _values.Append(bytes);
        MarkValid();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _values.Dispose();
    }

    private protected override void WriteSpace() => _values.AppendSpace();

    private protected override unsafe ArrowArray Build(NativeBlocks owner, byte* validity, int length, int nullCount) =>
        new(owner, Type, 0, length, nullCount, _values.HandOver(owner, validity));
}

/// <summary>
/// Writes lists of every kind and maps. Append the elements of a row to <see cref="Element"/> (for
/// maps a <see cref="StructWriter"/> of key and value), then call <see cref="EndRow"/>.
/// </summary>
public sealed class ListWriter : ColumnWriter
{
    private readonly GrowingBuffer _offsets = new();
    private int _end;

    internal ListWriter(ArrowType type) : base(type) => Element = For(type.ChildFields[0].Type);

    /// <summary>The writer of the elements.</summary>
    public ColumnWriter Element { get; }

    /// <summary>Ends a row: its list is what was appended to <see cref="Element"/> since the row before.</summary>
    /// <exception cref="InvalidOperationException">A fixed-size list got another count of elements.</exception>
    public void EndRow()
    {
        if (Type is FixedSizeListType { Size: int size } && Element.Length - _end != size)
            throw new InvalidOperationException($"Each row of {Type} has {size} elements; this one got {Element.Length - _end}.");
        WriteStart();
        _end = Element.Length;
        MarkValid();
    }

    internal override void EnsureComplete()
    {
        if (Element.Length != _end)
            throw new InvalidOperationException($"The last row of {Type} was not ended; call EndRow.");
        Element.EnsureComplete();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Element.Dispose();
        _offsets.Dispose();
    }

    private protected override void WriteSpace()
    {
        if (Element.Length != _end)
            throw new InvalidOperationException($"A null row of {Type} cannot have elements; call EndRow first.");
        for (int i = (Type as FixedSizeListType)?.Size ?? 0; i > 0; i--)
            Element.AppendSpace();
        WriteStart();
        _end = Element.Length;
    }

    private protected override unsafe ArrowArray Build(NativeBlocks owner, byte* validity, int length, int nullCount)
    {
        WriteStart();
        _end = 0;
        byte* offsets = _offsets.HandOver(owner);
        return new ArrowArray(owner, Type, 0, length, nullCount, new ArrayBuffers(validity, offsets), [Element.Finish(owner)]);
    }

    private void WriteStart()
    {
        if (Type.Layout == ArrowLayout.List32)
            _offsets.Append(_end);
        else if (Type.Layout == ArrowLayout.List64)
            _offsets.Append((long)_end);
    }
}

/// <summary>Writes structs. Append one value to each field, then call <see cref="EndRow"/>.</summary>
public sealed class StructWriter : ColumnWriter
{
    private readonly ColumnWriter[] _fields;

    internal StructWriter(ArrowType type) : base(type) =>
        _fields = [.. type.ChildFields.Select(field => For(field.Type))];

    /// <summary>The writer of a field.</summary>
    /// <param name="index">The field's place.</param>
    public ColumnWriter this[int index] => _fields[index];

    /// <summary>The writer of a field as its own type.</summary>
    /// <typeparam name="T">The writer's type.</typeparam>
    /// <param name="index">The field's place.</param>
    /// <returns>The writer.</returns>
    public T Field<T>(int index) where T : ColumnWriter => (T)_fields[index];

    /// <summary>Ends a row.</summary>
    /// <exception cref="InvalidOperationException">A field got no value, or more than one.</exception>
    public void EndRow()
    {
        CheckFields(Length + 1);
        MarkValid();
    }

    internal override void EnsureComplete()
    {
        CheckFields(Length);
        foreach (ColumnWriter field in _fields)
            field.EnsureComplete();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (ColumnWriter field in _fields)
            field.Dispose();
    }

    private protected override void WriteSpace()
    {
        CheckFields(Length);
        foreach (ColumnWriter field in _fields)
            field.AppendSpace();
    }

    private protected override unsafe ArrowArray Build(NativeBlocks owner, byte* validity, int length, int nullCount) =>
        new(owner, Type, 0, length, nullCount, new ArrayBuffers(validity, null), Array.ConvertAll(_fields, field => field.Finish(owner)));

    private void CheckFields(int rows)
    {
        for (int i = 0; i < _fields.Length; i++)
            if (_fields[i].Length != rows)
                throw new InvalidOperationException($"Field '{Type.ChildFields[i].Name}' has {_fields[i].Length} rows instead of {rows}.");
    }
}

/// <summary>Writes dictionary columns: values once to <see cref="Values"/>, an index a row.</summary>
public sealed class DictionaryWriter : ColumnWriter
{
    private readonly GrowingBuffer _indexes = new();
    private readonly ArrowType _index;

    internal DictionaryWriter(DictionaryType type) : base(type)
    {
        _index = type.Index;
        Values = For(type.Value);
    }

    /// <summary>The writer of the dictionary's values; handed over with the column.</summary>
    public ColumnWriter Values { get; }

    /// <summary>Appends a row that points to a value, which may be appended later.</summary>
    /// <param name="index">The place in <see cref="Values"/>, from 0.</param>
    /// <exception cref="OverflowException">The index type is too narrow.</exception>
    public void Append(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        Write(index);
        MarkValid();
    }

    // A zero index would point to nothing while the dictionary is empty.
    internal override void AppendSpace() => AppendNull();

    internal override void EnsureComplete() => Values.EnsureComplete();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Values.Dispose();
        _indexes.Dispose();
    }

    private protected override void WriteSpace() => Write(0);

    private protected override unsafe ArrowArray Build(NativeBlocks owner, byte* validity, int length, int nullCount) =>
        new(owner, Type, 0, length, nullCount, new ArrayBuffers(validity, _indexes.HandOver(owner)), null, Values.Finish(owner));

    private void Write(int index)
    {
        switch (_index.Id)
        {
            case ArrowTypeId.Int8: _indexes.Append(checked((sbyte)index)); break;
            case ArrowTypeId.UInt8: _indexes.Append(checked((byte)index)); break;
            case ArrowTypeId.Int16: _indexes.Append(checked((short)index)); break;
            case ArrowTypeId.UInt16: _indexes.Append(checked((ushort)index)); break;
            case ArrowTypeId.Int32 or ArrowTypeId.UInt32: _indexes.Append(index); break;
            default: _indexes.Append((long)index); break;
        }
    }
}
