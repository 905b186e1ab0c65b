using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>Reads literals of the tree: texts, numbers and truth values, and lists and structs of them.</summary>
internal static class SyntaxLiteral
{
    /// <summary>Reads a literal.</summary>
    /// <param name="node">An expression.</param>
    /// <param name="value">
    /// A string, a bool, a number's text as <see cref="JsonNode"/>, null for NULL, a <see cref="List{T}"/> of such
    /// values, or a <see cref="Dictionary{TKey,TValue}"/> of them by name, whatever its case.
    /// </param>
    /// <returns>False when the expression is no literal.</returns>
    public static bool TryRead(JsonObject node, out object? value)
    {
        value = null;
        switch (SyntaxNode.Member(node, "type"))
        {
            case "VALUE_CONSTANT":
                value = Constant((JsonObject)node["value"]!);
                return true;
            case "OPERATOR_CAST" when node["child"] is JsonObject child && node["cast_type"] is JsonObject type:
                return SyntaxNode.Member(type, "id") == "BOOLEAN" && TryRead(child, out object? text) && TryTruth(text, out value);
            case "FUNCTION" when SyntaxNode.Member(node, "function_name") is "list_value" or "struct_pack":
                return TryParts(node, out value);
            default:
                return false;
        }
    }

    private static object? Constant(JsonObject constant)
    {
        if (SyntaxNode.Flag(constant, "is_null") || constant["value"] is not JsonValue value)
            return null;
        return value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => value,
        };
    }

    private static bool TryTruth(object? text, out object? value)
    {
        value = text switch { "t" or "true" => true, "f" or "false" => false, _ => null };
        return value is not null;
    }

    private static bool TryParts(JsonObject node, out object? value)
    {
        bool isList = SyntaxNode.Member(node, "function_name") == "list_value";
        List<object?> items = [];
        Dictionary<string, object?> fields = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonObject part in SyntaxNode.List(node, "children").Cast<JsonObject>())
        {
            value = null;
            if (!TryRead(part, out object? read))
                return false;
            items.Add(read);
            fields[SyntaxNode.Member(part, "alias")] = read;
        }
        value = isList ? items : fields;
        return true;
    }
}
