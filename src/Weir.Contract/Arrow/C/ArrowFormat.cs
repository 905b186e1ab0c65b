using System.Globalization;

namespace Weir.Arrow.C;

/// <summary>The format strings of the C data interface, in both directions.</summary>
internal static class ArrowFormat
{
    public const string Struct = "+s";

    private static readonly (string Format, ArrowType Type)[] Plain =
    [
        ("n", ArrowType.Null), ("b", ArrowType.Boolean),
        ("c", ArrowType.Int8), ("C", ArrowType.UInt8), ("s", ArrowType.Int16), ("S", ArrowType.UInt16),
        ("i", ArrowType.Int32), ("I", ArrowType.UInt32), ("l", ArrowType.Int64), ("L", ArrowType.UInt64),
        ("f", ArrowType.Float), ("g", ArrowType.Double),
        ("u", ArrowType.Utf8), ("U", ArrowType.LargeUtf8), ("vu", ArrowType.Utf8View),
        ("z", ArrowType.Binary), ("Z", ArrowType.LargeBinary), ("vz", ArrowType.BinaryView),
        ("tdD", ArrowType.Date32),
        ("tts", new Time32Type(TimeUnit.Second)), ("ttm", new Time32Type(TimeUnit.Millisecond)),
        ("ttu", new Time64Type(TimeUnit.Microsecond)), ("ttn", new Time64Type(TimeUnit.Nanosecond)),
        ("tDs", new DurationType(TimeUnit.Second)), ("tDm", new DurationType(TimeUnit.Millisecond)),
        ("tDu", new DurationType(TimeUnit.Microsecond)), ("tDn", new DurationType(TimeUnit.Nanosecond)),
        ("tiM", ArrowType.IntervalYearMonth), ("tiD", ArrowType.IntervalDayTime), ("tin", ArrowType.IntervalMonthDayNano),
    ];

    private static readonly Dictionary<string, ArrowType> ByFormat = Plain.ToDictionary(row => row.Format, row => row.Type);

    private static readonly Dictionary<ArrowType, string> ByType = Plain.ToDictionary(row => row.Type, row => row.Format);

    /// <summary>How many children a format has; -1 for any number.</summary>
    public static int ChildCount(string format) => format switch
    {
        Struct => -1,
        "+l" or "+L" or "+m" => 1,
        _ => format.StartsWith("+w:", StringComparison.Ordinal) ? 1 : 0,
    };

    /// <summary>The type of a format string with its children; a dictionary is not part of either.</summary>
    public static ArrowType Parse(string format, Field[] children, bool keysSorted, string path)
    {
        if (ByFormat.TryGetValue(format, out ArrowType? plain))
            return plain;
        return format switch
        {
            "+l" => new ListType(children[0]),
            "+L" => new LargeListType(children[0]),
            Struct => new StructType(children),
            "+m" => Map(children[0], keysSorted, path),
            ['t', 's', char unit, ':', ..] when Unit(unit) is TimeUnit tick =>
                new TimestampType(tick, format.Length == 4 ? null : format[4..]),
            ['w', ':', ..] => new FixedSizeBinaryType(Number(format[2..], format, path)),
            ['+', 'w', ':', ..] => new FixedSizeListType(children[0], Number(format[3..], format, path)),
            ['d', ':', ..] => Decimal(format, path),
            _ => throw ContractErrors.TypeUnsupported(path, format),
        };
    }

    /// <summary>The format string of a type; that of the index for a dictionary.</summary>
    public static string Of(ArrowType type) => type switch
    {
        DictionaryType dictionary => Of(dictionary.Index),
        TimestampType stamp => $"ts{"smun"[(int)stamp.Unit]}:{stamp.TimeZone}",
        FixedSizeBinaryType bytes => string.Create(CultureInfo.InvariantCulture, $"w:{bytes.Width}"),
        DecimalType number => string.Create(CultureInfo.InvariantCulture, $"d:{number.Precision},{number.Scale}"),
        ListType => "+l",
        LargeListType => "+L",
        FixedSizeListType list => string.Create(CultureInfo.InvariantCulture, $"+w:{list.Size}"),
        StructType => Struct,
        MapType => "+m",
        _ => ByType[type],
    };

    private static MapType Map(Field entries, bool keysSorted, string path) =>
        entries.Type is StructType { Fields: [Field key, Field value] }
            ? new MapType(key, value, keysSorted)
            : throw ContractErrors.SchemaInvalid(path, $"a map needs one child, a struct of key and value, but has {entries.Type}");

    private static DecimalType Decimal(string format, string path)
    {
        string[] parts = format[2..].Split(',');
        if (parts.Length == 3 && parts[2] != "128")
            throw ContractErrors.TypeUnsupported(path, format);
        if (parts.Length is not (2 or 3)
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int precision)
            || !int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int scale)
            || precision is < 1 or > 38)
            throw ContractErrors.SchemaInvalid(path, $"'{format}' is no decimal of 1 to 38 digits");
        return new DecimalType(precision, scale);
    }

    private static int Number(string text, string format, string path) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw ContractErrors.SchemaInvalid(path, $"'{format}' has no size of 0 or more");

    private static TimeUnit? Unit(char unit) => unit switch
    {
        's' => TimeUnit.Second,
        'm' => TimeUnit.Millisecond,
        'u' => TimeUnit.Microsecond,
        'n' => TimeUnit.Nanosecond,
        _ => null,
    };
}
