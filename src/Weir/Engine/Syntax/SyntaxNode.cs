using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Reads and makes nodes of the engine's syntax tree. Nodes that are made hold every member that the
/// engine's reader of trees asks for.
/// </summary>
internal static class SyntaxNode
{
    /// <summary>A member that is a text; empty when it is none.</summary>
    public static string Member(JsonElement node, string name) =>
        node.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <inheritdoc cref="Member(JsonElement, string)"/>
    public static string Member(JsonObject node, string name) =>
        node[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";

    /// <summary>A member that is a list.</summary>
    public static JsonArray List(JsonObject node, string name) => node[name] as JsonArray ?? [];

    /// <summary>True for a member that is <c>true</c>.</summary>
    public static bool Flag(JsonObject node, string name) => node[name] is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    /// <summary>Where a node stands in the text, in bytes; null for nodes that were made.</summary>
    public static int? Place(JsonObject node) =>
        node["query_location"] is JsonValue value && value.TryGetValue(out int place) ? place : null;

    /// <summary>A text literal.</summary>
    public static JsonObject Text(string value) => Constant("VARCHAR", JsonValue.Create(value));

    /// <summary>An integer literal.</summary>
    public static JsonObject Integer(int value) => Constant("INTEGER", JsonValue.Create(value));

    /// <summary>A literal of 64 bits.</summary>
    public static JsonObject Long(long value) => Constant("BIGINT", JsonValue.Create(value));

    /// <summary>The literal NULL.</summary>
    public static JsonObject Null()
    {
        JsonObject node = Expression("CONSTANT", "VALUE_CONSTANT");
        node["value"] = new JsonObject { ["type"] = Type("NULL"), ["is_null"] = true };
        return node;
    }

    /// <summary>A conversion that fails where the value does not fit.</summary>
    public static JsonObject Cast(JsonObject child, string type)
    {
        JsonObject node = Expression("CAST", "OPERATOR_CAST");
        node["child"] = child;
        node["cast_type"] = Type(type);
        node["try_cast"] = false;
        return node;
    }

    /// <summary>A column, by one name or by a table's name and its own.</summary>
    public static JsonObject Column(params ReadOnlySpan<string> names)
    {
        JsonObject node = Expression("COLUMN_REF", "COLUMN_REF");
        JsonArray parts = [];
        foreach (string name in names)
            parts.Add((JsonNode)name);
        node["column_names"] = parts;
        return node;
    }

    /// <summary>A call of a function, as a scalar or as a plain aggregate.</summary>
    public static JsonObject Call(string function, params IEnumerable<JsonNode> arguments)
    {
        JsonObject node = Expression("FUNCTION", "FUNCTION");
        node["function_name"] = function;
        node["schema"] = "";
        node["children"] = new JsonArray([.. arguments]);
        node["filter"] = null;
        node["order_bys"] = new JsonObject { ["type"] = "ORDER_MODIFIER", ["orders"] = new JsonArray() };
        node["distinct"] = false;
        node["is_operator"] = false;
        node["export_state"] = false;
        node["catalog"] = "";
        return node;
    }

    /// <summary>The same expression under a name: of a column in a select list, of an argument in a call.</summary>
    public static JsonObject Named(JsonObject expression, string name)
    {
        expression["alias"] = name;
        return expression;
    }

    /// <summary>A copy that stands nowhere.</summary>
    public static T Copy<T>(T node) where T : JsonNode => (T)node.DeepClone();

    /// <summary>Puts a node at the place of another one; the same node stays.</summary>
    public static void Replace(JsonObject node, JsonObject other)
    {
        if (ReferenceEquals(node, other))
            return;
        if (node.Parent is JsonArray list)
            list[list.IndexOf(node)] = other;
        else if (node.Parent is JsonObject owner)
            owner[node.GetPropertyName()] = other;
    }

    /// <summary>A node and all objects below it.</summary>
    public static IEnumerable<JsonObject> Descends(JsonNode? node)
    {
        if (node is JsonObject found)
            yield return found;
        IEnumerable<JsonNode?> children = node is JsonObject parent ? parent.Select(member => member.Value) : node as JsonArray ?? [];
        foreach (JsonNode? child in children)
        {
            foreach (JsonObject below in Descends(child))
                yield return below;
        }
    }

    /// <summary>A tree of a SELECT of one item.</summary>
    public static JsonObject Statement(JsonObject item)
    {
        JsonObject node = Select([item], new JsonObject
        {
            ["type"] = "EMPTY", ["alias"] = "", ["sample"] = null, ["query_location"] = ulong.MaxValue,
        });
        return new JsonObject
        {
            ["error"] = false,
            ["statements"] = new JsonArray(new JsonObject { ["node"] = node, ["named_param_map"] = new JsonArray() }),
        };
    }

    /// <summary>A plain SELECT.</summary>
    public static JsonObject Select(JsonArray items, JsonObject from) => new()
    {
        ["type"] = "SELECT_NODE",
        ["modifiers"] = new JsonArray(),
        ["cte_map"] = new JsonObject { ["map"] = new JsonArray() },
        ["select_list"] = items,
        ["from_table"] = from,
        ["where_clause"] = null,
        ["group_expressions"] = new JsonArray(),
        ["group_sets"] = new JsonArray(),
        ["aggregate_handling"] = "STANDARD_HANDLING",
        ["having"] = null,
        ["sample"] = null,
        ["qualify"] = null,
    };

    /// <summary>A lambda of one parameter.</summary>
    public static JsonObject Lambda(string parameter, JsonObject body)
    {
        JsonObject node = Expression("LAMBDA", "LAMBDA");
        node["lhs"] = Column(parameter);
        node["expr"] = body;
        return node;
    }

    private static JsonObject Constant(string type, JsonValue value)
    {
        JsonObject node = Expression("CONSTANT", "VALUE_CONSTANT");
        node["value"] = new JsonObject { ["type"] = Type(type), ["is_null"] = false, ["value"] = value };
        return node;
    }

    private static JsonObject Type(string id) => new() { ["id"] = id, ["type_info"] = null };

    private static JsonObject Expression(string kind, string type) =>
        new() { ["class"] = kind, ["type"] = type, ["alias"] = "", ["query_location"] = ulong.MaxValue };
}
