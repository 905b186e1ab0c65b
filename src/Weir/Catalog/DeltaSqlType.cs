using System.Globalization;
using Weir.Delta.Actions;
using Weir.Diagnostics;

namespace Weir.Catalog;

/// <summary>The engine's type for each type of a Delta schema, as SQL text.</summary>
internal static class DeltaSqlType
{
    /// <summary>
    /// Names the SQL type. A <c>timestamp</c> is a moment (TIMESTAMP WITH TIME ZONE), a
    /// <c>timestamp_ntz</c> a reading of clock and calendar (TIMESTAMP); both in microseconds.
    /// </summary>
    public static string Of(DeltaType type) => type switch
    {
        DeltaPrimitive primitive => Of(primitive.Kind),
        DeltaDecimal number => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({number.Precision},{number.Scale})"),
        DeltaArray array => $"{Of(array.Element)}[]",
        DeltaMap map => $"MAP({Of(map.Key)}, {Of(map.Value)})",
        DeltaStruct structure =>
            $"STRUCT({string.Join(", ", structure.Fields.Select(field => $"{SqlText.Name(field.Name)} {Of(field.Type)}"))})",
        _ => throw Invariant.Unreachable(type),
    };

    /// <summary>The type of the column in results: as <see cref="Of(DeltaType)"/>, but variants are JSON.</summary>
    public static string OfResult(DeltaType type) => Of(type).Replace("VARIANT", "JSON", StringComparison.Ordinal);

    private static string Of(DeltaPrimitiveKind kind) => kind switch
    {
        DeltaPrimitiveKind.String => "VARCHAR",
        DeltaPrimitiveKind.Long => "BIGINT",
        DeltaPrimitiveKind.Integer => "INTEGER",
        DeltaPrimitiveKind.Short => "SMALLINT",
        DeltaPrimitiveKind.Byte => "TINYINT",
        DeltaPrimitiveKind.Float => "FLOAT",
        DeltaPrimitiveKind.Double => "DOUBLE",
        DeltaPrimitiveKind.Boolean => "BOOLEAN",
        DeltaPrimitiveKind.Binary => "BLOB",
        DeltaPrimitiveKind.Date => "DATE",
        DeltaPrimitiveKind.Timestamp => "TIMESTAMP WITH TIME ZONE",
        DeltaPrimitiveKind.TimestampNtz => "TIMESTAMP",
        // Always null and in no file; any type does.
        DeltaPrimitiveKind.Void => "INTEGER",
        DeltaPrimitiveKind.Variant => "VARIANT",
        _ => throw Invariant.Unreachable(kind),
    };
}
