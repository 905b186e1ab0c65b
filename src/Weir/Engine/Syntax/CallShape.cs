using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>What a call tells about the function that it means, before anything is bound.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Arguments">The arguments; without meaning when <see cref="IsCountKnown"/> is false.</param>
internal sealed record CallShape(CallPlace Place, IReadOnlyList<CallArgument> Arguments)
{
    /// <summary>False when a <c>*COLUMNS(...)</c> stands for any number of arguments.</summary>
    public bool IsCountKnown { get; init; } = true;

    /// <summary>True for a call with a schema, which means the engine's own function.</summary>
    public bool IsQualified { get; init; }

    /// <summary>True for IGNORE NULLS, which functions of plugins are not told.</summary>
    public bool IgnoresNulls { get; init; }

    /// <summary>Reads a call.</summary>
    /// <param name="node">A function or a window of the tree.</param>
    /// <param name="isInFrom">Whether it is the function of a table function.</param>
    public static CallShape Of(JsonObject node, bool isInFrom)
    {
        IReadOnlyList<JsonObject> all = ArgumentsOf(node);
        return new CallShape(PlaceOf(node, isInFrom), [.. all.Select(argument => Argument(argument, isInFrom))])
        {
            IsCountKnown = !all.Any(argument => SyntaxNode.Member(argument, "type") == "OPERATOR_UNPACK" || SyntaxNode.Member(argument, "class") == "STAR"),
            IsQualified = SyntaxNode.Member(node, "schema").Length > 0,
            IgnoresNulls = SyntaxNode.Flag(node, "ignore_nulls"),
        };
    }

    /// <summary>The arguments of a call, wherever its node holds them.</summary>
    public static IReadOnlyList<JsonObject> ArgumentsOf(JsonObject node) =>
        [.. SyntaxNode.List(node, "children").OfType<JsonObject>(), .. SyntaxNode.WindowArguments.Select(member => node[member]).OfType<JsonObject>()];

    /// <summary>The same call with types for arguments whose types were not known.</summary>
    /// <param name="types">One an argument; null where it is still not known.</param>
    public CallShape With(IReadOnlyList<string?> types) =>
        this with { Arguments = [.. Arguments.Select((argument, i) => argument with { Type = argument.Type ?? types[i] })] };

    private static CallPlace PlaceOf(JsonObject node, bool isInFrom)
    {
        if (isInFrom)
            return CallPlace.From;
        if (SyntaxNode.Member(node, "class") == "WINDOW")
            return CallPlace.Window;
        bool isSorted = node["order_bys"] is JsonObject orders && SyntaxNode.List(orders, "orders").Count > 0;
        return isSorted || SyntaxNode.Flag(node, "distinct") || node["filter"] is JsonObject ? CallPlace.Aggregation : CallPlace.Expression;
    }

    private static CallArgument Argument(JsonObject node, bool isInFrom)
    {
        // In FROM, name = value is a named argument too, which the tree has as a comparison.
        if (isInFrom && SyntaxNode.Member(node, "type") == "COMPARE_EQUAL"
            && node["left"] is JsonObject left && SyntaxNode.List(left, "column_names") is [JsonNode name])
        {
            return new CallArgument(name.GetValue<string>(), TypeOf((JsonObject)node["right"]!));
        }
        return new CallArgument(SyntaxNode.Member(node, "alias"), TypeOf(node));
    }

    private static string? TypeOf(JsonObject node) => SyntaxNode.Member(node, "class") switch
    {
        "CONSTANT" when node["value"] is JsonObject value => LiteralType(value),
        "CAST" when node["cast_type"] is JsonObject type => TypeText(type),
        "COMPARISON" or "CONJUNCTION" or "BETWEEN" => "BOOLEAN",
        "LAMBDA" => "LAMBDA",
        "FUNCTION" when SyntaxNode.Member(node, "schema") == "main" => SyntaxNode.Member(node, "function_name") switch
        {
            "list_value" => "ANY[]",
            "struct_pack" or "row" => "STRUCT",
            _ => null,
        },
        _ => null,
    };

    private static string? LiteralType(JsonObject value) =>
        SyntaxNode.Flag(value, "is_null") ? CallArgument.NullLiteral
        : TypeText(value["type"] as JsonObject) switch
        {
            "VARCHAR" => CallArgument.TextLiteral,
            "INTEGER" or "BIGINT" or "HUGEINT" => CallArgument.IntegerLiteral,
            string type => type,
            null => null,
        };

    // Types with parameters only as far as signatures tell them apart.
    private static string? TypeText(JsonObject? type) => type is null ? null : SyntaxNode.Member(type, "id") switch
    {
        "LIST" or "ARRAY" => $"{(type["type_info"]?["child_type"] is JsonObject child ? TypeText(child) ?? "ANY" : "ANY")}[]",
        "NULL" => CallArgument.NullLiteral,
        "" or "USER" or "UNBOUND" or "UNKNOWN" => null,
        string id => id,
    };
}
