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

    /// <summary>How many arguments a call is given.</summary>
    public static int ArgumentsOf(JsonElement call) =>
        call.TryGetProperty("children", out JsonElement arguments) && arguments.ValueKind == JsonValueKind.Array ? arguments.GetArrayLength() : 0;

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

    /// <summary>A truth value.</summary>
    public static JsonObject Boolean(bool value) => Constant("BOOLEAN", JsonValue.Create(value));

    /// <summary>The literal NULL.</summary>
    public static JsonObject Null()
    {
        JsonObject node = Expression("CONSTANT", "VALUE_CONSTANT");
        node["value"] = new JsonObject { ["type"] = Type("NULL"), ["is_null"] = true };
        return node;
    }

    /// <summary>A conversion that fails where the value does not fit.</summary>
    public static JsonObject Cast(JsonObject child, string type) => Cast(child, Type(type));

    /// <inheritdoc cref="Cast(JsonObject, string)"/>
    public static JsonObject Cast(JsonObject child, JsonObject type)
    {
        JsonObject node = Expression("CAST", "OPERATOR_CAST");
        node["child"] = child;
        node["cast_type"] = type;
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

    /// <summary>An operator between two expressions, for example <c>+</c>.</summary>
    public static JsonObject Operator(string name, JsonObject left, JsonObject right)
    {
        JsonObject node = Call(name, left, right);
        node["is_operator"] = true;
        return node;
    }

    /// <summary>A comparison of two expressions.</summary>
    /// <param name="type">The engine's name of the comparison, for example <c>COMPARE_EQUAL</c>.</param>
    /// <param name="left">What stands left.</param>
    /// <param name="right">What stands right.</param>
    public static JsonObject Compare(string type, JsonObject left, JsonObject right)
    {
        JsonObject node = Expression("COMPARISON", type);
        node["left"] = left;
        node["right"] = right;
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
    /// <param name="node">Where to begin; null has none.</param>
    /// <param name="stopAt">Name of a member that is left out, with all below it; null to leave out nothing.</param>
    public static IEnumerable<JsonObject> Descends(JsonNode? node, string? stopAt = null)
    {
        Stack<JsonNode?> open = new([node]);
        while (open.TryPop(out JsonNode? next))
        {
            if (next is JsonArray list)
            {
                foreach (JsonNode? item in list.Reverse())
                    open.Push(item);
            }
            if (next is not JsonObject found)
                continue;
            yield return found;
            foreach ((string name, JsonNode? member) in found.Reverse())
            {
                if (name != stopAt)
                    open.Push(member);
            }
        }
    }

    /// <summary>A text that is the same for equal expressions, wherever they stand.</summary>
    public static string Key(JsonObject expression)
    {
        JsonObject copy = Copy(expression);
        foreach (JsonObject found in Descends(copy))
            found.Remove("query_location");
        return SyntaxJson.Of(copy);
    }

    /// <summary>True for a literal or a parameter of the statement.</summary>
    public static bool IsLiteral(JsonObject expression) => Member(expression, "class") is "CONSTANT" or "PARAMETER";

    /// <summary>A tree of a SELECT of one item.</summary>
    public static JsonObject Statement(JsonObject item) => StatementOf(Select([item], Empty()));

    /// <summary>What a SELECT without FROM reads: one row without columns.</summary>
    public static JsonObject Empty() => From("EMPTY", "");

    /// <summary>A tree of one query.</summary>
    public static JsonObject StatementOf(JsonObject query) => new() { ["error"] = false, ["statements"] = new JsonArray(Query(query)) };

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

    /// <summary>A window function over all rows, without arguments.</summary>
    public static JsonObject Window(string function, string type)
    {
        JsonObject node = Expression("WINDOW", type);
        node["function_name"] = function;
        node["schema"] = "";
        node["catalog"] = "";
        foreach (string list in (string[])["children", "partitions", "orders", "arg_orders"])
            node[list] = new JsonArray();
        node["start"] = "UNBOUNDED_PRECEDING";
        node["end"] = "CURRENT_ROW_RANGE";
        foreach (string part in (string[])["start_expr", "end_expr", "offset_expr", "default_expr", "filter_expr"])
            node[part] = null;
        node["ignore_nulls"] = false;
        node["exclude_clause"] = "NO_OTHER";
        node["distinct"] = false;
        return node;
    }

    /// <summary>Members of a window that hold arguments beside its list of arguments, in order: those of LAG and LEAD.</summary>
    public static IReadOnlyList<string> WindowArguments { get; } = ["offset_expr", "default_expr"];

    /// <summary>Turns a window function of the engine's grammar into one that is called by name, with all arguments in its list.</summary>
    public static void MakePlainWindow(JsonObject node)
    {
        node["type"] = "WINDOW_AGGREGATE";
        foreach (string member in WindowArguments)
        {
            if (node[member] is JsonObject argument)
                List(node, "children").Add((JsonNode)Copy(argument));
            node[member] = null;
        }
    }

    /// <summary>All columns of a table; names can be put into <c>exclude_list</c>.</summary>
    public static JsonObject Star(string table)
    {
        JsonObject node = Expression("STAR", "STAR");
        node["relation_name"] = table;
        foreach (string list in (string[])["exclude_list", "replace_list", "qualified_exclude_list", "rename_list"])
            node[list] = new JsonArray();
        node["columns"] = false;
        node["expr"] = null;
        return node;
    }

    /// <summary>One key of an ORDER BY, ascending.</summary>
    public static JsonObject Order(JsonObject expression) =>
        new() { ["type"] = "ORDER_DEFAULT", ["null_order"] = "ORDER_DEFAULT", ["expression"] = expression };

    /// <summary>One query of a WITH clause.</summary>
    public static JsonObject With(string name, IEnumerable<string> columns, JsonObject query, bool isComputedOnce) => new()
    {
        ["key"] = name,
        ["value"] = new JsonObject
        {
            ["aliases"] = new JsonArray([.. columns.Select(column => (JsonNode)column)]),
            ["query"] = Query(query),
            ["materialized"] = isComputedOnce ? "CTE_MATERIALIZE_ALWAYS" : "CTE_MATERIALIZE_DEFAULT",
            ["key_targets"] = new JsonArray(),
        },
    };

    /// <summary>A table by name, in FROM.</summary>
    public static JsonObject Table(string name)
    {
        JsonObject node = From("BASE_TABLE", "");
        node["schema_name"] = "";
        node["table_name"] = name;
        node["column_name_alias"] = new JsonArray();
        node["catalog_name"] = "";
        node["at_clause"] = null;
        return node;
    }

    /// <summary>A query in FROM.</summary>
    public static JsonObject Subquery(JsonObject query, string alias)
    {
        JsonObject node = From("SUBQUERY", alias);
        node["subquery"] = Query(query);
        node["column_name_alias"] = new JsonArray();
        return node;
    }

    /// <summary>Two tables where two columns are equal.</summary>
    public static JsonObject Join(JsonObject left, JsonObject right, JsonObject leftColumn, JsonObject rightColumn)
    {
        JsonObject node = From("JOIN", "");
        node["left"] = left;
        node["right"] = right;
        node["condition"] = Compare("COMPARE_EQUAL", leftColumn, rightColumn);
        node["join_type"] = "INNER";
        node["ref_type"] = "REGULAR";
        node["using_columns"] = new JsonArray();
        node["delim_flipped"] = false;
        node["duplicate_eliminated_columns"] = new JsonArray();
        return node;
    }

    /// <summary>A lambda of one parameter.</summary>
    public static JsonObject Lambda(string parameter, JsonObject body)
    {
        JsonObject node = Expression("LAMBDA", "LAMBDA");
        node["lhs"] = Column(parameter);
        node["expr"] = body;
        return node;
    }

    /// <summary>An expression, and NULL where another one is.</summary>
    public static JsonObject NullWhereNull(JsonObject tested, JsonObject otherwise)
    {
        JsonObject test = Expression("OPERATOR", "OPERATOR_IS_NULL");
        test["children"] = new JsonArray(tested);
        return Case([(test, Null())], otherwise);
    }

    /// <summary>The first expression whose condition holds.</summary>
    /// <param name="cases">Conditions and expressions.</param>
    /// <param name="otherwise">What it is when no condition holds.</param>
    public static JsonObject Case(IEnumerable<(JsonObject When, JsonObject Then)> cases, JsonObject otherwise)
    {
        JsonObject node = Expression("CASE", "CASE_EXPR");
        node["case_checks"] = new JsonArray([.. cases.Select(item => new JsonObject { ["when_expr"] = item.When, ["then_expr"] = item.Then })]);
        node["else_expr"] = otherwise;
        return node;
    }

    private static JsonObject Constant(string type, JsonValue value)
    {
        JsonObject node = Expression("CONSTANT", "VALUE_CONSTANT");
        node["value"] = new JsonObject { ["type"] = Type(type), ["is_null"] = false, ["value"] = value };
        return node;
    }

    private static JsonObject Query(JsonObject node) => new() { ["node"] = node, ["named_param_map"] = new JsonArray() };

    private static JsonObject From(string type, string alias) =>
        new() { ["type"] = type, ["alias"] = alias, ["sample"] = null, ["query_location"] = ulong.MaxValue };

    private static JsonObject Type(string id) => new() { ["id"] = id, ["type_info"] = null };

    /// <summary>An expression without the members of its kind.</summary>
    public static JsonObject Expression(string kind, string type) =>
        new() { ["class"] = kind, ["type"] = type, ["alias"] = "", ["query_location"] = ulong.MaxValue };
}
