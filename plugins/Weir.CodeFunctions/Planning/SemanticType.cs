using System.Text.Json.Nodes;

namespace Weir.CodeFunctions.Planning;

/// <summary>What values mean, by the names that people and prefixes of ids have for it.</summary>
internal static class SemanticType
{
    /// <summary>The key of metadata that holds it.</summary>
    public const string Key = "semantic_type";

    /// <summary>The meaning that a prefix of ids or a name stands for; null when it stands for none.</summary>
    public static string? Mapped(string name) => name.Trim().ToLowerInvariant() switch
    {
        "node" or "node_id" or "nodeid" => "NodeId",
        "edge" or "edge_id" or "edgeid" => "EdgeId",
        "span" or "span_id" or "spanid" => "SpanId",
        _ => null,
    };

    /// <summary>The meaning that a literal gives to a value.</summary>
    /// <exception cref="ArgumentException">It is no literal, or blank.</exception>
    public static string Required(JsonObject argument)
    {
        const string where = "in a call of semantic_tag(semantic_type, value)";
        string name = SyntaxCall.Literal(argument)?.Trim() ?? throw new ArgumentException($"the semantic type must be a text literal, {where}");
        return name.Length > 0 ? Mapped(name) ?? name : throw new ArgumentException($"the semantic type is blank, {where}");
    }
}
