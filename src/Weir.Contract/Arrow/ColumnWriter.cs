using System.Runtime.CompilerServices;
using System.Text;

namespace Weir.Arrow;

/// <summary>
/// Appends the rows of one column into growing native buffers. Made by <see cref="For"/>; cast to
/// the writer of the type: <see cref="FixedWriter{T}"/>, <see cref="BooleanWriter"/>,
/// <see cref="BytesWriter"/>, <see cref="ListWriter"/>, <see cref="StructWriter"/>,
/// <see cref="DictionaryWriter"/>. Not thread-safe.
/// </summary>
public abstract class ColumnWriter : IDisposable
{
    private readonly GrowingBuffer _validity = new();
    private bool _hasNulls;

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
        if (!_hasNulls)
        {
            _hasNulls = true;
            _validity.AppendZeros(Bits.ByteCount(Length));
            unsafe
            {
                Bits.Fill(_validity.Start, 0, Length, true);
            }
        }
        WriteSpace();
        if ((Length & 7) == 0)
            _validity.Append((byte)0);
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
        byte* validity = _hasNulls ? _validity.HandOver(owner) : null;
        ArrowArray array = Build(owner, validity, Length, NullCount);
        Length = 0;
        NullCount = 0;
        _hasNulls = false;
        return array;
    }

    /// <summary>Frees the buffers.</summary>
    /// <param name="disposing">Always true; there is no finalizer.</param>
    protected virtual void Dispose(bool disposing) => _validity.Dispose();

    /// <summary>Writes what the buffers need for one row without a value.</summary>
    private protected abstract void WriteSpace();

    private protected abstract unsafe ArrowArray Build(NativeBlocks owner, byte* validity, int length, int nullCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void MarkValid()
    {
        if (_hasNulls)
            MarkValidBit();
        Length = checked(Length + 1);
    }

    private protected unsafe void MarkValid(int rows)
    {
        if (_hasNulls)
        {
            long missing = Bits.ByteCount((long)Length + rows) - _validity.ByteLength;
            _validity.AppendZeros(missing);
            Bits.Fill(_validity.Start, Length, rows, true);
        }
        Length = checked(Length + rows);
    }

    private unsafe void MarkValidBit()
    {
        if ((Length & 7) == 0)
            _validity.Append((byte)0);
        Bits.Set(_validity.Start, Length);
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
        _values.Append(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values));
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
    private readonly GrowingBuffer _values = new();

    internal BooleanWriter() : base(ArrowType.Boolean)
    {
    }

    /// <summary>Appends a value.</summary>
    /// <param name="value">The value.</param>
    public unsafe void Append(bool value)
    {
        WriteSpace();
        if (value)
            Bits.Set(_values.Start, Length);
        MarkValid();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _values.Dispose();
    }

    private protected override void WriteSpace()
    {
        if ((Length & 7) == 0)
            _values.Append((byte)0);
    }

    private protected override unsafe ArrowArray Build(NativeBlocks owner, byte* validity, int length, int nullCount) =>
        new(owner, Type, 0, length, nullCount, new ArrayBuffers(validity, _values.HandOver(owner)));
}

/// <summary>Writes text or bytes of every layout: offsets of 32 or 64 bits, views, fixed-size binary.</summary>
public sealed class BytesWriter : ColumnWriter
{
    private readonly GrowingBuffer _main = new();
    private readonly GrowingBuffer _data = new();

    internal BytesWriter(ArrowType type) : base(type)
    {
    }

    /// <summary>Bytes of values so far (of a view column: those that do not stand inline).</summary>
    public long ByteCount => Type.Layout == ArrowLayout.Fixed ? _main.ByteLength : _data.ByteLength;

    /// <summary>Appends a text as UTF-8; unpaired surrogates become U+FFFD.</summary>
    /// <param name="text">The text.</param>
    public void Append(ReadOnlySpan<char> text)
    {
        int byteCount = Encoding.UTF8.GetByteCount(text);
        Span<byte> small = stackalloc byte[BytesViewLayout.InlineBytes];
        if (Type.Layout is ArrowLayout.Bytes32 or ArrowLayout.Bytes64)
        {
            CheckRoom(byteCount);
            WriteStart();
            Encoding.UTF8.GetBytes(text, _data.AppendRoom(byteCount));
            MarkValid();
        }
        else if (byteCount <= small.Length)
        {
            Append(small[..Encoding.UTF8.GetBytes(text, small)]);
        }
        else
        {
            Append(Encoding.UTF8.GetBytes(text.ToArray()));
        }
    }

    /// <summary>Appends bytes; for a text type they must be UTF-8.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="ArgumentException">A fixed-size binary column got another width.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Type.Layout == ArrowLayout.Fixed)
        {
            if (bytes.Length != Type.ByteWidth)
                throw new ArgumentException($"The column holds {Type.ByteWidth} bytes a row, not {bytes.Length}.", nameof(bytes));
            _main.Append(bytes);
        }
        else if (Type.Layout == ArrowLayout.Views)
        {
            AppendView(bytes);
        }
        else
        {
            CheckRoom(bytes.Length);
            WriteStart();
            _data.Append(bytes);
        }
        MarkValid();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _main.Dispose();
        _data.Dispose();
    }

    private protected override void WriteSpace()
    {
        if (Type.Layout is ArrowLayout.Bytes32 or ArrowLayout.Bytes64)
            WriteStart();
        else
            _main.AppendZeros(Type.ByteWidth);
    }

    private protected override unsafe ArrowArray Build(NativeBlocks owner, byte* validity, int length, int nullCount)
    {
        if (Type.Layout is ArrowLayout.Bytes32 or ArrowLayout.Bytes64)
            WriteStart();
        long dataLength = _data.ByteLength;
        byte* main = _main.HandOver(owner);
        byte* data = _data.HandOver(owner);
        if (Type.Layout != ArrowLayout.Views)
            return new ArrowArray(owner, Type, 0, length, nullCount, new ArrayBuffers(validity, main, data));
        int buffers = dataLength > 0 ? 1 : 0;
        byte** variadic = (byte**)owner.Allocate(buffers * sizeof(byte*));
        long* lengths = (long*)owner.Allocate(buffers * sizeof(long));
        if (buffers == 1)
        {
            variadic[0] = data;
            lengths[0] = dataLength;
        }
        return new ArrowArray(owner, Type, 0, length, nullCount, new ArrayBuffers(validity, main, null, variadic, lengths, buffers));
    }

    // The offset of the row that begins now; the one after the last row is written by Build.
    private void WriteStart()
    {
        if (Type.Layout == ArrowLayout.Bytes32)
            _main.Append((int)_data.ByteLength);
        else
            _main.Append(_data.ByteLength);
    }

    private void AppendView(ReadOnlySpan<byte> bytes)
    {
        Span<byte> view = stackalloc byte[16];
        view.Clear();
        BitConverter.TryWriteBytes(view, bytes.Length);
        if (bytes.Length <= BytesViewLayout.InlineBytes)
        {
            bytes.CopyTo(view[4..]);
        }
        else
        {
            CheckRoom(bytes.Length);
            bytes[..4].CopyTo(view[4..]);
            BitConverter.TryWriteBytes(view[12..], (int)_data.ByteLength);
            _data.Append(bytes);
        }
        _main.Append(view);
    }

    private void CheckRoom(int byteCount)
    {
        if (Type.Layout != ArrowLayout.Bytes64 && _data.ByteLength + byteCount > int.MaxValue)
            throw ContractErrors.ArrayInvalid(Type.ToString(), $"a batch column of this type holds at most {int.MaxValue} bytes; finish the batch sooner, or use the large type");
    }
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
