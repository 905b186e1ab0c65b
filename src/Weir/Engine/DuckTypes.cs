using System.Text;
using Weir.Arrow;

namespace Weir.Engine;

/// <summary>The SQL type that stands for an Arrow type in the engine's functions: one row a type.</summary>
internal static unsafe class DuckTypes
{
    /// <returns>A new handle, or null when the engine has no such type.</returns>
    public static DuckTypeHandle? From(ArrowType type) => type switch
    {
        DecimalType { Precision: >= 1 and <= 38, Scale: >= 0 } d when d.Scale <= d.Precision =>
            DuckApiType.CreateDecimal((byte)d.Precision, (byte)d.Scale),
        Time64Type { Unit: TimeUnit.Microsecond } => DuckApiType.Create(DuckTypeId.Time),
        Time64Type { Unit: TimeUnit.Nanosecond } => DuckApiType.Create(DuckTypeId.TimeNs),
        TimestampType { TimeZone: not null, Unit: TimeUnit.Microsecond } => DuckApiType.Create(DuckTypeId.TimestampTz),
        TimestampType { TimeZone: null, Unit: TimeUnit unit } => DuckApiType.Create(Timestamp(unit)),
        ListType list => Nested(list.Element.Type, DuckApiType.CreateList),
        FixedSizeListType { Size: > 0 } array => Nested(array.Element.Type, element => DuckApiType.CreateArray(element, (ulong)array.Size)),
        MapType map => Nested(map.Key.Type, key => Nested(map.Value.Type, value => DuckApiType.CreateMap(key, value))),
        StructType { Fields.Count: > 0 } fields => Struct(fields),
        _ => Plain(type.Id) is DuckTypeId id and not DuckTypeId.Invalid ? DuckApiType.Create(id) : null,
    };

    /// <returns>The Arrow type of values of an SQL type that lie alike in memory, or null when there is none.</returns>
    public static ArrowType? ToArrow(DuckTypeHandle type) => DuckApiType.Id(type) switch
    {
        DuckTypeId.SqlNull => ArrowType.Null,
        DuckTypeId.Decimal => new DecimalType(DuckApiType.DecimalWidth(type), DuckApiType.DecimalScale(type)),
        // As the engine's own way to Arrow does; what has more than 38 digits keeps its 128 bits.
        DuckTypeId.HugeInt => new DecimalType(38, 0),
        DuckTypeId.StringLiteral => ArrowType.Utf8,
        DuckTypeId.IntegerLiteral => ArrowType.Int32,
        DuckTypeId.Time => new Time64Type(TimeUnit.Microsecond),
        DuckTypeId.TimeNs => new Time64Type(TimeUnit.Nanosecond),
        DuckTypeId.Timestamp => new TimestampType(TimeUnit.Microsecond),
        DuckTypeId.TimestampS => new TimestampType(TimeUnit.Second),
        DuckTypeId.TimestampMs => new TimestampType(TimeUnit.Millisecond),
        DuckTypeId.TimestampNs => new TimestampType(TimeUnit.Nanosecond),
        DuckTypeId.TimestampTz => new TimestampType(TimeUnit.Microsecond, "UTC"),
        DuckTypeId.List => Arrow(DuckApiType.ListElement(type)) is { } element ? new ListType(new Field("item", element)) : null,
        DuckTypeId.Array => Arrow(DuckApiType.ArrayElement(type)) is { } element
            ? new FixedSizeListType(new Field("item", element), (int)DuckApiType.ArraySize(type)) : null,
        DuckTypeId.Map => Arrow(DuckApiType.MapKey(type)) is { } key && Arrow(DuckApiType.MapValue(type)) is { } value
            ? new MapType(new Field("key", key, Nullable: false), new Field("value", value)) : null,
        DuckTypeId.Struct => ArrowStruct(type),
        DuckTypeId id => PlainTypes.FirstOrDefault(plain => Plain(plain.Id) == id),
    };

