using System.Text.Json;

namespace Weir.Engine.Syntax.Dialects;

/// <summary>Keys of ORDER BY. Where NULLs come is always said: dialects differ in what they do unasked, and the engine puts them last.</summary>
internal static class DialectOrder
{
    /// <summary>The keys behind ORDER BY.</summary>
    public static string Keys(IEnumerable<JsonElement> orders, Func<JsonElement, string> print, DialectText text) =>
        string.Join(", ", orders.Select(order => Key(order, print, text)));

    private static string Key(JsonElement order, Func<JsonElement, string> print, DialectText text)
    {
        JsonElement expression = order.GetProperty("expression");
        if (SyntaxNode.Member(expression, "class") == "STAR")
            throw text.Refuse(expression, "has no ORDER BY ALL", "Name the columns.");
        bool isFirst = SyntaxNode.Member(order, "null_order") is "NULLS FIRST" or "NULLS_FIRST";
        return print(expression) + (SyntaxNode.Member(order, "type") == "DESCENDING" ? " DESC" : "") + (isFirst ? " NULLS FIRST" : " NULLS LAST");
    }
}
