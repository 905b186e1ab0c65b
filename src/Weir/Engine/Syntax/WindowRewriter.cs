using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Rewrites a SELECT with window functions of plugins, which the engine cannot have, into one over a
/// <see cref="WindowSource"/>: what stands around a call is computed in the outer query, all else in the rows.
/// One object, one SELECT.
/// </summary>
internal sealed class WindowRewriter
{
    // They multiply rows after windows are computed, so they must stay in the outer query.
    private static readonly HashSet<string> Multiplying = new(StringComparer.OrdinalIgnoreCase) { "unnest", "unlist", "generate_subscripts" };

    private readonly FunctionResolver _functions;
    private readonly string _sql;
    private readonly Func<JsonObject, string> _textOf;
    private readonly Func<string, bool> _isAggregate;
    private readonly WindowSource _source;

    // Outer expressions by the alias that they have in the select list.
    private readonly Dictionary<string, JsonObject> _aliases = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="functions">Says which function a call means.</param>
    /// <param name="sql">The statement's text, for errors.</param>
    /// <param name="number">Unique among the SELECTs of a statement.</param>
    /// <param name="textOf">Prints an expression.</param>
    /// <param name="isAggregate">Whether a function of the engine is an aggregate.</param>
    public WindowRewriter(
        FunctionResolver functions, string sql, int number, Func<JsonObject, string> textOf, Func<string, bool> isAggregate)
    {
        _functions = functions;
        _sql = sql;
        _textOf = textOf;
        _isAggregate = isAggregate;
        _source = new WindowSource(number);
    }

    /// <summary>Rewrites a SELECT; all that stands below it has been rewritten.</summary>
    /// <param name="select">A node with windows of plugins, in place in its tree.</param>
    /// <returns>The node that takes its place.</returns>
    public JsonObject Rewrite(JsonObject select)
    {
        JsonObject inner = SyntaxNode.Copy(select);
        RequirePlaces(inner);
        SpellOutGroups(inner);
        JsonArray items = [];
        foreach (JsonObject item in SyntaxNode.List(inner, "select_list").Cast<JsonObject>())
            items.Add((JsonNode)Item(SyntaxNode.Copy(item)));
        JsonObject outer = SyntaxNode.Select(items, new JsonObject());
        if (inner["qualify"] is JsonObject condition)
            outer["where_clause"] = Outer(WithoutAliases(SyntaxNode.Copy(condition)));
        outer["modifiers"] = new JsonArray([.. SyntaxNode.List(inner, "modifiers").Cast<JsonObject>().Select(Modifier)]);
        outer["cte_map"] = SyntaxNode.Copy(inner["cte_map"]!);
        inner["qualify"] = null;
        inner["modifiers"] = new JsonArray();
        inner["cte_map"] = new JsonObject { ["map"] = new JsonArray() };
        _source.Finish(inner, outer);
        return outer;
    }

    /// <summary>Refuses forms of a window that have no meaning over whole partitions.</summary>
    public static void Require(PluginCall call)
    {
        JsonObject node = call.Node;
        if (SyntaxNode.Member(node, "class") != "WINDOW")
            throw call.WrongForm("a window function stands without OVER (...)");
        if (SyntaxNode.Flag(node, "distinct") || node["filter_expr"] is not null || SyntaxNode.List(node, "arg_orders").Count > 0)
            throw call.WrongForm("DISTINCT, FILTER and ORDER BY in the call are for aggregates; use ORDER BY in OVER (...)");
        if (call.Arguments.Count == 0)
            throw call.WrongForm("a window function is called without arguments");
        if (call.HasUnpacked || SyntaxNode.Descends(node).Any(IsStar))
            throw call.NotRewritten("COLUMNS(...) stands in a call of a window function: name the columns");
        // The default is told by the same words as the frame up to the current row, and is meant by who writes none.
        bool isDefault = SyntaxNode.Member(node, "start") == "UNBOUNDED_PRECEDING" && SyntaxNode.Member(node, "end") == "CURRENT_ROW_RANGE";
        bool excludes = SyntaxNode.Member(node, "exclude_clause") is not ("" or "NO_OTHER");
        if (excludes || !(isDefault || AggregateForms.IsWholePartition(node)))
            throw call.WrongFrame();
    }

