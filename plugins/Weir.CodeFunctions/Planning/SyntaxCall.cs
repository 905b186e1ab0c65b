using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weir.CodeFunctions.Planning;

/// <summary>Reads and makes calls of functions in the engine's syntax tree.</summary>
internal static class SyntaxCall
{
    /// <summary>The function that a node calls, in lower case; empty when it calls none.</summary>
    public static string NameOf(JsonObject node) =>
        Text(node, "class") == "FUNCTION" && Text(node, "type") == "FUNCTION" ? Text(node, "function_name").ToLowerInvariant() : "";

    /// <summary>The arguments of a call, complete and in order: hosts see to that.</summary>
    public static JsonArray Arguments(JsonObject call) => call["children"] as JsonArray ?? [];

    /// <summary>One argument.</summary>
    /// <exception cref="ArgumentException">It is not there, or stands for several.</exception>
    public static JsonObject Argument(JsonObject call, int index) =>
        index < Arguments(call).Count && Arguments(call)[index] is JsonObject found && Text(found, "type") != "OPERATOR_UNPACK" && Text(found, "class") != "STAR"
            ? found
            : throw new ArgumentException($"{NameOf(call)} lacks its argument {index + 1}, or a star stands in its place.");

    /// <summary>The text of a literal; null when the expression is none, or is NULL.</summary>
    public static string? Literal(JsonNode? expression)
    {
        if (expression is not JsonObject node)
            return null;
        if (Text(node, "class") == "CAST")
            return OfCast(node);
        if (Text(node, "class") != "CONSTANT" || node["value"] is not JsonObject value || value["value"] is not JsonValue content)
            return null;
        return content.GetValueKind() == JsonValueKind.String ? content.GetValue<string>() : content.ToJsonString();
    }

    // The literals true and false are conversions of the texts t and f in the tree.
    private static string? OfCast(JsonObject node) => (Literal(node["child"]), node["cast_type"] is JsonObject type ? Text(type, "id") : "") switch
    {
        ("t", "BOOLEAN") => "true",
        ("f", "BOOLEAN") => "false",
        (var literal, _) => literal,
    };

    /// <summary>Whether an expression is the literal NULL.</summary>
    public static bool IsNull(JsonNode? expression) =>
        expression is JsonObject { } node && Text(node, "class") == "CONSTANT" && node["value"]?["is_null"] is JsonValue flag && flag.GetValueKind() == JsonValueKind.True;

    /// <summary>A call of a function of the engine.</summary>
    public static JsonObject Make(string function, params JsonNode[] arguments)
    {
        JsonObject node = Expression("FUNCTION", "FUNCTION");
        node["function_name"] = function;
        node["schema"] = "";
        node["children"] = new JsonArray(arguments);
        node["filter"] = null;
        node["order_bys"] = new JsonObject { ["type"] = "ORDER_MODIFIER", ["orders"] = new JsonArray() };
        node["distinct"] = false;
        node["is_operator"] = false;
        node["export_state"] = false;
        node["catalog"] = "";
        return node;
    }

    /// <summary>A text literal.</summary>
    public static JsonObject TextLiteral(string text)
    {
        JsonObject node = Expression("CONSTANT", "VALUE_CONSTANT");
        node["value"] = new JsonObject { ["type"] = Type("VARCHAR"), ["is_null"] = false, ["value"] = text };
        return node;
    }

    /// <summary>The literal NULL.</summary>
    public static JsonObject NullLiteral()
    {
        JsonObject node = Expression("CONSTANT", "VALUE_CONSTANT");
        node["value"] = new JsonObject { ["type"] = Type("NULL"), ["is_null"] = true };
        return node;
    }

    /// <summary>A column, or the parameter of a lambda.</summary>
    public static JsonObject Column(string name)
    {
        JsonObject node = Expression("COLUMN_REF", "COLUMN_REF");
        node["column_names"] = new JsonArray(name);
        return node;
    }

    /// <summary>A conversion of a NULL or an empty list, whose type is not known otherwise.</summary>
    public static JsonObject TextCast(JsonNode child)
    {
        JsonObject node = Expression("CAST", "OPERATOR_CAST");
        node["child"] = child;
        node["cast_type"] = Type("VARCHAR");
        node["try_cast"] = false;
        return node;
    }

    /// <summary>A test for NULL, or for all else.</summary>
    public static JsonObject NullTest(JsonNode child, bool isNull)
    {
        JsonObject node = Expression("OPERATOR", isNull ? "OPERATOR_IS_NULL" : "OPERATOR_IS_NOT_NULL");
        node["children"] = new JsonArray(child);
        return node;
    }

    /// <summary>NULL where a test holds, else a value.</summary>
    public static JsonObject NullWhere(JsonNode test, JsonNode otherwise)
    {
        JsonObject node = Expression("CASE", "CASE_EXPR");
        node["case_checks"] = new JsonArray(new JsonObject { ["when_expr"] = test, ["then_expr"] = NullLiteral() });
        node["else_expr"] = otherwise;
        return node;
    }

    /// <summary>A lambda of one parameter.</summary>
    public static JsonObject Lambda(string parameter, JsonNode body)
    {
        JsonObject node = Expression("LAMBDA", "LAMBDA");
        node["lhs"] = Column(parameter);
        node["expr"] = body;
        return node;
    }

    /// <summary>The same expression as a named argument.</summary>
    public static JsonObject Named(JsonObject expression, string name)
    {
        expression["alias"] = name;
        return expression;
    }

    /// <summary>Puts an expression at the place of another one, with the name that it has there.</summary>
    public static void Replace(JsonObject node, JsonNode other)
    {
        if (Text(node, "alias") is { Length: > 0 } alias)
            other["alias"] = alias;
        else if (other is JsonObject made)
            made["alias"] = "";
        if (node.Parent is JsonArray list)
            list[list.IndexOf(node)] = other;
        else if (node.Parent is JsonObject owner)
            owner[node.GetPropertyName()] = other;
    }

    /// <summary>A member that is a text; empty when it is none.</summary>
    public static string Text(JsonObject node, string member) =>
        node[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";

    private static JsonObject Type(string id) => new() { ["id"] = id, ["type_info"] = null };

    private static JsonObject Expression(string kind, string type) =>
        new() { ["class"] = kind, ["type"] = type, ["alias"] = "", ["query_location"] = ulong.MaxValue };
}