    private static ArrowType[] PlainTypes =>
    [
        ArrowType.Boolean, ArrowType.Int8, ArrowType.UInt8, ArrowType.Int16, ArrowType.UInt16, ArrowType.Int32, ArrowType.UInt32,
        ArrowType.Int64, ArrowType.UInt64, ArrowType.Float, ArrowType.Double, ArrowType.Utf8, ArrowType.Binary, ArrowType.Date32,
        ArrowType.IntervalMonthDayNano,
    ];

    private static ArrowType? Arrow(DuckTypeHandle type)
    {
        using (type)
            return ToArrow(type);
    }

    private static StructType? ArrowStruct(DuckTypeHandle type)
    {
        List<Field> fields = [];
        for (ulong i = 0; i < DuckApiType.StructChildCount(type); i++)
        {
            if (Arrow(DuckApiType.StructChild(type, i)) is not { } field)
                return null;
            fields.Add(new Field(EngineText.Take(DuckApiType.StructChildName(type, i)) ?? "", field));
        }
        return new StructType(fields);
    }

    private static DuckTypeId Plain(ArrowTypeId id) => id switch
    {
        ArrowTypeId.Boolean => DuckTypeId.Boolean,
        ArrowTypeId.Int8 => DuckTypeId.TinyInt,
        ArrowTypeId.UInt8 => DuckTypeId.UTinyInt,
        ArrowTypeId.Int16 => DuckTypeId.SmallInt,
        ArrowTypeId.UInt16 => DuckTypeId.USmallInt,
        ArrowTypeId.Int32 => DuckTypeId.Integer,
        ArrowTypeId.UInt32 => DuckTypeId.UInteger,
        ArrowTypeId.Int64 => DuckTypeId.BigInt,
        ArrowTypeId.UInt64 => DuckTypeId.UBigInt,
        ArrowTypeId.Float => DuckTypeId.Float,
        ArrowTypeId.Double => DuckTypeId.Double,
        ArrowTypeId.Utf8 or ArrowTypeId.LargeUtf8 or ArrowTypeId.Utf8View => DuckTypeId.Varchar,
        ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.BinaryView => DuckTypeId.Blob,
        ArrowTypeId.Date32 => DuckTypeId.Date,
        ArrowTypeId.IntervalMonthDayNano => DuckTypeId.Interval,
        ArrowTypeId.Null => DuckTypeId.SqlNull,
        _ => DuckTypeId.Invalid,
    };

    private static DuckTypeId Timestamp(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => DuckTypeId.TimestampS,
        TimeUnit.Millisecond => DuckTypeId.TimestampMs,
        TimeUnit.Microsecond => DuckTypeId.Timestamp,
        _ => DuckTypeId.TimestampNs,
    };

    private static DuckTypeHandle? Nested(ArrowType inner, Func<DuckTypeHandle, DuckTypeHandle?> make)
    {
        using DuckTypeHandle? element = From(inner);
        return element is null ? null : make(element);
    }

    private static DuckTypeHandle? Struct(StructType type)
    {
        int count = type.Fields.Count;
        DuckTypeHandle?[] types = [.. type.Fields.Select(field => From(field.Type))];
        try
        {
            if (Array.Exists(types, t => t is null))
                return null;
            byte[] text = Encoding.UTF8.GetBytes(string.Join('\0', type.Fields.Select(field => field.Name)) + '\0');
            nint* pointers = stackalloc nint[count];
            byte** names = stackalloc byte*[count];
            fixed (byte* first = text)
            {
                byte* name = first;
                for (int i = 0; i < count; i++)
                {
                    pointers[i] = types[i]!.DangerousGetHandle();
                    names[i] = name;
                    name += Encoding.UTF8.GetByteCount(type.Fields[i].Name) + 1;
                }
                return DuckApiType.CreateStruct(pointers, names, (ulong)count);
            }
        }
        finally
        {
            foreach (DuckTypeHandle? field in types)
                field?.Dispose();
        }
    }
}
