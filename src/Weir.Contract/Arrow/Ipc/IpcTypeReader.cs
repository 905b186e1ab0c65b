using System.Globalization;

namespace Weir.Arrow.Ipc;

/// <summary>Reads the type union of an IPC field.</summary>
internal static class IpcTypeReader
{
    public static ArrowType Read(IpcTypeTag tag, FlatTable table, Field[] children, string path, FlatBudget budget)
    {
        switch (tag)
        {
            case IpcTypeTag.Null: return ArrowType.Null;
            case IpcTypeTag.Bool: return ArrowType.Boolean;
            case IpcTypeTag.Utf8: return ArrowType.Utf8;
            case IpcTypeTag.LargeUtf8: return ArrowType.LargeUtf8;
            case IpcTypeTag.Utf8View: return ArrowType.Utf8View;
            case IpcTypeTag.Binary: return ArrowType.Binary;
            case IpcTypeTag.LargeBinary: return ArrowType.LargeBinary;
            case IpcTypeTag.BinaryView: return ArrowType.BinaryView;
            case IpcTypeTag.Int: return Integer(table, path);
            case IpcTypeTag.FloatingPoint: return Float(table, path);
            case IpcTypeTag.Decimal: return Decimal(table, path);
            case IpcTypeTag.Date when table.Scalar<short>(0, 1) == 0: return ArrowType.Date32;
            case IpcTypeTag.Date: throw ContractErrors.TypeUnsupported(path, "date64");
            case IpcTypeTag.Time: return Time(table, path);
            case IpcTypeTag.Timestamp: return new TimestampType(Unit(table, 0, path), table.Text(1, budget));
            case IpcTypeTag.Duration: return new DurationType(Unit(table, 1, path));
            case IpcTypeTag.Interval: return Interval(table, path);
            case IpcTypeTag.FixedSizeBinary: return new FixedSizeBinaryType(Size(table, path));
            case IpcTypeTag.List: return new ListType(Only(children, path));
            case IpcTypeTag.LargeList: return new LargeListType(Only(children, path));
            case IpcTypeTag.FixedSizeList: return new FixedSizeListType(Only(children, path), Size(table, path));
            case IpcTypeTag.Struct: return new StructType(children);
            case IpcTypeTag.Map: return Map(Only(children, path), table.Flag(0), path);
            case IpcTypeTag.None: throw ContractErrors.SchemaInvalid(path, "the field has no type");
            default: throw ContractErrors.TypeUnsupported(path, tag.ToString());
        }
    }

    /// <summary>The table Int: bitWidth 0, is_signed 1.</summary>
    public static ArrowType Integer(FlatTable table, string path) => (table.Scalar<int>(0), table.Flag(1)) switch
    {
        (8, true) => ArrowType.Int8,
        (8, false) => ArrowType.UInt8,
        (16, true) => ArrowType.Int16,
        (16, false) => ArrowType.UInt16,
        (32, true) => ArrowType.Int32,
        (32, false) => ArrowType.UInt32,
        (64, true) => ArrowType.Int64,
        (64, false) => ArrowType.UInt64,
        (int width, _) => throw ContractErrors.SchemaInvalid(path, $"an integer cannot have {width} bits"),
    };

    private static ArrowType Float(FlatTable table, string path) => table.Scalar<short>(0) switch
    {
        0 => throw ContractErrors.TypeUnsupported(path, "float16"),
        1 => ArrowType.Float,
        2 => ArrowType.Double,
        short precision => throw ContractErrors.SchemaInvalid(path, $"there is no floating-point precision {precision}"),
    };

    private static DecimalType Decimal(FlatTable table, string path)
    {
        int precision = table.Scalar<int>(0), width = table.Scalar(2, 128);
        if (width != 128)
            throw ContractErrors.TypeUnsupported(path, string.Create(CultureInfo.InvariantCulture, $"decimal{width}"));
        return precision is >= 1 and <= 38
            ? new DecimalType(precision, table.Scalar<int>(1))
            : throw ContractErrors.SchemaInvalid(path, $"a decimal has 1 to 38 digits, not {precision}");
    }

    private static ArrowType Time(FlatTable table, string path) => (table.Scalar(1, 32), Unit(table, 1, path)) switch
    {
        (32, TimeUnit.Second or TimeUnit.Millisecond) and (_, TimeUnit unit) => new Time32Type(unit),
        (64, TimeUnit.Microsecond or TimeUnit.Nanosecond) and (_, TimeUnit unit) => new Time64Type(unit),
        (int width, TimeUnit unit) => throw ContractErrors.SchemaInvalid(path, $"a time of unit {unit} cannot have {width} bits"),
    };

    private static ArrowType Interval(FlatTable table, string path) => table.Scalar<short>(0) switch
    {
        0 => ArrowType.IntervalYearMonth,
        1 => ArrowType.IntervalDayTime,
        2 => ArrowType.IntervalMonthDayNano,
        short unit => throw ContractErrors.SchemaInvalid(path, $"there is no interval unit {unit}"),
    };

    private static MapType Map(Field entries, bool keysSorted, string path) =>
        entries.Type is StructType { Fields: [Field key, Field value] }
            ? new MapType(key, value, keysSorted)
            : throw ContractErrors.SchemaInvalid(path, $"a map needs one child, a struct of key and value, but has {entries.Type}");

    private static TimeUnit Unit(FlatTable table, short absent, string path) =>
        table.Scalar(0, absent) is >= 0 and <= 3 and short unit
            ? (TimeUnit)unit
            : throw ContractErrors.SchemaInvalid(path, $"there is no time unit {table.Scalar(0, absent)}");

    private static int Size(FlatTable table, string path) =>
        table.Scalar<int>(0) is >= 0 and int size
            ? size
            : throw ContractErrors.SchemaInvalid(path, $"the size {table.Scalar<int>(0)} is negative");

    private static Field Only(Field[] children, string path) => children is [Field child]
        ? child
        : throw ContractErrors.SchemaInvalid(path, $"the type has one child, but the schema has {children.Length}");
}
