using System.Text.Json.Nodes;
using Weir.Plugins;

namespace Weir.CodeFunctions.Planning;

/// <summary>Replaces calls of the functions of <see cref="IPlannedFunctions"/> in a syntax tree.</summary>
internal static class CallPlanner
{
    /// <summary>Replaces the functions that are only declared, inner calls before outer ones.</summary>
    /// <param name="syntaxTreeJson">The statement.</param>
    /// <returns>The statement without them; null when it has none.</returns>
    /// <exception cref="ArgumentException">A call is wrong.</exception>
    [RelationPlanner("code_function_calls")]
    public static string? Rewrite(string syntaxTreeJson)
    {
        JsonObject root = new() { ["tree"] = JsonNode.Parse(syntaxTreeJson) };
        return Visit(root) ? root["tree"]!.ToJsonString() : null;
    }

    private static bool Visit(JsonNode? node)
    {
        bool changed = false;
        switch (node)
        {
            case JsonArray list:
                for (int i = 0; i < list.Count; i++)
                    changed |= Visit(list[i]);
                break;
            // What the metadata of an expression is stands in its calls as they were written.
            case JsonObject call when SyntaxCall.NameOf(call) == "arrow_metadata":
                SyntaxCall.Replace(call, FieldMetadata.Answer(call));
                return true;
            case JsonObject found:
                foreach (string member in found.Select(member => member.Key).ToArray())
                    changed |= Visit(found[member]);
                if (Replacement(found) is not { } other)
                    break;
                SyntaxCall.Replace(found, other);
                return true;
        }
        return changed;
    }

    private static JsonNode? Replacement(JsonObject node) => SyntaxCall.NameOf(node) switch
    {
        "struct_pick" or "struct_select" => StructPicking.Of(node),
        "semantic_tag" => Tagged(node),
        "list_compact" or "array_compact" => ListCalls.Compact(SyntaxCall.Argument(node, 0)),
        "list_unique_sorted" or "array_unique_sorted" => ListCalls.UniqueSorted(SyntaxCall.Argument(node, 0)),
        _ => null,
    };

    private static JsonNode Tagged(JsonObject call)
    {
        SemanticType.Required(SyntaxCall.Argument(call, 0));
        return SyntaxCall.Argument(call, 1).DeepClone();
    }
}
