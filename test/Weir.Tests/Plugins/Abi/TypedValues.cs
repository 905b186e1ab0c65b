using System.Globalization;
using System.Text;
using Weir.Arrow;

namespace Weir.Tests.Plugins.Abi;

/// <summary>
/// Values of any type that crosses the plugin ABI: whole numbers as long or ulong, floats as double, decimals as
/// Int128, texts and bytes as byte[], intervals as themselves, lists and structs as object?[], maps as lists of pairs.
/// </summary>
internal static class TypedValues
{
    public static readonly ArrowType[] Plain =
    [
        ArrowType.Boolean, ArrowType.Int8, ArrowType.UInt8, ArrowType.Int16, ArrowType.UInt16, ArrowType.Int32, ArrowType.UInt32,
        ArrowType.Int64, ArrowType.UInt64, ArrowType.Float, ArrowType.Double, new DecimalType(4, 1), new DecimalType(9, 3),
        new DecimalType(18, 6), new DecimalType(38, 10), ArrowType.Utf8, ArrowType.Binary, ArrowType.Date32,
        new Time64Type(TimeUnit.Microsecond), new TimestampType(TimeUnit.Microsecond, null), new TimestampType(TimeUnit.Nanosecond, null),
        new TimestampType(TimeUnit.Microsecond, "UTC"), ArrowType.IntervalMonthDayNano,
    ];

    public static readonly ArrowType[] Nested =
    [
        ListOf(ArrowType.Int32), ListOf(ArrowType.Utf8), ListOf(ListOf(ArrowType.Boolean)),
        StructOf(ArrowType.Int64, ArrowType.Utf8), ListOf(StructOf(ArrowType.Utf8, new DecimalType(9, 2))),
        new MapType(new Field("key", ArrowType.Utf8, Nullable: false), new Field("value", ListOf(ArrowType.Double))),
        StructOf(StructOf(ArrowType.Boolean, ListOf(ArrowType.IntervalMonthDayNano)), ArrowType.Binary),
    ];

    public static ListType ListOf(ArrowType element) => new(new Field("item", element));

    public static StructType StructOf(params ArrowType[] types) => new([.. types.Select((type, i) => new Field($"f{i}", type))]);

    public static object? Random(ArrowType type, Random random, bool mayBeNull = true)
    {
        if (mayBeNull && random.Next(5) == 0)
            return null;
        return type switch
        {
            ListType list => Many(random, () => Random(list.Element.Type, random)),
            MapType map => Many(random, () => new[] { Random(map.Key.Type, random, mayBeNull: false), Random(map.Value.Type, random) }),
            StructType fields => fields.Fields.Select(field => Random(field.Type, random)).ToArray(),
            DecimalType number => (Int128)random.NextInt64(-Digits(number), Digits(number)),
            _ => type.Id switch
            {
                ArrowTypeId.Boolean => random.Next(2) == 1,
                ArrowTypeId.UInt64 => (ulong)random.NextInt64() * 2,
                ArrowTypeId.Float => (double)random.NextSingle(),
                ArrowTypeId.Double => random.NextDouble(),
                ArrowTypeId.Utf8 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("aé漢", random.Next(9)))),
                ArrowTypeId.Binary => Bytes(random),
                ArrowTypeId.IntervalMonthDayNano => new MonthDayNanoInterval(random.Next(-99, 99), random.Next(-99, 99), random.NextInt64(-1_000_000, 1_000_000) * 1000),
                _ => random.NextInt64() >> (64 - (8 * type.ByteWidth)),
            },
        };
    }

    /// <summary>The rows of an array in words that are equal for equal values.</summary>
    public static string[] Told(ArrowArray array) => [.. Enumerable.Range(0, array.Length).Select(row => Told(array, row))];

    public static string[] Told(ArrowType type, IEnumerable<object?> rows) => [.. rows.Select(row => Told(type, row))];

    private static string Told(ArrowType type, object? value) => (type, value) switch
    {
        (_, null) => "null",
        (ListType list, object?[] items) => $"[{string.Join(",", items.Select(item => Told(list.Element.Type, item)))}]",
        (MapType map, object?[] items) => $"[{string.Join(",", items.Select(item => Told(map.Entries.Type, item)))}]",
        (StructType fields, object?[] items) => $"{{{string.Join(",", items.Select((item, i) => Told(fields.Fields[i].Type, item)))}}}",
        (_, byte[] bytes) => Convert.ToHexString(bytes),
        (_, double number) when type.Id == ArrowTypeId.Float => ((float)number).ToString("R", CultureInfo.InvariantCulture),
        (_, double number) => number.ToString("R", CultureInfo.InvariantCulture),
        (_, long number) when type.Id is ArrowTypeId.UInt8 or ArrowTypeId.UInt16 or ArrowTypeId.UInt32 =>
            (number & ((1L << (8 * type.ByteWidth)) - 1)).ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Told(ArrowArray array, int row)
    {
        if (array.IsNull(row))
            return "null";
        switch (array.Type)
        {
            case ListType or MapType:
                (int start, int length) = array.GetListRange(row);
                return $"[{string.Join(",", Enumerable.Range(start, length).Select(item => Told(array.Child(0), item)))}]";
            case StructType:
                return $"{{{string.Join(",", Enumerable.Range(0, array.ChildCount).Select(i => Told(array.Child(i), row)))}}}";
            case DecimalType:
                return array.Values<Int128>()[row].ToString(CultureInfo.InvariantCulture);
        }
        FormattableString told = array.Type.Id switch
        {
            ArrowTypeId.Boolean => $"{array.GetBoolean(row)}",
            ArrowTypeId.Int8 => $"{array.Values<sbyte>()[row]}",
            ArrowTypeId.UInt8 => $"{array.Values<byte>()[row]}",
            ArrowTypeId.Int16 => $"{array.Values<short>()[row]}",
            ArrowTypeId.UInt16 => $"{array.Values<ushort>()[row]}",
            ArrowTypeId.UInt32 => $"{array.Values<uint>()[row]}",
            ArrowTypeId.UInt64 => $"{array.Values<ulong>()[row]}",
            ArrowTypeId.Float => $"{array.Values<float>()[row]:R}",
            ArrowTypeId.Double => $"{array.Values<double>()[row]:R}",
            ArrowTypeId.IntervalMonthDayNano => $"{array.Values<MonthDayNanoInterval>()[row]}",
            ArrowTypeId.Utf8 or ArrowTypeId.Binary => $"{Convert.ToHexString(array.GetBytes(row))}",
            _ when array.Type.ByteWidth == 4 => $"{array.Values<int>()[row]}",
            _ => $"{array.Values<long>()[row]}",
        };
        return told.ToString(CultureInfo.InvariantCulture);
    }

    private static object?[] Many(Random random, Func<object?> make) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => make())];

    private static byte[] Bytes(Random random)
    {
        byte[] bytes = new byte[random.Next(30)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static long Digits(DecimalType type) => (long)Math.Pow(10, Math.Min(18, type.Precision));
}
