using System.Globalization;
using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>Types that are ordered and converted alike.</summary>
internal enum SqlKind
{
    Other,
    Null,
    Integer,
    Decimal,
    Float,
    Double,
    Text,
    Date,
    Timestamp,
    TimestampTz,
    Interval,
}

/// <summary>Kinds of types by the names that SQL gives them.</summary>
internal static class SqlKinds
{
    // Whole numbers up to 2^53 are exact in a DOUBLE.
    private const int DoubleDigits = 15;

    private static readonly Dictionary<string, SqlKind> Names = new(StringComparer.Ordinal)
    {
        ["TINYINT"] = SqlKind.Integer, ["SMALLINT"] = SqlKind.Integer, ["INTEGER"] = SqlKind.Integer,
        ["BIGINT"] = SqlKind.Integer, ["HUGEINT"] = SqlKind.Integer, ["UTINYINT"] = SqlKind.Integer,
        ["USMALLINT"] = SqlKind.Integer, ["UINTEGER"] = SqlKind.Integer, ["UBIGINT"] = SqlKind.Integer,
        ["UHUGEINT"] = SqlKind.Integer, ["FLOAT"] = SqlKind.Float, ["DOUBLE"] = SqlKind.Double,
        ["VARCHAR"] = SqlKind.Text, ["DATE"] = SqlKind.Date, ["TIMESTAMP"] = SqlKind.Timestamp,
        ["TIMESTAMP WITH TIME ZONE"] = SqlKind.TimestampTz, ["INTERVAL"] = SqlKind.Interval, ["\"NULL\""] = SqlKind.Null,
    };

    /// <summary>The kind of a type.</summary>
    public static SqlKind Of(string type) => Names.TryGetValue(type, out SqlKind kind) ? kind
        : type.StartsWith("DECIMAL(", StringComparison.Ordinal) ? SqlKind.Decimal
        : SqlKind.Other;

    /// <summary>The type of a literal, or of one that is converted; null for what tells none by itself.</summary>
    public static string? OfLiteral(JsonObject node) => SyntaxNode.Member(node, "class") switch
    {
        "CONSTANT" when node["value"] is JsonObject value && value["type"] is JsonObject type => NameOf(type),
        "CAST" when node["child"] is JsonObject child && OfLiteral(child) is not null && node["cast_type"] is JsonObject type => NameOf(type),
        _ => null,
    };

    /// <summary>The name of a type of a tree; null when it has parameters, or is none of the kinds here.</summary>
    public static string? NameOf(JsonObject type) =>
        type["type_info"] is null && SyntaxNode.Member(type, "id") is "BOOLEAN" ? "BOOLEAN"
        : type["type_info"] is null && Names.ContainsKey(SyntaxNode.Member(type, "id")) ? SyntaxNode.Member(type, "id") : null;

    /// <summary>Whether a type has numbers that add up exactly.</summary>
    public static bool IsExact(string type) => Of(type) is SqlKind.Integer or SqlKind.Decimal;

    public static bool IsNumber(string type) => Of(type) is SqlKind.Integer or SqlKind.Decimal or SqlKind.Float or SqlKind.Double;

    /// <summary>Whether values of one type keep their order when they become values of another.</summary>
    public static bool KeepsOrder(string from, string to) => from == to || (Of(from), Of(to)) switch
    {
        (SqlKind.Integer, SqlKind.Integer or SqlKind.Decimal or SqlKind.Float or SqlKind.Double) => true,
        (SqlKind.Decimal, SqlKind.Decimal or SqlKind.Integer) => true,
        (SqlKind.Decimal, SqlKind.Double) => Digits(from) <= DoubleDigits,
        (SqlKind.Float, SqlKind.Double) => true,
        // The engine's time zone is UTC, which has no gaps.
        (SqlKind.Date or SqlKind.Timestamp or SqlKind.TimestampTz, SqlKind.Date or SqlKind.Timestamp or SqlKind.TimestampTz) => true,
        _ => false,
    };

    /// <summary>Whether the engine compares values of one type with those of another in an order that both have.</summary>
    /// <param name="column">The type of what has bounds.</param>
    /// <param name="other">The type of what it is compared with.</param>
    public static bool AreComparable(string column, string other) => column == other || (Of(column), Of(other)) switch
    {
        (_, SqlKind.Null) => Of(column) != SqlKind.Other,
        (SqlKind.Integer, SqlKind.Integer or SqlKind.Decimal or SqlKind.Float or SqlKind.Double) => true,
        (SqlKind.Decimal, SqlKind.Integer or SqlKind.Decimal) => true,
        (SqlKind.Decimal, SqlKind.Double) => Digits(column) <= DoubleDigits,
        (SqlKind.Float or SqlKind.Double, SqlKind.Integer or SqlKind.Decimal or SqlKind.Float or SqlKind.Double) => true,
        (SqlKind.Date or SqlKind.Timestamp, SqlKind.Date or SqlKind.Timestamp) => true,
        (SqlKind.TimestampTz, SqlKind.Date or SqlKind.Timestamp) => true,
        _ => false,
    };

    private static int Digits(string type) =>
        int.Parse(type.AsSpan("DECIMAL(".Length, type.IndexOf(',') - "DECIMAL(".Length), CultureInfo.InvariantCulture);
}
