using System.Text.Json;

namespace Weir.Engine.Syntax.Lineage;

/// <summary>What the columns of a query depend on: follows its clauses as SQL means them. Used by one reading.</summary>
internal sealed class QueryFlows
{
    // Flows only grow, and there are few kinds: a recursive query is settled long before.
    private const int RoundsMax = 64;

    private readonly LineageFacts _facts;
    private readonly ExpressionFlows _expressions;
    private readonly FromFlows _from;
    private readonly StarColumns _stars;

    /// <param name="sources">Tells tables, views and functions.</param>
    /// <param name="facts">Told what is read.</param>
    /// <param name="columns">Numbers the columns of tables.</param>
    public QueryFlows(ILineageSources sources, LineageFacts facts, ReadColumns columns)
    {
        _facts = facts;
        _expressions = new ExpressionFlows(sources, facts, Read);
        _from = new FromFlows(sources, facts, _expressions, columns, Read);
        _stars = new StarColumns(_expressions, facts);
    }

    /// <summary>Reads a query.</summary>
    /// <param name="node">A query's node.</param>
    /// <param name="outer">What names mean around it; null for nothing.</param>
    public FlowRows Read(JsonElement node, FlowScope? outer)
    {
        FlowScope scope = new(outer);
        if (node.TryGetProperty("cte_map", out JsonElement with) && with.TryGetProperty("map", out JsonElement entries))
            foreach (JsonElement entry in entries.EnumerateArray())
                Define(entry, scope);
        switch (SyntaxNode.Member(node, "type"))
        {
            case "SELECT_NODE":
                return Select(node, scope);
            case "SET_OPERATION_NODE":
                return SetOperation(node, scope);
            case "RECURSIVE_CTE_NODE":
                return Recursive(node, scope);
            case var other:
                _facts.NotUnderstood($"a query of the kind {other}");
                return FlowRows.Empty with { Other = name => new FlowColumn(name, FlowRows.None), Unknown = $"a query of the kind {other}" };
        }
    }

    private void Define(JsonElement entry, FlowScope scope)
    {
        JsonElement value = entry.GetProperty("value");
        scope.Define(SyntaxNode.Member(entry, "key"), Read(value.GetProperty("query").GetProperty("node"), scope).Named(Texts(value, "aliases")));
    }

    private FlowRows Recursive(JsonElement node, FlowScope scope)
    {
        string name = SyntaxNode.Member(node, "cte_name");
        string[] names = Texts(node, "aliases");
        FlowRows rows = Read(node.GetProperty("left"), scope).Named(names);
        for (int round = 0; round < RoundsMax; round++)
        {
            FlowScope inner = new(scope);
            inner.Define(name, rows);
            FlowRows more = Joined(rows, Read(node.GetProperty("right"), inner));
            bool isSettled = Count(more) == Count(rows);
            rows = more;
            if (isSettled)
                break;
        }
        return node.TryGetProperty("union_all", out JsonElement all) && all.ValueKind == JsonValueKind.True ? rows
            : rows with { Presence = new HashSet<Flow>([.. rows.Presence, .. Deciding(rows.Everything(), LineageKind.GroupBy)]) };
    }

    private static int Count(FlowRows rows) => rows.Columns.Sum(column => column.Flows.Count) + rows.Presence.Count + rows.Rest.Count;

    private FlowRows Select(JsonElement node, FlowScope scope)
    {
        HashSet<Flow> presence = node.TryGetProperty("from_table", out JsonElement from) ? _from.Read(from, scope) : [];
        List<FlowColumn> columns = [];
        HashSet<Flow>? rest = null;
        foreach (JsonElement item in node.GetProperty("select_list").EnumerateArray())
        {
            if (StarColumns.IsIn(item))
            {
                int first = columns.Count;
                HashSet<Flow>? unknown = _stars.Expand(item, scope, columns);
                if (unknown is not null)
                    (rest ??= []).UnionWith(unknown);
                if (HasUnnest(item))
                    presence.UnionWith(Deciding([.. columns.Skip(first).SelectMany(column => column.Flows), .. unknown ?? []], LineageKind.Filter));
                continue;
            }
            FlowColumn column = new(NameOf(item), _expressions.Of(item, scope));
            if (SyntaxNode.Member(item, "alias") is { Length: > 0 } alias)
                scope.Name(alias, column.Flows);
            columns.Add(column);
            // A list decides how many rows come of one.
            if (HasUnnest(item))
                presence.UnionWith(Deciding(column.Flows, LineageKind.Filter));
        }
        Clauses(node, scope, columns, presence);
        FlowRows rows = Opened(columns, presence, rest);
        presence.UnionWith(Modifiers(node, scope, rows));
        return rows;
    }

