using Weir.Generators.Model;

namespace Weir.Generators.Emit;

/// <summary>Types as SQL writes them, for the manifest's documentation.</summary>
internal static class SqlTypeName
{
    private const string Decimal = "new DecimalType(";

    private static readonly Dictionary<string, string> Names = new()
    {
        ["ArrowType.Boolean"] = "BOOLEAN",
        ["ArrowType.Int8"] = "TINYINT",
        ["ArrowType.Int16"] = "SMALLINT",
        ["ArrowType.Int32"] = "INTEGER",
        ["ArrowType.Int64"] = "BIGINT",
        ["ArrowType.UInt8"] = "UTINYINT",
        ["ArrowType.UInt16"] = "USMALLINT",
        ["ArrowType.UInt32"] = "UINTEGER",
        ["ArrowType.UInt64"] = "UBIGINT",
        ["ArrowType.Float"] = "FLOAT",
        ["ArrowType.Double"] = "DOUBLE",
        ["ArrowType.Utf8"] = "VARCHAR",
        ["ArrowType.Binary"] = "BLOB",
        ["ArrowType.Date32"] = "DATE",
        ["ArrowType.IntervalMonthDayNano"] = "INTERVAL",
        ["new Time64Type(TimeUnit.Microsecond)"] = "TIME",
        ["new TimestampType(TimeUnit.Microsecond)"] = "TIMESTAMP",
        ["new TimestampType(TimeUnit.Microsecond, \"UTC\")"] = "TIMESTAMP WITH TIME ZONE",
    };

    /// <summary>The name of a type; <c>ANY</c> for none.</summary>
    public static string Of(TypeModel? type) =>
        type is null ? "ANY"
        : Names.TryGetValue(type.Arrow, out string name) ? name
        : type.Arrow.StartsWith(Decimal, StringComparison.Ordinal)
            ? $"DECIMAL({type.Arrow.Substring(Decimal.Length).TrimEnd(')').Replace(" ", "")})"
            : throw new InvalidOperationException($"The type {type.Arrow} has no name in SQL here; add it beside its row in the table of types.");
}
