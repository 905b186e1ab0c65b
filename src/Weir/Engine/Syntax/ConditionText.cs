using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Prints the simplest conditions, which are most, without asking the engine: a call of it takes as long as leaving out
/// files. Everything else it leaves to the engine.
/// </summary>
internal static class ConditionText
{
    private static readonly Dictionary<string, string> Comparisons = new(StringComparer.Ordinal)
    {
        [SyntaxLogic.Equal] = "=", [SyntaxLogic.NotEqual] = "!=", [SyntaxLogic.Less] = "<", [SyntaxLogic.LessOrEqual] = "<=",
        [SyntaxLogic.Greater] = ">", [SyntaxLogic.GreaterOrEqual] = ">=",
        [SyntaxLogic.Distinct] = "IS DISTINCT FROM", [SyntaxLogic.NotDistinct] = "IS NOT DISTINCT FROM",
    };

    /// <summary>The text of a condition; null when it is not simple enough.</summary>
    public static string? Of(JsonObject node)
    {
        string type = SyntaxNode.Member(node, "type");
        return SyntaxNode.Member(node, "class") switch
        {
            "COLUMN_REF" => Joined(".", SyntaxNode.List(node, "column_names").Select(name => Name(name!.GetValue<string>()))),
            "PARAMETER" => "$" + SyntaxNode.Member(node, "identifier"),
            "CONSTANT" => Constant((JsonObject)node["value"]!),
            "COMPARISON" => Comparisons.TryGetValue(type, out string? comparison) ? Around("(", Joined($" {comparison} ", Parts(node, "left", "right")), ")") : null,
            "BETWEEN" => Parts(node, "input", "lower", "upper").ToArray() is [string input, string lower, string upper] ? $"({input} BETWEEN {lower} AND {upper})" : null,
            "CONJUNCTION" => Around("(", Joined(type == "CONJUNCTION_AND" ? " AND " : " OR ", Children(node)), ")"),
            "CAST" => node["child"] is JsonObject child && SqlKinds.NameOf((JsonObject)node["cast_type"]!) is { } target
                ? Around(SyntaxNode.Flag(node, "try_cast") ? "TRY_CAST(" : "CAST(", Of(child), $" AS {target})")
                : null,
            "OPERATOR" => Operator(type, node),
            _ => null,
        };
    }

    private static string? Operator(string type, JsonObject node) => type switch
    {
        "OPERATOR_NOT" => Around("(NOT ", Joined("", Children(node)), ")"),
        "OPERATOR_IS_NULL" => Around("(", Joined("", Children(node)), " IS NULL)"),
        "OPERATOR_IS_NOT_NULL" => Around("(", Joined("", Children(node)), " IS NOT NULL)"),
        "OPERATOR_COALESCE" => Around("COALESCE(", Joined(", ", Children(node)), ")"),
        "OPERATOR_TRY" => Around("TRY(", Joined("", Children(node)), ")"),
        "COMPARE_IN" or "COMPARE_NOT_IN" when Children(node).ToArray() is [string left, .. string?[] values] =>
            Around($"({left} {(type == "COMPARE_IN" ? "" : "NOT ")}IN (", Joined(", ", values), "))"),
        _ => null,
    };

    // A literal's text must be read as the type that the literal has.
    private static string? Constant(JsonObject value) => (SyntaxNode.Member((JsonObject)value["type"]!, "id"), value["value"]) switch
    {
        ("NULL", _) => "NULL",
        (_, null) => null,
        ("VARCHAR", JsonValue text) when text.GetValueKind() == JsonValueKind.String => EngineText.Literal(text.GetValue<string>()),
        ("INTEGER", JsonValue number) when number.GetValueKind() == JsonValueKind.Number => number.ToJsonString(),
        ("BIGINT", JsonValue number) when number.TryGetValue(out long wide) && wide is > int.MaxValue or < int.MinValue => number.ToJsonString(),
        _ => null,
    };

    private static string Name(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? name
            : EngineText.Quote(name);

    private static IEnumerable<string?> Children(JsonObject node) =>
        SyntaxNode.List(node, "children").Select(child => child is JsonObject found ? Of(found) : null);

    private static IEnumerable<string?> Parts(JsonObject node, params string[] names) =>
        names.Select(name => node[name] is JsonObject part ? Of(part) : null);

    private static string? Joined(string separator, IEnumerable<string?> parts)
    {
        string?[] all = [.. parts];
        return all.Contains(null) ? null : string.Join(separator, all);
    }

    private static string? Around(string before, string? text, string after) => text is null ? null : before + text + after;
}
