using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Engine.Syntax;

/// <summary>A function as people write it: <c>greet(name VARCHAR, greeting VARCHAR := 'hello')</c>.</summary>
internal static class PluginSignature
{
    public static string Of(PluginFunction function)
    {
        IEnumerable<string> parts = function.Parameters.Select(Of);
        if (function.FurtherArguments is { } further)
            parts = parts.Append($"{Of(further with { DefaultJson = null })}...");
        return $"{function.Name}({string.Join(", ", parts)})";
    }

    private static string Of(PluginParameter parameter)
    {
        string text = $"{parameter.Name} {(parameter.Type is null ? "ANY" : SqlName(parameter.Type))}";
        return parameter.DefaultJson is null ? text : $"{text} := {DefaultSql(parameter)}";
    }

    /// <summary>The value of a parameter that is left out, as SQL.</summary>
    public static string DefaultSql(PluginParameter parameter) => DefaultValue.Read(parameter).ToSql();

    /// <summary>The name of the SQL type that stands for an Arrow type.</summary>
    public static string SqlName(ArrowType type) => type switch
    {
        DecimalType number => $"DECIMAL({number.Precision},{number.Scale})",
        TimestampType moment => moment.TimeZone is null ? "TIMESTAMP" : "TIMESTAMP WITH TIME ZONE",
        ListType list => $"{SqlName(list.Element.Type)}[]",
        StructType fields => $"STRUCT({string.Join(", ", fields.Fields.Select(field => $"{field.Name} {SqlName(field.Type)}"))})",
        MapType map => $"MAP({SqlName(map.Key.Type)}, {SqlName(map.Value.Type)})",
        _ => SqlName(type.Id) ?? type.ToString().ToUpperInvariant(),
    };

    private static string? SqlName(ArrowTypeId id) => id switch
    {
        ArrowTypeId.Boolean => "BOOLEAN",
        ArrowTypeId.Int8 => "TINYINT",
        ArrowTypeId.Int16 => "SMALLINT",
        ArrowTypeId.Int32 => "INTEGER",
        ArrowTypeId.Int64 => "BIGINT",
        ArrowTypeId.UInt8 => "UTINYINT",
        ArrowTypeId.UInt16 => "USMALLINT",
        ArrowTypeId.UInt32 => "UINTEGER",
        ArrowTypeId.UInt64 => "UBIGINT",
        ArrowTypeId.Float => "FLOAT",
        ArrowTypeId.Double => "DOUBLE",
        ArrowTypeId.Utf8 or ArrowTypeId.LargeUtf8 or ArrowTypeId.Utf8View => "VARCHAR",
        ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.BinaryView => "BLOB",
        ArrowTypeId.Date32 => "DATE",
        ArrowTypeId.Time64 => "TIME",
        ArrowTypeId.IntervalMonthDayNano => "INTERVAL",
        _ => null,
    };
}
