using System.Text.Json.Nodes;

namespace Weir.CodeFunctions.Planning;

/// <summary>
/// The metadata of expressions, as it follows from how they are written: spans tell their options, ids the meaning
/// of their prefix, tagged values their tag.
/// </summary>
internal static class FieldMetadata
{
    /// <summary>What stands for a call of arrow_metadata.</summary>
    /// <exception cref="ArgumentException">The key is no literal.</exception>
    public static JsonNode Answer(JsonObject call)
    {
        SortedDictionary<string, string> metadata = Of(SyntaxCall.Argument(call, 0));
        JsonArray arguments = SyntaxCall.Arguments(call);
        if (arguments.Count < 2 || SyntaxCall.IsNull(arguments[1]))
            return SyntaxCall.Make("map", Texts(metadata.Keys), Texts(metadata.Values));
        string key = SyntaxCall.Literal(arguments[1]) ?? throw new ArgumentException("the key must be a text literal, in a call of arrow_metadata(value, key := NULL)");
        return SyntaxCall.TextCast(metadata.TryGetValue(key, out string? value) ? SyntaxCall.TextLiteral(value) : SyntaxCall.NullLiteral());
    }

    /// <summary>The metadata of an expression; empty when it has none.</summary>
    public static SortedDictionary<string, string> Of(JsonObject expression) => SyntaxCall.NameOf(expression) switch
    {
        "span_make" or "span" => OfSpan(expression),
        "stable_id" or "stable_id_parts" or "stable_id_multi" or "stable_id_v2" => Meaning(OfPrefix(expression)),
        "span_id" => Meaning(OfPrefix(expression) ?? "SpanId"),
        "semantic_tag" => Tagged(expression),
        _ => Meaning(null),
    };

    // Metadata of the first bound goes before the span's own.
    private static SortedDictionary<string, string> OfSpan(JsonObject call)
    {
        SortedDictionary<string, string> metadata = Of(SyntaxCall.Argument(call, 0));
        if (metadata.Count > 0)
            return metadata;
        metadata = Meaning("Span");
        foreach ((int argument, string key, string otherwise) in ((int, string, string)[])[(2, "line_base", ""), (3, "col_unit", "byte"), (4, "end_exclusive", "true")])
        {
            JsonObject option = SyntaxCall.Argument(call, argument);
            string? value = SyntaxCall.IsNull(option) ? otherwise : SyntaxCall.Literal(option);
            if (value is { Length: > 0 })
                metadata.Add(key, value);
        }
        return metadata;
    }

    private static SortedDictionary<string, string> Tagged(JsonObject call)
    {
        SortedDictionary<string, string> metadata = Of(SyntaxCall.Argument(call, 1));
        metadata[SemanticType.Key] = SemanticType.Required(SyntaxCall.Argument(call, 0));
        return metadata;
    }

    private static string? OfPrefix(JsonObject call) =>
        SyntaxCall.Literal(SyntaxCall.Argument(call, 0)) is { } prefix ? SemanticType.Mapped(prefix) : null;

    private static SortedDictionary<string, string> Meaning(string? meaning)
    {
        SortedDictionary<string, string> metadata = new(StringComparer.Ordinal);
        if (meaning is not null)
            metadata.Add(SemanticType.Key, meaning);
        return metadata;
    }

    // An empty list has no type of its own, so its one item is taken out again.
    private static JsonObject Texts(IReadOnlyCollection<string> texts) => texts.Count > 0
        ? SyntaxCall.Make("list_value", [.. texts.Select(SyntaxCall.TextLiteral)])
        : ListCalls.Compact(SyntaxCall.Make("list_value", SyntaxCall.TextCast(SyntaxCall.NullLiteral())));
}
