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
