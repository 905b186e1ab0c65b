using System.Text.Json;
using Weir.Engine.Syntax;

namespace Weir.Policies;

/// <summary>The paths that a call of a function over files names.</summary>
internal static class CallPaths
{
    private static readonly string[] Names = ["path", "uri", "files"];

    /// <summary>The paths; null when one is not written as a literal, or a list of literals.</summary>
    public static IReadOnlyList<string>? Of(TableCall call)
    {
        List<string> paths = [];
        if (!call.Source.TryGetProperty("children", out JsonElement arguments))
            return null;
        bool isFirst = true;
        foreach (JsonElement argument in arguments.EnumerateArray())
        {
            (string? name, JsonElement value) = Named(argument);
            bool isPath = name is null ? isFirst : Names.Contains(name, StringComparer.OrdinalIgnoreCase);
            isFirst &= name is not null;
            if (isPath && !Add(value, paths))
                return null;
        }
        return paths;
    }

    // The tree keeps name := value as an alias, name = value as a comparison.
    private static (string? Name, JsonElement Value) Named(JsonElement node)
    {
        if (SyntaxNode.Member(node, "type") == "COMPARE_EQUAL" && node.TryGetProperty("left", out JsonElement left)
            && left.TryGetProperty("column_names", out JsonElement names) && names.GetArrayLength() == 1)
        {
            return (names[0].GetString(), node.GetProperty("right"));
        }
        return SyntaxNode.Member(node, "alias") is { Length: > 0 } alias ? (alias, node) : (null, node);
    }

    private static bool Add(JsonElement node, List<string> paths)
    {
        if (Text(node) is { } path)
        {
            paths.Add(path);
            return true;
        }
        bool isList = SyntaxNode.Member(node, "type") is "ARRAY_CONSTRUCTOR" || SyntaxNode.Member(node, "function_name") is "list_value";
        if (!isList || !node.TryGetProperty("children", out JsonElement items))
            return false;
        string?[] texts = [.. items.EnumerateArray().Select(Text)];
        paths.AddRange(texts.OfType<string>());
        return !texts.Contains(null);
    }

    private static string? Text(JsonElement node) =>
        SyntaxNode.Member(node, "type") == "VALUE_CONSTANT" && node.TryGetProperty("value", out JsonElement value)
            && value.TryGetProperty("value", out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
