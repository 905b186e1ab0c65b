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
                return Nullable($"{(dialect == DialectKind.ClickHouse ? "Decimal" : "DECIMAL")}({Width(type)}, {Scale(type)})", dialect);
            case "LIST":
                return Of(info.GetProperty("child_type"), dialect, quote) is { } item ? dialect == DialectKind.Spark ? $"ARRAY<{item}>" : dialect == DialectKind.Trino ? $"ARRAY({item})" : $"Array({item})" : null;
            case "STRUCT":
                return Struct(info, dialect, quote);
            default:
                return Rows.TryGetValue(id, out string[]? names) && names[(int)dialect] is { Length: > 0 } name ? Nullable(name, dialect) : null;
        }
    }

    /// <summary>How many digits a DECIMAL has.</summary>
    public static int Width(JsonElement type) => type.TryGetProperty("type_info", out JsonElement info) ? info.GetProperty("width").GetInt32() : 18;

    /// <summary>How many digits of a DECIMAL stand behind the point.</summary>
    public static int Scale(JsonElement type) => !type.TryGetProperty("type_info", out JsonElement info) ? 3 : info.TryGetProperty("scale", out JsonElement digits) ? digits.GetInt32() : 0;

    /// <summary>What a type is called in a message.</summary>
    public static string Named(JsonElement type) =>
        type.TryGetProperty("type_info", out JsonElement info) && SyntaxNode.Member(info, "name") is { Length: > 0 } name ? name : SyntaxNode.Member(type, "id");

    /// <summary>The types of the values in a nested type; a type that is not nested is its own.</summary>
    public static IEnumerable<JsonElement> Leaves(JsonElement type) => SyntaxNode.Member(type, "id") switch
    {
        "LIST" => Leaves(type.GetProperty("type_info").GetProperty("child_type")),
        "STRUCT" => type.GetProperty("type_info").GetProperty("child_types").EnumerateArray().SelectMany(field => Leaves(field.GetProperty("second"))),
        _ => [type],
    };

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
