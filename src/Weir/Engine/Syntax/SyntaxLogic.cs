using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>Makes the nodes of conditions.</summary>
internal static class SyntaxLogic
{
    public const string Equal = "COMPARE_EQUAL";
    public const string NotEqual = "COMPARE_NOTEQUAL";
    public const string Less = "COMPARE_LESSTHAN";
    public const string LessOrEqual = "COMPARE_LESSTHANOREQUALTO";
    public const string Greater = "COMPARE_GREATERTHAN";
    public const string GreaterOrEqual = "COMPARE_GREATERTHANOREQUALTO";
    public const string Distinct = "COMPARE_DISTINCT_FROM";
    public const string NotDistinct = "COMPARE_NOT_DISTINCT_FROM";

    private static readonly Dictionary<string, (string Negated, string Flipped)> Others = new(StringComparer.Ordinal)
    {
        [Equal] = (NotEqual, Equal),
        [NotEqual] = (Equal, NotEqual),
        [Less] = (GreaterOrEqual, Greater),
        [LessOrEqual] = (Greater, GreaterOrEqual),
        [Greater] = (LessOrEqual, Less),
        [GreaterOrEqual] = (Less, LessOrEqual),
        [Distinct] = (NotDistinct, Distinct),
        [NotDistinct] = (Distinct, NotDistinct),
    };

    /// <summary>Whether a type of nodes is a comparison of two values.</summary>
    public static bool IsComparison(string type) => Others.ContainsKey(type);

    /// <summary>The comparison that is true where this one is false.</summary>
    public static string Negated(string comparison) => Others[comparison].Negated;

    /// <summary>The comparison that says the same with its sides changed.</summary>
    public static string Flipped(string comparison) => Others[comparison].Flipped;

    /// <summary>A comparison.</summary>
    public static JsonObject Compare(string comparison, JsonObject left, JsonObject right)
    {
        JsonObject node = SyntaxNode.Expression("COMPARISON", comparison);
        node["left"] = left;
        node["right"] = right;
        return node;
    }

    /// <summary>The conditions that one condition says must all hold.</summary>
    public static IEnumerable<JsonObject> Conjuncts(JsonObject condition) => SyntaxNode.Member(condition, "type") == "CONJUNCTION_AND"
        ? SyntaxNode.List(condition, "children").OfType<JsonObject>().SelectMany(Conjuncts)
        : [condition];

    /// <summary>All of some conditions; null, which is always true, for none.</summary>
    public static JsonObject? All(IEnumerable<JsonObject?> conditions)
    {
        JsonObject[] parts = [.. conditions.OfType<JsonObject>()];
        return parts.Length switch
        {
            0 => null,
            1 => parts[0],
            _ => Children("CONJUNCTION", "CONJUNCTION_AND", parts),
        };
    }

    /// <summary>One of some conditions; null, which is always true, when one of them is.</summary>
    public static JsonObject? Any(IEnumerable<JsonObject?> conditions)
    {
        JsonObject?[] parts = [.. conditions];
        return parts.Length switch
        {
            0 => False(),
            1 => parts[0],
            _ => parts.Contains(null) ? null : Children("CONJUNCTION", "CONJUNCTION_OR", parts),
        };
    }

    public static JsonObject Not(JsonObject condition) => Children("OPERATOR", "OPERATOR_NOT", condition);

    public static JsonObject IsNull(JsonObject value) => Children("OPERATOR", "OPERATOR_IS_NULL", value);

    public static JsonObject IsNotNull(JsonObject value) => Children("OPERATOR", "OPERATOR_IS_NOT_NULL", value);

    /// <summary>The value; null where computing it fails.</summary>
    public static JsonObject Try(JsonObject value) => Children("OPERATOR", "OPERATOR_TRY", value);

    /// <summary>A condition that is true, or null and so not known to be false.</summary>
    public static JsonObject MayBe(JsonObject condition) => Children("OPERATOR", "OPERATOR_COALESCE", condition, True());

    /// <summary>A condition that is true, and not null.</summary>
    public static JsonObject Is(JsonObject condition) => Children("OPERATOR", "OPERATOR_COALESCE", condition, False());

    public static JsonObject True() => SyntaxNode.Cast(SyntaxNode.Text("t"), "BOOLEAN");

    public static JsonObject False() => SyntaxNode.Cast(SyntaxNode.Text("f"), "BOOLEAN");

    private static JsonObject Children(string kind, string type, params JsonObject?[] children)
    {
        JsonObject node = SyntaxNode.Expression(kind, type);
        node["children"] = new JsonArray([.. children]);
        return node;
    }
}