    private static FlowRows Opened(List<FlowColumn> columns, HashSet<Flow> presence, HashSet<Flow>? rest) => rest is null
        ? new FlowRows(columns, presence)
        : new FlowRows(columns, presence) { Rest = rest, Other = name => new FlowColumn(name, rest), Unknown = "the columns of a star" };

    private void Clauses(JsonElement node, FlowScope scope, List<FlowColumn> columns, HashSet<Flow> presence)
    {
        foreach (string clause in (string[])["where_clause", "having", "qualify"])
            if (node.TryGetProperty(clause, out JsonElement condition))
                presence.UnionWith(_expressions.Of(condition, scope, LineageKind.Filter));
        if (node.TryGetProperty("group_expressions", out JsonElement groups))
            foreach (JsonElement group in groups.EnumerateArray())
                presence.UnionWith(Deciding(PlaceOf(group, columns)?.Flows ?? _expressions.Of(group, scope), LineageKind.GroupBy));
        if (SyntaxNode.Member(node, "aggregate_handling") == "FORCE_AGGREGATES")
            foreach (FlowColumn column in columns)
                presence.UnionWith(Deciding(column.Flows.Where(flow => flow.Kind != LineageKind.Aggregation), LineageKind.GroupBy));
    }

    private HashSet<Flow> Modifiers(JsonElement node, FlowScope scope, FlowRows rows)
    {
        HashSet<Flow> presence = [];
        if (!node.TryGetProperty("modifiers", out JsonElement modifiers))
            return presence;
        scope.PrefersAliases = true;
        foreach (JsonElement modifier in modifiers.EnumerateArray())
        {
            if (modifier.TryGetProperty("orders", out JsonElement orders))
                foreach (JsonElement order in orders.EnumerateArray())
                    presence.UnionWith(Deciding(Key(order.GetProperty("expression"), scope, rows), LineageKind.Sort));
            if (SyntaxNode.Member(modifier, "type") == "DISTINCT_MODIFIER")
                presence.UnionWith(Deciding(Distinct(modifier, scope, rows), LineageKind.GroupBy));
            foreach (string limit in (string[])["limit", "offset"])
                if (modifier.TryGetProperty(limit, out JsonElement count))
                    presence.UnionWith(_expressions.Of(count, scope, LineageKind.Filter));
        }
        return presence;
    }

    private IReadOnlySet<Flow> Key(JsonElement key, FlowScope scope, FlowRows rows) =>
        SyntaxNode.Member(key, "class") == "STAR" ? rows.Everything() : PlaceOf(key, rows.Columns)?.Flows ?? _expressions.Of(key, scope);

    private HashSet<Flow> Distinct(JsonElement modifier, FlowScope scope, FlowRows rows) => modifier.TryGetProperty("distinct_on_targets", out JsonElement targets) && targets.GetArrayLength() > 0
        ? [.. targets.EnumerateArray().SelectMany(target => Key(target, scope, rows))]
        : rows.Everything();

    // ORDER BY 2 and GROUP BY 2 mean the second column.
    private static FlowColumn? PlaceOf(JsonElement key, IReadOnlyList<FlowColumn> columns) =>
        SyntaxNode.Member(key, "type") == "VALUE_CONSTANT" && key.GetProperty("value").TryGetProperty("value", out JsonElement value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int place) && place >= 1 && place <= columns.Count ? columns[place - 1] : null;

