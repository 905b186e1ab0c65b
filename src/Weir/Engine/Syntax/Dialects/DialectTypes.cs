using System.Text.Json;

namespace Weir.Engine.Syntax.Dialects;

/// <summary>Types in the words of a dialect. A type that a dialect has not is null: it is refused, never bent.</summary>
internal static class DialectTypes
{
    // The engine's type, then Spark, Trino, ClickHouse; an empty one is not there.
    // https://spark.apache.org/docs/latest/sql-ref-datatypes.html, https://trino.io/docs/current/language/types.html,
    // https://clickhouse.com/docs/sql-reference/data-types
    private static readonly Dictionary<string, string[]> Rows = new(StringComparer.Ordinal)
    {
        ["BOOLEAN"] = ["BOOLEAN", "BOOLEAN", "Bool"],
        ["TINYINT"] = ["TINYINT", "TINYINT", "Int8"],
        ["SMALLINT"] = ["SMALLINT", "SMALLINT", "Int16"],
        ["INTEGER"] = ["INT", "INTEGER", "Int32"],
        ["BIGINT"] = ["BIGINT", "BIGINT", "Int64"],
        ["HUGEINT"] = ["", "", "Int128"],
        ["UTINYINT"] = ["", "", "UInt8"],
        ["USMALLINT"] = ["", "", "UInt16"],
        ["UINTEGER"] = ["", "", "UInt32"],
        ["UBIGINT"] = ["", "", "UInt64"],
        ["FLOAT"] = ["FLOAT", "REAL", "Float32"],
        ["DOUBLE"] = ["DOUBLE", "DOUBLE", "Float64"],
        ["VARCHAR"] = ["STRING", "VARCHAR", "String"],
        ["BLOB"] = ["BINARY", "VARBINARY", ""],
        ["DATE"] = ["DATE", "DATE", "Date32"],
        ["TIME"] = ["", "TIME(6)", ""],
        ["TIMESTAMP"] = ["TIMESTAMP_NTZ", "TIMESTAMP(6)", "DateTime64(6)"],
        ["TIMESTAMP WITH TIME ZONE"] = ["TIMESTAMP", "TIMESTAMP(6) WITH TIME ZONE", "DateTime64(6, 'UTC')"],
        ["UUID"] = ["", "UUID", "UUID"],
    };

    /// <summary>A type; null when the dialect has none like it.</summary>
    /// <param name="type">A type of the tree.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="quote">Writes the name of a field.</param>
    public static string? Of(JsonElement type, DialectKind dialect, Func<string, string> quote)
    {
        string id = SyntaxNode.Member(type, "id");
        type.TryGetProperty("type_info", out JsonElement info);
        switch (id)
        {
            case "DECIMAL":
                int width = info.ValueKind == JsonValueKind.Object ? info.GetProperty("width").GetInt32() : 18, scale = info.ValueKind == JsonValueKind.Object && info.TryGetProperty("scale", out JsonElement digits) ? digits.GetInt32() : 3;
                return Nullable($"{(dialect == DialectKind.ClickHouse ? "Decimal" : "DECIMAL")}({width}, {scale})", dialect);
            case "LIST":
                return Of(info.GetProperty("child_type"), dialect, quote) is { } item ? dialect == DialectKind.Spark ? $"ARRAY<{item}>" : dialect == DialectKind.Trino ? $"ARRAY({item})" : $"Array({item})" : null;
            case "STRUCT":
                return Struct(info, dialect, quote);
            default:
                return Rows.TryGetValue(id, out string[]? names) && names[(int)dialect] is { Length: > 0 } name ? Nullable(name, dialect) : null;
        }
    }

    private static string? Struct(JsonElement info, DialectKind dialect, Func<string, string> quote)
    {
        List<string> fields = [];
        foreach (JsonElement field in info.GetProperty("child_types").EnumerateArray())
        {
            if (Of(field.GetProperty("second"), dialect, quote) is not { } type)
                return null;
            fields.Add(quote(SyntaxNode.Member(field, "first")) + (dialect == DialectKind.Spark ? ": " : " ") + type);
        }
        string list = string.Join(", ", fields);
        return dialect == DialectKind.Spark ? $"STRUCT<{list}>" : dialect == DialectKind.Trino ? $"ROW({list})" : $"Tuple({list})";
    }

    // A cast to a type of ClickHouse that is not Nullable fails on NULL.
    private static string Nullable(string name, DialectKind dialect) => dialect == DialectKind.ClickHouse ? $"Nullable({name})" : name;
}
