using System.Globalization;
using System.Text;
using Weir.Delta.Actions;
using Weir.Diagnostics;

namespace Weir.Delta.Table;

/// <summary>A partition value with its type ("Partition Value Serialization").</summary>
/// <param name="Type">Type of the partition column; never nested.</param>
/// <param name="Value">
/// Null; or by type: <see cref="string"/>; <see cref="long"/> for all whole numbers; <see cref="float"/>,
/// <see cref="double"/>; <see cref="Int128"/> for decimals (unscaled, at the type's scale);
/// <see cref="bool"/>; <see cref="byte"/>[]; <see cref="int"/> for dates (days since 1970-01-01);
/// <see cref="long"/> for timestamps (microseconds since 1970-01-01 00:00:00, UTC or of no zone).
/// </param>
internal readonly record struct PartitionValue(DeltaType Type, object? Value)
{
    private const long MicrosPerDay = 86_400_000_000;

    /// <summary>Reads a value as the log has it. Null and the empty string are null, whatever the type.</summary>
    /// <param name="column">The partition column.</param>
    /// <param name="text">From <see cref="AddFile.PartitionValues"/>.</param>
    /// <exception cref="WeirException">WEIR2012: the text does not have the form of the type.</exception>
    public static PartitionValue Parse(StructField column, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return new PartitionValue(column.Type, null);
        object value = ParseText(column.Type, text)
            ?? throw DeltaErrors.PartitionValueInvalid(column.Name, column.Type.ToString(), text);
        return new PartitionValue(column.Type, value);
    }

    /// <summary>
    /// The value as engine-neutral text: numbers in decimal digits, <c>NaN</c>, <c>Infinity</c>,
    /// <c>true</c>, <c>2024-02-29</c>, <c>2024-02-29 12:30:00.000001</c> (timestamps are UTC and say
    /// no zone), strings as they are, binary as hexadecimal digits. Null for null.
    /// </summary>
    public string? Literal => Value switch
    {
        null => null,
        byte[] bytes => Convert.ToHexStringLower(bytes),
        _ => Text(separator: ' ', suffix: ""),
    };

    /// <summary>The value as the log has it; null for null and for the empty string, which the log cannot tell apart.</summary>
    /// <exception cref="WeirException">WEIR2012: binary that is not UTF-8, which the log's text cannot carry.</exception>
    public string? ToLogText() => Value switch
    {
        null or "" or byte[] { Length: 0 } => null,
        byte[] bytes => LogTextOf(bytes),
        // The protocol recommends ISO 8601 in UTC, the one form that depends on no one's time zone.
        _ when Type == DeltaType.Timestamp => Text(separator: 'T', suffix: "Z"),
        _ => Text(separator: ' ', suffix: ""),
    };

    private string Text(char separator, string suffix) => (Type, Value) switch
    {
        (_, string text) => text,
        (_, bool flag) => flag ? "true" : "false",
        (_, float number) => number.ToString("R", CultureInfo.InvariantCulture),
        (_, double number) => number.ToString("R", CultureInfo.InvariantCulture),
        (DeltaDecimal type, Int128 unscaled) => DecimalText.Print(unscaled, type.Scale),
        (_, int days) => DateOnly.FromDayNumber(days + CalendarText.EpochDay).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (DeltaPrimitive { Kind: DeltaPrimitiveKind.Timestamp or DeltaPrimitiveKind.TimestampNtz }, long micros) =>
            CalendarText.PrintMicros(micros, separator) + suffix,
        (_, long number) => number.ToString(CultureInfo.InvariantCulture),
        _ => throw Invariant.Unreachable(Value),
    };

    private static string LogTextOf(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        return Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes)
            ? text
            : throw DeltaErrors.PartitionValueInvalid("(binary)", "text in UTF-8", Convert.ToHexStringLower(bytes));
    }

    private static object? ParseText(DeltaType type, string text) => type switch
    {
        DeltaDecimal number => DecimalText.Parse(text, number),
        DeltaPrimitive primitive => primitive.Kind switch
        {
            DeltaPrimitiveKind.String => text,
            DeltaPrimitiveKind.Byte => Whole(text, sbyte.MinValue, sbyte.MaxValue),
            DeltaPrimitiveKind.Short => Whole(text, short.MinValue, short.MaxValue),
            DeltaPrimitiveKind.Integer => Whole(text, int.MinValue, int.MaxValue),
            DeltaPrimitiveKind.Long => Whole(text, long.MinValue, long.MaxValue),
            DeltaPrimitiveKind.Float => Fraction(text) is { } number ? (float)number : null,
            DeltaPrimitiveKind.Double => Fraction(text),
            DeltaPrimitiveKind.Boolean => bool.TryParse(text, out bool flag) ? flag : null,
            // Spark writes the bytes of a binary value as UTF-8 text.
            DeltaPrimitiveKind.Binary => Encoding.UTF8.GetBytes(text),
            DeltaPrimitiveKind.Date => CalendarText.ParseMicros(text, allowZone: false) is { } micros && micros % MicrosPerDay == 0
                ? (int)(micros / MicrosPerDay)
                : null,
            DeltaPrimitiveKind.Timestamp => CalendarText.ParseMicros(text, allowZone: true),
            DeltaPrimitiveKind.TimestampNtz => CalendarText.ParseMicros(text, allowZone: false),
            _ => null,
        },
        _ => null,
    };

    private static long? Whole(string text, long min, long max) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= min && value <= max
            ? value
            : null;

    // Java writes Infinity, Rust and C write inf.
    private static double? Fraction(string text) => text.ToLowerInvariant() switch
    {
        "inf" or "+inf" or "infinity" or "+infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : null,
    };
}
