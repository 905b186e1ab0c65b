using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Named arguments of table functions: beside <c>name := value</c> there is <c>name = value</c>, which the tree
/// has as a comparison.
/// </summary>
internal static class TableArguments
{
    /// <summary>Brings all named arguments of a call into one form, in place.</summary>
    public static void Name(JsonObject call)
    {
        JsonArray arguments = SyntaxNode.List(call, "children");
        for (int i = 0; i < arguments.Count; i++)
        {
            JsonObject argument = (JsonObject)arguments[i]!;
            if (SyntaxNode.Member(argument, "type") == "COMPARE_EQUAL"
                && argument["left"] is JsonObject left && SyntaxNode.List(left, "column_names") is [JsonNode name])
            {
                JsonObject value = SyntaxNode.Copy((JsonObject)argument["right"]!);
                arguments[i] = SyntaxNode.Named(value, name.GetValue<string>());
            }
        }
    }
}