    private JsonObject Item(JsonObject item)
    {
        if (Own(item).FirstOrDefault(IsStar) is not null)
        {
            if (Own(item).FirstOrDefault(IsPluginWindow) is { } window)
                throw CallOf(window).NotRewritten("* or COLUMNS(...) stands in one expression with a window function: name the columns");
            return _source.Star(item) ?? throw NotRewritten(
                "several * stand beside a window function of a plugin: name the columns, or call the function in a subquery of its own");
        }
        string name = NameOf(item);
        _names.Add(name);
        if (!IsOuter(item))
            return SyntaxNode.Named(_source.Piece(item), name);
        JsonObject outer = Outer(SyntaxNode.Named(item, ""));
        bool namesColumn = Own(item).Any(found => SyntaxNode.List(found, "column_names") is [JsonNode only] && Is(only, name));
        if (!namesColumn)
            _aliases.TryAdd(name, SyntaxNode.Copy(outer));
        return SyntaxNode.Named(outer, name);
    }

    private string NameOf(JsonObject item) =>
        SyntaxNode.Member(item, "alias") is { Length: > 0 } alias ? alias
        : SyntaxNode.List(item, "column_names") is [.., JsonNode last] ? last.GetValue<string>()
        : _textOf(item);

    private JsonNode Modifier(JsonObject given)
    {
        JsonObject modifier = SyntaxNode.Copy(given);
        foreach (JsonObject order in SyntaxNode.List(modifier, "orders").Cast<JsonObject>())
            order["expression"] = Key(SyntaxNode.Copy((JsonObject)order["expression"]!));
        JsonArray targets = SyntaxNode.List(modifier, "distinct_on_targets");
        for (int i = 0; i < targets.Count; i++)
            targets[i] = Key(SyntaxNode.Copy((JsonObject)targets[i]!));
        return modifier;
    }

    // Places and names of the select list mean the same in the outer query.
    private JsonObject Key(JsonObject expression)
    {
        bool isName = SyntaxNode.List(expression, "column_names") is [JsonNode only] && _names.Contains(only.GetValue<string>());
        return isName || IsStar(expression) || SyntaxNode.IsLiteral(expression) ? expression : Outer(WithoutAliases(expression));
    }

    private JsonObject WithoutAliases(JsonObject expression)
    {
        if (SyntaxNode.List(expression, "column_names") is [JsonNode only] && _aliases.TryGetValue(only.GetValue<string>(), out JsonObject? meant))
            return SyntaxNode.Named(SyntaxNode.Copy(meant), SyntaxNode.Member(expression, "alias"));
        ForParts(expression, WithoutAliases);
        return expression;
    }

    private JsonObject Outer(JsonObject expression)
    {
        if (IsPluginWindow(expression))
            return SyntaxNode.Named(_source.Value(CallOf(expression)), SyntaxNode.Member(expression, "alias"));
        if (_source.IsMine(expression) || SyntaxNode.IsLiteral(expression))
            return expression;
        if (!IsOuter(expression))
        {
            if (SyntaxNode.Member(expression, "class") == "LAMBDA")
                throw NotRewritten("a lambda stands in one expression with a window function of a plugin: call the function in a subquery of its own");
            string alias = SyntaxNode.Member(expression, "alias");
            return SyntaxNode.Named(_source.Piece(SyntaxNode.Named(expression, "")), alias);
        }
        RequireAround(expression);
        ForParts(expression, Outer);
        return expression;
    }