    private FlowRows SetOperation(JsonElement node, FlowScope scope)
    {
        JsonElement[] parts = node.TryGetProperty("children", out JsonElement children) ? [.. children.EnumerateArray()] : [node.GetProperty("left"), node.GetProperty("right")];
        string kind = SyntaxNode.Member(node, "setop_type");
        FlowRows rows = Read(parts[0], scope);
        foreach (JsonElement part in parts[1..])
            rows = Combined(kind, rows, Read(part, scope));
        HashSet<Flow> presence = [.. rows.Presence];
        bool isAll = !node.TryGetProperty("setop_all", out JsonElement all) || all.ValueKind == JsonValueKind.True;
        if (!isAll)
            presence.UnionWith(Deciding(rows.Everything(), LineageKind.GroupBy));
        rows = rows with { Presence = presence };
        FlowScope results = new(scope);
        results.Sources.Add(new FlowSource("", rows));
        presence.UnionWith(Modifiers(node, results, rows));
        return rows;
    }

    private static FlowRows Combined(string kind, FlowRows left, FlowRows right)
    {
        if (kind is "UNION" or "")
            return Joined(left, right);
        if (kind == "UNION_BY_NAME")
            return ByName(left, right);
        // Which rows are left depends on all columns of both sides.
        HashSet<Flow> presence = [.. left.Presence, .. right.Presence, .. Deciding([.. left.Everything(), .. right.Everything()], LineageKind.Filter)];
        return left with { Presence = presence };
    }

    private static FlowRows Joined(FlowRows left, FlowRows right)
    {
        HashSet<Flow> presence = [.. left.Presence, .. right.Presence];
        if (left.IsOpen || right.IsOpen || left.Columns.Count != right.Columns.Count)
        {
            HashSet<Flow> all = [.. left.Everything(), .. right.Everything()];
            return new FlowRows([], presence) { Rest = all, Other = name => new FlowColumn(name, all), Unknown = left.Unknown ?? right.Unknown ?? "which columns of a set operation belong together" };
        }
        return new FlowRows([.. left.Columns.Zip(right.Columns, (first, second) => first with { Flows = new HashSet<Flow>(first.Flows.Concat(second.Flows)) })], presence);
    }

    private static FlowRows ByName(FlowRows left, FlowRows right)
    {
        bool isKnown = !left.IsOpen && !right.IsOpen && left.Columns.Concat(right.Columns).All(column => column.Name is not null);
        if (!isKnown)
            return Joined(left with { Other = name => new FlowColumn(name, left.Everything()), Rest = left.Everything() }, right);
        IEnumerable<FlowColumn> both = left.Columns.Select(column => right.Columns.FirstOrDefault(other => other.Is(column.Name!)) is { } other
            ? column with { Flows = new HashSet<Flow>(column.Flows.Concat(other.Flows)) } : column);
        return new FlowRows([.. both, .. right.Columns.Where(column => !left.Columns.Any(other => other.Is(column.Name!)))], new HashSet<Flow>([.. left.Presence, .. right.Presence]));
    }

    private static HashSet<Flow> Deciding(IEnumerable<Flow> flows, LineageKind kind) => [.. flows.Select(flow => flow.Through(kind))];

    private static string? NameOf(JsonElement item) => SyntaxNode.Member(item, "alias") is { Length: > 0 } alias ? alias
        : item.TryGetProperty("column_names", out JsonElement names) ? names[names.GetArrayLength() - 1].GetString()
        : null;

    private static bool HasUnnest(JsonElement item)
    {
        Stack<JsonElement> open = new([item]);
        while (open.TryPop(out JsonElement node))
        {
            if (node.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement part in node.EnumerateArray())
                    open.Push(part);
            }
            if (node.ValueKind != JsonValueKind.Object)
                continue;
            if (SyntaxNode.Member(node, "function_name").Equals("unnest", StringComparison.OrdinalIgnoreCase))
                return true;
            foreach (JsonProperty member in node.EnumerateObject())
                open.Push(member.Value);
        }
        return false;
    }

    private static string[] Texts(JsonElement node, string list) =>
        node.TryGetProperty(list, out JsonElement texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];
}
