using System.Text.Json.Nodes;
using Weir.Plugins;

namespace Weir.Engine.Syntax;

/// <summary>
/// Brings calls of a plugin's aggregate into forms that the engine can run. Where the engine sorts the rows of
/// a call, or computes one value for a whole partition, it hands the aggregate one state for all rows in a way that
/// its interface for functions cannot tell from one state a row, and the process ends; where it excludes rows from a
/// frame it forgets states. So sorted and excluding calls go through a list, and whole partitions through a
/// frame that has the same rows.
/// </summary>
internal static class AggregateForms
{
    private const string UnboundedStart = "UNBOUNDED_PRECEDING";
    private const string UnboundedEnd = "UNBOUNDED_FOLLOWING";
    private const string CurrentPeers = "CURRENT_ROW_RANGE";

    // More than any partition has; the engine adds the number of a row to it.
    private const long RowsMax = long.MaxValue / 2;

    /// <summary>Rewrites a call whose arguments are complete.</summary>
    /// <returns>The node that takes the place of the call's; the same when it can stay.</returns>
    public static JsonObject Rewrite(PluginCall call)
    {
        bool isWindow = SyntaxNode.Member(call.Node, "class") == "WINDOW";
        JsonArray orders = Orders(call.Node, isWindow);
        // A call without arguments, or one that the order does not matter to, needs no sorting.
        if (call.Arguments.Count == 0 || !((PluginAggregate)call.Entry.Function).IsOrderSensitive)
            orders.Clear();
        bool isExcluding = isWindow && SyntaxNode.Member(call.Node, "exclude_clause") is not ("" or "NO_OTHER");
        if (orders.Count > 0 || isExcluding)
            return OverList(call, orders);
        if (isWindow && IsWholePartition(call.Node))
            SpellOutFrame(call.Node);
        return call.Node;
    }

    /// <summary>True for a frame that is the whole partition for every row, whatever is excluded from it.</summary>
    public static bool IsWholePartition(JsonObject window)
    {
        bool areAllPeers = SyntaxNode.List(window, "orders").Count == 0;
        return IsOpen(SyntaxNode.Member(window, "start"), UnboundedStart, areAllPeers)
            && IsOpen(SyntaxNode.Member(window, "end"), UnboundedEnd, areAllPeers);
    }

    private static bool IsOpen(string boundary, string unbounded, bool areAllPeers) =>
        boundary == unbounded || (areAllPeers && boundary == CurrentPeers);

    private static JsonArray Orders(JsonObject node, bool isWindow) =>
        isWindow ? SyntaxNode.List(node, "arg_orders")
        : node["order_bys"] is JsonObject modifier ? SyntaxNode.List(modifier, "orders")
        : [];

    private static void SpellOutFrame(JsonObject window)
    {
        window["start"] = UnboundedStart;
        window["start_expr"] = null;
        window["end"] = "EXPR_FOLLOWING_ROWS";
        window["end_expr"] = SyntaxNode.Long(RowsMax);
    }

    private static JsonObject OverList(PluginCall call, JsonArray orders)
    {
        if (call.HasUnpacked)
            throw call.NotRewritten("*COLUMNS(...) stands in a call with ORDER BY or EXCLUDE: name the columns");
        JsonObject[] arguments = [.. call.Arguments.Cast<JsonObject>()];
        call.Arguments.Clear();
        JsonObject list = SyntaxNode.Copy(call.Node);
        list["function_name"] = "list";
        list["alias"] = "";
        JsonArray sorted = Orders(list, SyntaxNode.Member(list, "class") == "WINDOW");
        JsonObject rows = list;
        if (orders.Count > 0 && SyntaxNode.Flag(call.Node, "distinct"))
            rows = DistinctSorted(call, list, sorted, arguments);
        else
            SyntaxNode.List(list, "children").Add((JsonNode)Row(arguments));
        return SyntaxNode.Named(
            SyntaxNode.Call(PluginNames.OfList(call.Entry.Function.Name), rows), SyntaxNode.Member(call.Node, "alias"));
    }

    // The engine sorts distinct values only by themselves: so each carries its place in the order, and
    // the list is sorted by that and rid of it.
    private static JsonObject DistinctSorted(PluginCall call, JsonObject list, JsonArray orders, JsonObject[] arguments)
    {
        List<JsonNode> key = [];
        foreach (JsonObject order in orders.Cast<JsonObject>())
        {
            JsonObject expression = SyntaxNode.Copy((JsonObject)order["expression"]!);
            if (!arguments.Any(argument => SyntaxNode.Key(argument) == SyntaxNode.Key(expression)))
                throw call.WrongForm("a call with DISTINCT is sorted by an expression that is none of its arguments");
            key.Add(expression);
            key.Add(SyntaxNode.Text(Direction(order)));
        }
        orders.Clear();
        JsonObject row = Row(arguments);
        SyntaxNode.List(row, "children").Insert(0, SyntaxNode.Named(SyntaxNode.Call("create_sort_key", key), "place"));
        SyntaxNode.List(list, "children").Add((JsonNode)row);
        JsonObject[] fields = [.. Enumerable.Range(0, arguments.Length)
            .Select(i => SyntaxNode.Call("struct_extract", SyntaxNode.Column("row_of_list"), SyntaxNode.Text(FieldName(i))))];
        return SyntaxNode.Call(
            "list_transform", SyntaxNode.Call("list_sort", list), SyntaxNode.Lambda("row_of_list", Row(fields)));
    }

    private static string Direction(JsonObject order)
    {
        string direction = SyntaxNode.Member(order, "type") == "DESCENDING" ? "DESC" : "ASC";
        string nulls = SyntaxNode.Member(order, "null_order");
        return nulls is "NULLS FIRST" or "NULLS LAST" ? $"{direction} {nulls}" : $"{direction} NULLS LAST";
    }

    private static JsonObject Row(JsonObject[] arguments) =>
        SyntaxNode.Call("struct_pack", arguments.Select((argument, i) => SyntaxNode.Named(argument, FieldName(i))));

    private static string FieldName(int index) => $"a{index}";
}
