using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// What the outer query of a rewritten SELECT reads from: the rows of the SELECT without its plugin windows,
/// numbered and computed once, with the pieces that the outer query needs as columns; and the value of each
/// window for each row. Every window is one grouping by its partition, so its cost grows with the rows, not with their square.
/// </summary>
/// <param name="number">Unique among the SELECTs of a statement.</param>
internal sealed class WindowSource(int number)
{
    private const string RowColumn = "weir_row";
    private const string ValueColumn = "weir_value";
    private const string Ids = "weir_ids";
    private const string Values = "weir_values";

    private readonly string _rows = $"weir_rows_{number}";
    private readonly JsonArray _pieces = [SyntaxNode.Window("row_number", "WINDOW_ROW_NUMBER")];
    private readonly List<string> _names = [RowColumn];
    private readonly Dictionary<string, JsonObject> _known = new(StringComparer.Ordinal);
    private readonly List<(string Name, JsonObject Query)> _windows = [];
    private JsonObject? _star;

    /// <summary>True for a reference that this source gave.</summary>
    public bool IsMine(JsonObject expression) =>
        SyntaxNode.List(expression, "column_names") is [JsonNode table, _]
        && (table.GetValue<string>() == _rows || _windows.Any(window => window.Name == table.GetValue<string>()));

    /// <summary>Gives an expression a column among the rows.</summary>
    /// <param name="expression">Stands nowhere; its alias stays known to the rest of the SELECT.</param>
    /// <returns>A reference to the column.</returns>
    public JsonObject Piece(JsonObject expression)
    {
        string key = SyntaxNode.Key(expression);
        if (!_known.TryGetValue(key, out JsonObject? known))
        {
            string name = $"weir_piece_{_names.Count - 1}";
            _names.Add(name);
            _pieces.Add((JsonNode)expression);
            known = SyntaxNode.Column(_rows, name);
            _known.Add(key, known);
        }
        return SyntaxNode.Copy(known);
    }

    /// <summary>Takes the one item that stands for several columns.</summary>
    /// <param name="item">Stands nowhere.</param>
    /// <returns>The item for the outer query, complete when <see cref="Finish"/> has run; null when there is one already.</returns>
    public JsonObject? Star(JsonObject item)
    {
        if (_star is not null)
            return null;
        _star = SyntaxNode.Star(_rows);
        _star["weir_item"] = item;
        return _star;
    }

    /// <summary>Takes a window.</summary>
    /// <param name="call">A window of the whole partition with complete arguments.</param>
    /// <returns>A reference to its value.</returns>
    public JsonObject Value(PluginCall call)
    {
        string key = SyntaxNode.Key(SyntaxNode.Named(SyntaxNode.Copy(call.Node), ""));
        if (!_known.TryGetValue(key, out JsonObject? known))
        {
            string name = $"weir_window_{number}_{_windows.Count}";
            _windows.Add((name, Query(call)));
            known = SyntaxNode.Column(name, ValueColumn);
            _known.Add(key, known);
        }
        return SyntaxNode.Copy(known);
    }

    /// <summary>Puts the WITH clauses and the FROM of the outer query together.</summary>
    /// <param name="inner">The SELECT without windows; its items are replaced.</param>
    /// <param name="outer">The query that reads them; has its items.</param>
    public void Finish(JsonObject inner, JsonObject outer)
    {
        if (_star is not null)
        {
            JsonNode item = _star["weir_item"]!;
            _star.Remove("weir_item");
            _pieces.Add(item);
            foreach (string name in _names)
                SyntaxNode.List(_star, "exclude_list").Add((JsonNode)name);
        }
        inner["select_list"] = _pieces;
        JsonArray with = SyntaxNode.List((JsonObject)outer["cte_map"]!, "map");
        with.Add((JsonNode)SyntaxNode.With(_rows, _names, inner, isComputedOnce: true));
        JsonObject from = SyntaxNode.Table(_rows);
        foreach ((string name, JsonObject query) in _windows)
        {
            with.Add((JsonNode)SyntaxNode.With(name, [RowColumn, ValueColumn], query, isComputedOnce: false));
            from = SyntaxNode.Join(from, SyntaxNode.Table(name), SyntaxNode.Column(_rows, RowColumn), SyntaxNode.Column(name, RowColumn));
        }
        outer["from_table"] = from;
    }

    private JsonObject Query(PluginCall call)
    {
        JsonObject window = call.Node;
        JsonArray orders = [.. SyntaxNode.List(window, "orders").Cast<JsonObject>().Select(Order)];
        orders.Add((JsonNode)SyntaxNode.Order(SyntaxNode.Column(RowColumn)));
        JsonObject row = SyntaxNode.Call("struct_pack", call.Arguments.Cast<JsonObject>().Select(
            (argument, i) => SyntaxNode.Named(Inline(SyntaxNode.Copy(argument)), $"a{i}")));
        JsonObject partitions = SyntaxNode.Select(
            [Listed(SyntaxNode.Column(RowColumn), orders, Ids), Listed(row, orders, Values)], SyntaxNode.Table(_rows));
        JsonArray keys = [.. SyntaxNode.List(window, "partitions").Cast<JsonObject>().Select(key => (JsonNode)Piece(SyntaxNode.Copy(key)))];
        if (keys.Count > 0)
            partitions["group_sets"] = new JsonArray(new JsonArray([.. Enumerable.Range(0, keys.Count).Select(i => (JsonNode)i)]));
        partitions["group_expressions"] = keys;
        JsonObject values = SyntaxNode.Call(PluginNames.OfWindow(call.Entry.Function.Name), SyntaxNode.Column(Values));
        return SyntaxNode.Select(
            [SyntaxNode.Call("unnest", SyntaxNode.Column(Ids)), SyntaxNode.Call("unnest", values)],
            SyntaxNode.Subquery(partitions, $"weir_partitions_{number}"));
    }

    private JsonNode Order(JsonObject order)
    {
        JsonObject copy = SyntaxNode.Copy(order);
        copy["expression"] = Piece(SyntaxNode.Copy((JsonObject)order["expression"]!));
        return copy;
    }

    private static JsonObject Listed(JsonObject value, JsonArray orders, string name)
    {
        JsonObject list = SyntaxNode.Call("list", value);
        list["order_bys"] = new JsonObject { ["type"] = "ORDER_MODIFIER", ["orders"] = SyntaxNode.Copy(orders) };
        return SyntaxNode.Named(list, name);
    }

    // A literal is worth no column, and some functions must see that it is one.
    private JsonObject Inline(JsonObject argument) => SyntaxNode.IsLiteral(argument) ? argument : Piece(argument);
}
