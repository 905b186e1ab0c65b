using System.Text.RegularExpressions;

namespace Weir.Build.Plan;

/// <summary>What the planner must know about types as the engine writes them.</summary>
internal static partial class EngineTypes
{
    private static readonly HashSet<string> Integers =
    [
        "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT",
    ];

    private static readonly HashSet<string> WithOneText = ["VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP", "UUID"];

    // Names of Arrow and of Delta; SQL's own names are their capital forms below.
    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["Utf8"] = "VARCHAR", ["LargeUtf8"] = "VARCHAR", ["Utf8View"] = "VARCHAR", ["string"] = "VARCHAR",
        ["Int8"] = "TINYINT", ["byte"] = "TINYINT", ["Int16"] = "SMALLINT", ["short"] = "SMALLINT",
        ["Int32"] = "INTEGER", ["integer"] = "INTEGER", ["Int64"] = "BIGINT", ["long"] = "BIGINT",
        ["UInt8"] = "UTINYINT", ["UInt16"] = "USMALLINT", ["UInt32"] = "UINTEGER", ["UInt64"] = "UBIGINT",
        ["Float32"] = "FLOAT", ["float"] = "FLOAT", ["Float64"] = "DOUBLE", ["double"] = "DOUBLE",
        ["Boolean"] = "BOOLEAN", ["boolean"] = "BOOLEAN", ["Binary"] = "BLOB", ["LargeBinary"] = "BLOB", ["binary"] = "BLOB",
        ["Date32"] = "DATE", ["date"] = "DATE", ["timestamp_ntz"] = "TIMESTAMP", ["timestamp"] = "TIMESTAMP WITH TIME ZONE",
        ["Timestamp(Microsecond, None)"] = "TIMESTAMP", ["Timestamp(Microsecond, Some(\"UTC\"))"] = "TIMESTAMP WITH TIME ZONE",
        ["INT"] = "INTEGER", ["TEXT"] = "VARCHAR", ["STRING"] = "VARCHAR", ["BOOL"] = "BOOLEAN", ["REAL"] = "FLOAT",
        ["BYTEA"] = "BLOB", ["TIMESTAMPTZ"] = "TIMESTAMP WITH TIME ZONE",
    };

    public static bool IsInteger(string type) => Integers.Contains(type);

    public static bool IsNumeric(string type) =>
        IsInteger(type) || type is "FLOAT" or "DOUBLE" || type.StartsWith("DECIMAL(", StringComparison.Ordinal);

    public static bool IsText(string type) => type is "VARCHAR" || type.StartsWith("ENUM(", StringComparison.Ordinal);

    /// <summary>
    /// Whether every value has one text, on every machine and in every version. Floats have several,
    /// moments with a zone depend on the session, nested values on the engine's taste.
    /// </summary>
    public static bool HasOneText(string type) =>
        WithOneText.Contains(type) || IsInteger(type) || IsText(type) || type.StartsWith("DECIMAL(", StringComparison.Ordinal);

    /// <summary>Whether the engine brings both types to one without going over text.</summary>
    public static bool Widen(string left, string right) =>
        left == right || (IsNumeric(left) && IsNumeric(right)) || (IsText(left) && IsText(right))
        || left == "\"NULL\"" || right == "\"NULL\""
        || (left, right) is ("DATE", "TIMESTAMP") or ("TIMESTAMP", "DATE");

    /// <summary>The engine's name for a type that a spec promises; null when the text names none.</summary>
    public static string? FromPromise(string text)
    {
        string trimmed = text.Trim();
        if (Named.TryGetValue(trimmed, out string? type))
            return type;
        if (DecimalText().Match(trimmed) is { Success: true } match)
            return $"DECIMAL({match.Groups[1].Value},{match.Groups[2].Value})";
        return trimmed.Length > 0 && char.IsAsciiLetterUpper(trimmed[0]) && SqlTypeText().IsMatch(trimmed) ? trimmed : null;
    }

    /// <summary>Whether two type texts are equal but for white space.</summary>
    public static bool Same(string left, string right) => Dense(left) == Dense(right);

    private static string Dense(string type) => string.Concat(type.Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex(@"^(?:Decimal128|decimal|DECIMAL|NUMERIC)\(\s*(\d{1,2})\s*,\s*(-?\d{1,2})\s*\)$", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalText();

    [GeneratedRegex(@"^(?:STRUCT|MAP|ENUM|UNION)\(.*\)(?:\[\d*\])*$|^[A-Z_]+(?: [A-Z]+)*(?:\(\d+(?:,\s*\d+)?\))?(?:\[\d*\])*$", RegexOptions.CultureInvariant)]
    private static partial Regex SqlTypeText();
}
