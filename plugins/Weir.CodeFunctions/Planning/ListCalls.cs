using System.Text.Json.Nodes;

namespace Weir.CodeFunctions.Planning;

/// <summary>Functions of lists as calls of the engine's own, which take and give items of every type.</summary>
internal static class ListCalls
{
    private const string Item = "weir_item";

    /// <summary><c>list_filter(list, item -> item IS NOT NULL)</c>.</summary>
    public static JsonObject Compact(JsonObject list) =>
        SyntaxCall.Make("list_filter", list.DeepClone(), SyntaxCall.Lambda(Item, SyntaxCall.NullTest(SyntaxCall.Column(Item), isNull: false)));

    /// <summary><c>list_sort(list_distinct(list), 'ASC', 'NULLS FIRST')</c>: without NULL, and whatever the default order is.</summary>
    public static JsonObject UniqueSorted(JsonObject list) => SyntaxCall.Make(
        "list_sort", SyntaxCall.Make("list_distinct", list.DeepClone()), SyntaxCall.TextLiteral("ASC"), SyntaxCall.TextLiteral("NULLS FIRST"));
}