    private void RequireAround(JsonObject expression)
    {
        string kind = SyntaxNode.Member(expression, "class");
        if (kind is "SUBQUERY" or "LAMBDA")
            throw NotRewritten("a window function of a plugin stands in one expression with a subquery or in a lambda: call the function in a subquery of its own");
        string function = SyntaxNode.Member(expression, "function_name");
        bool isAggregate = kind == "WINDOW" || (kind == "FUNCTION" && !SyntaxNode.Flag(expression, "is_operator")
            && (_functions.PluginOf(expression)?.Kind == PluginFunctionKind.Aggregate || _isAggregate(function)));
        if (isAggregate && Own(expression).Any(IsPluginWindow))
            throw NotRewritten($"a window function of a plugin stands in a call of '{function}', which is computed before it: call the function in a subquery of its own");
    }

    // Calls of the plugin may stand where the engine allows windows, and nowhere else.
    private void RequirePlaces(JsonObject select)
    {
        foreach (string place in (string[])["where_clause", "group_expressions", "having", "from_table"])
        {
            if (Own(select[place]).FirstOrDefault(IsPluginWindow) is { } window)
                throw CallOf(window).WrongForm("a window function stands outside of the select list, QUALIFY and ORDER BY");
        }
    }

    // A number means an item, and the items have other places among the pieces.
    private void SpellOutGroups(JsonObject select)
    {
        JsonArray groups = SyntaxNode.List(select, "group_expressions");
        JsonArray items = SyntaxNode.List(select, "select_list");
        for (int i = 0; i < groups.Count; i++)
        {
            if (groups[i]!["value"]?["value"] is not JsonValue value || !value.TryGetValue(out int place) || place < 1 || place > items.Count)
                continue;
            JsonObject[] upTo = [.. items.Take(place).Cast<JsonObject>()];
            if (upTo.Any(item => Own(item).Any(IsStar)) || IsOuter(upTo[^1]))
                throw NotRewritten($"GROUP BY {place} stands beside a window function of a plugin and a *: name the column");
            groups[i] = SyntaxNode.Named(SyntaxNode.Copy(upTo[^1]), "");
        }
    }

    private static void ForParts(JsonObject expression, Func<JsonObject, JsonObject> change)
    {
        foreach ((string name, JsonNode? member) in expression.ToArray())
        {
            if (member is JsonObject part && name != "subquery")
                Change(part, changed => expression[name] = changed, change);
            for (int i = 0; member is JsonArray parts && i < parts.Count; i++)
            {
                int place = i;
                if (parts[i] is JsonObject each)
                    Change(each, changed => parts[place] = changed, change);
            }
        }
    }

    private static void Change(JsonObject part, Action<JsonObject> put, Func<JsonObject, JsonObject> change)
    {
        if (SyntaxNode.Member(part, "class").Length > 0)
            put(change(SyntaxNode.Copy(part)));
        else
            ForParts(part, change);
    }

    private bool IsOuter(JsonObject expression) =>
        Own(expression).Any(found => IsPluginWindow(found) || IsMultiplying(found) || _source.IsMine(found));

    private bool IsPluginWindow(JsonObject node) => SyntaxNode.Member(node, "class") == "WINDOW"
        && _functions.PluginOf(node) is { IsOwnWindow: true };

    private static bool IsMultiplying(JsonObject node) =>
        SyntaxNode.Member(node, "class") == "FUNCTION" && Multiplying.Contains(SyntaxNode.Member(node, "function_name"));

    private static bool IsStar(JsonObject node) => SyntaxNode.Member(node, "class") == "STAR";

    private static bool Is(JsonNode name, string other) => name.GetValue<string>().Equals(other, StringComparison.OrdinalIgnoreCase);

    // The parts of an expression that belong to this SELECT.
    private static IEnumerable<JsonObject> Own(JsonNode? node) => SyntaxNode.Descends(node, stopAt: "subquery");

    private PluginCall CallOf(JsonObject node) => new(_functions.PluginOf(node)!, node, _sql);

    private static WeirException NotRewritten(string problem) => Weir.Diagnostics.PluginSqlErrors.NotRewritten(problem, "");
}
