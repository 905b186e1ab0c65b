using System.Buffers.Binary;
using System.Text;
using Weir.Arrow;
using Weir.CodeFunctions.Values;
using Weir.Plugins;

namespace Weir.CodeFunctions.Hashing;

/// <summary>
/// The canonical bytes of values: a tag for the kind of value, then its content; what has no fixed length is preceded
/// by its length. Two lists of values give the same bytes only when they are equal. The table of docs/hashing.md;
/// it must never change.
/// </summary>
/// <remarks>Keeps its buffer; one thread at a time.</remarks>
internal sealed class TypedMessage
{
    private const byte Null = 0, Truth = 1, Exact = 2, Floating = 3, Characters = 4, Bytes = 5, Date = 6, Time = 7, Timestamp = 8, Moment = 9;
    private const byte Interval = 10, List = 11, Struct = 12, Map = 13;

    private readonly Utf8Writer _bytes = new();
    private readonly Dictionary<StructType, byte[][]> _names = new(ReferenceEqualityComparer.Instance);
    private readonly Comparison<(int Start, int Length)> _compare;
    private (int Start, int Length)[] _places = [];
    private TypedMessage? _entries;

    public TypedMessage() => _compare = (left, right) => Entry(left).SequenceCompareTo(Entry(right));

    public ReadOnlySpan<byte> Written => _bytes.Written;

    public void Clear() => _bytes.Clear();

    /// <summary>A count or length in as few groups of seven bits as it needs, the lowest first.</summary>
    public void AppendCount(int count)
    {
        uint rest = (uint)count;
        for (; rest >= 0x80; rest >>= 7)
            _bytes.Append([(byte)(rest | 0x80)]);
        _bytes.Append([(byte)rest]);
    }

    /// <summary>A value of a row.</summary>
    public void Append(ColumnView column, int row)
    {
        if (column.IsNull(row))
        {
            Tag(Null);
            return;
        }
        int at = column.IsConstant ? 0 : row;
        switch (column.Type)
        {
            case { Id: ArrowTypeId.Boolean }: Tag(Truth); _bytes.Append([column.GetBoolean(row) ? (byte)1 : (byte)0]); break;
            case { Id: ArrowTypeId.Float }: AppendFloating(column.Values<float>()[at]); break;
            case { Id: ArrowTypeId.Double }: AppendFloating(column.Values<double>()[at]); break;
            case DecimalType number: AppendExact(column.GetDecimal(row), number.Scale); break;
            case { IsText: true }: Tag(Characters); AppendBytes(column.GetBytes(row)); break;
            case { IsBytes: true }: Tag(Bytes); AppendBytes(column.GetBytes(row)); break;
            case { Id: ArrowTypeId.Date32 }: Tag(Date); AppendLong(column.Values<int>()[at]); break;
            case Time64Type time: Tag(Time); AppendLong(column.Values<long>()[at] * (time.Unit == TimeUnit.Microsecond ? 1000 : 1)); break;
            case TimestampType moment: Tag(moment.TimeZone is null ? Timestamp : Moment); AppendMoment(column.Values<long>()[at], moment.Unit); break;
            case { Id: ArrowTypeId.IntervalMonthDayNano }: AppendInterval(column.GetInterval(row)); break;
            case StructType type: AppendStruct(column, type, row); break;
            case MapType: AppendMap(column, row); break;
            case ListType or FixedSizeListType: AppendList(column, row); break;
            default: AppendExact(ColumnInteger.Of(column, at), scale: 0); break;
        }
    }

    private void Tag(byte tag) => _bytes.Append([tag]);

    // Integers of every width and decimals of every scale are one kind: 5, 5.0 and 5.00 are the same number.
    private void AppendExact(Int128 unscaled, int scale)
    {
        while (scale > 0 && unscaled % 10 == 0)
            (unscaled, scale) = (unscaled / 10, scale - 1);
        Tag(Exact);
        _bytes.Append([(byte)scale]);
        AppendWide(unscaled);
    }

    // Zero has one sign and what is no number one pattern of bits.
    private void AppendFloating(double value)
    {
        Tag(Floating);
        AppendLong(double.IsNaN(value) ? 0x7FF8000000000000 : value == 0 ? 0 : BitConverter.DoubleToInt64Bits(value));
    }

    private void AppendBytes(ReadOnlySpan<byte> content)
    {
        AppendCount(content.Length);
        _bytes.Append(content);
    }

    // Nanoseconds since 1970, whatever the unit of the type; what lies outside of time keeps its sign alone.
    private void AppendMoment(long value, TimeUnit unit) => AppendWide(value switch
    {
        long.MaxValue => Int128.MaxValue,
        -long.MaxValue => -Int128.MaxValue,
        _ => (Int128)value * unit switch { TimeUnit.Second => 1_000_000_000, TimeUnit.Millisecond => 1_000_000, TimeUnit.Microsecond => 1000, _ => 1 },
    });

    private void AppendInterval(MonthDayNanoInterval value)
    {
        Tag(Interval);
        AppendLong(value.Months);
        AppendLong(value.Days);
        AppendLong(value.Nanoseconds);
    }

    private void AppendList(ColumnView column, int row)
    {
        (int start, int length) = column.ListRange(row);
        Tag(List);
        AppendCount(length);
        ColumnView elements = column.Elements();
        for (int i = 0; i < length; i++)
            Append(elements, start + i);
    }

    private void AppendStruct(ColumnView column, StructType type, int row)
    {
        if (!_names.TryGetValue(type, out byte[][]? names))
            _names.Add(type, names = [.. type.Fields.Select(field => Encoding.UTF8.GetBytes(field.Name))]);
        Tag(Struct);
        AppendCount(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            AppendBytes(names[i]);
            Append(column.Field(i), row);
        }
    }

    // A map has no order: its entries are sorted by their bytes.
    private void AppendMap(ColumnView column, int row)
    {
        (int start, int length) = column.ListRange(row);
        Tag(Map);
        AppendCount(length);
        ColumnView keys = column.Elements().Field(0), values = column.Elements().Field(1);
        if (_places.Length < length)
            _places = new (int, int)[length * 2];
        _entries ??= new TypedMessage();
        _entries.Clear();
        for (int i = 0; i < length; i++)
        {
            int from = _entries._bytes.Length;
            _entries.Append(keys, start + i);
            _entries.Append(values, start + i);
            _places[i] = (from, _entries._bytes.Length - from);
        }
        Span<(int Start, int Length)> entries = _places.AsSpan(0, length);
        entries.Sort(_compare);
        foreach ((int Start, int Length) entry in entries)
            _bytes.Append(Entry(entry));
    }

    private ReadOnlySpan<byte> Entry((int Start, int Length) place) => _entries!.Written.Slice(place.Start, place.Length);

    private void AppendLong(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }

    private void AppendWide(Int128 value)
    {
        BinaryPrimitives.WriteInt128LittleEndian(_bytes.GetSpan(16), value);
        _bytes.Advance(16);
    }
}
