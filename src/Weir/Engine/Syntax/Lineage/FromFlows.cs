using System.Text.Json;

namespace Weir.Engine.Syntax.Lineage;

/// <summary>What the sources of a FROM depend on.</summary>
/// <param name="sources">Tells tables, views and functions.</param>
/// <param name="facts">Told what is read.</param>
/// <param name="expressions">Follows expressions.</param>
/// <param name="columns">Numbers the columns of tables.</param>
/// <param name="query">Reads a query.</param>
internal sealed class FromFlows(
    ILineageSources sources, LineageFacts facts, ExpressionFlows expressions, ReadColumns columns, Func<JsonElement, FlowScope?, FlowRows> query)
{
    // Functions in FROM that give rows of their arguments and read nothing; the columns of those that have fixed ones.
    private static readonly Dictionary<string, string[]> Computed = new(StringComparer.OrdinalIgnoreCase)
    {
        ["unnest"] = ["unnest"], ["range"] = ["range"], ["generate_series"] = ["generate_series"], ["repeat"] = ["repeat"],
    };

    private readonly Dictionary<string, FlowRows?> _views = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds the sources of a FROM to a scope, in order.</summary>
    /// <returns>What decides which rows there are.</returns>
    public HashSet<Flow> Read(JsonElement from, FlowScope scope)
    {
        string alias = SyntaxNode.Member(from, "alias");
        switch (SyntaxNode.Member(from, "type"))
        {
            case "BASE_TABLE":
                string name = SyntaxNode.Member(from, "table_name");
                return Add(scope, from, alias.Length > 0 ? alias : name, Table(from, name, scope));
            case "SUBQUERY":
                return Add(scope, from, alias, query(from.GetProperty("subquery").GetProperty("node"), scope));
            case "JOIN":
                return Join(from, scope);
            case "TABLE_FUNCTION":
                string function = SyntaxNode.Member(from.GetProperty("function"), "function_name");
                return Add(scope, from, alias.Length > 0 ? alias : function, Function(from, function, scope));
            case "EXPRESSION_LIST":
                return Add(scope, from, alias, Values(from, scope));
            case "PIVOT":
                return Add(scope, from, alias, Pivot(from, scope));
            case "SHOW_REF":
                return Add(scope, from, alias, Show(from, scope));
            case "EMPTY":
                return [];
            case var other:
                facts.NotUnderstood($"a source of the kind {other}");
                return [];
        }
    }

    private static HashSet<Flow> Add(FlowScope scope, JsonElement from, string alias, FlowRows rows)
    {
        scope.Sources.Add(new FlowSource(alias, rows.Named(Texts(from, "column_name_alias"))));
        return [.. rows.Presence];
    }

    private FlowRows Table(JsonElement from, string name, FlowScope scope)
    {
        string[] path = [.. ((string[])[SyntaxNode.Member(from, "catalog_name"), SyntaxNode.Member(from, "schema_name"), name]).Where(part => part.Length > 0)];
        if (path.Length == 1 && scope.Query(name) is { } with)
            return with;
        if (path.Length == 1 && View(name) is { } view)
            return view;
        string full = sources.NameOf(path);
        facts.Add(full, "table");
        return columns.Rows(full, sources.ColumnsOf(path));
    }

    private FlowRows? View(string name)
    {
        if (_views.TryGetValue(name, out FlowRows? known))
            return known;
        _views[name] = null;
        if (sources.ViewOf(name) is not { } view)
            return null;
        facts.Add(sources.NameOf([name]), "view");
        return _views[name] = query(view, null);
    }

    private FlowRows Function(JsonElement from, string name, FlowScope scope)
    {
        JsonElement call = from.GetProperty("function");
        facts.AddFunction(call, isInFrom: true);
        HashSet<Flow> arguments = call.TryGetProperty("children", out JsonElement children) ? expressions.Of(children, scope, LineageKind.Transformation) : [];
        if (Computed.TryGetValue(name, out string[]? names))
            return new FlowRows([.. names.Select(column => new FlowColumn(column, arguments))], Deciding(arguments, LineageKind.Filter));
        (string label, IReadOnlyList<string>? known) = sources.FunctionOf(from);
        facts.Add(label, "function");
        FlowRows rows = columns.Rows(label, known);
        if (arguments.Count == 0)
            return rows;
        return rows with
        {
            Columns = [.. rows.Columns.Select(column => column with { Flows = new HashSet<Flow>([.. column.Flows, .. arguments]) })],
            Rest = new HashSet<Flow>([.. rows.Rest, .. arguments]),
            Other = rows.Other is null ? null : column => new FlowColumn(column, new HashSet<Flow>([.. rows.Rest, .. arguments])),
            Presence = Deciding(arguments, LineageKind.Filter),
        };
    }

    private static HashSet<Flow> Deciding(IEnumerable<Flow> flows, LineageKind kind) => [.. flows.Select(flow => flow.Through(kind))];

    private FlowRows Values(JsonElement from, FlowScope scope)
    {
        List<HashSet<Flow>> flows = [];
        foreach (JsonElement row in from.GetProperty("values").EnumerateArray())
        {
            int place = 0;
            foreach (JsonElement value in row.EnumerateArray())
            {
                if (place == flows.Count)
                    flows.Add([]);
                flows[place++].UnionWith(expressions.Of(value, scope));
            }
        }
        return new FlowRows([.. flows.Select((column, place) => new FlowColumn($"col{place}", column))], FlowRows.None);
    }

    private HashSet<Flow> Join(JsonElement from, FlowScope scope)
    {
        HashSet<Flow> presence = Read(from.GetProperty("left"), scope);
        int first = scope.Sources.Count;
        presence.UnionWith(Read(from.GetProperty("right"), scope));
        if (from.TryGetProperty("condition", out JsonElement condition))
            presence.UnionWith(expressions.Of(condition, scope, LineageKind.Join));
        foreach (string shared in Shared(from, scope, first))
            presence.UnionWith(Merge(scope, first, shared, SyntaxNode.Member(from, "join_type")));
        if (SyntaxNode.Member(from, "join_type") is "SEMI" or "ANTI")
            scope.Sources.RemoveRange(first, scope.Sources.Count - first);
        return presence;
    }

    private string[] Shared(JsonElement from, FlowScope scope, int first)
    {
        if (SyntaxNode.Member(from, "ref_type") != "NATURAL")
            return Texts(from, "using_columns");
        if (scope.Sources.Exists(source => source.Rows.IsOpen))
            facts.NotUnderstood("which columns a NATURAL JOIN compares");
        return [.. scope.Sources[first..].SelectMany(source => source.Shown).Select(column => column.Name).OfType<string>()
            .Where(name => scope.Sources[..first].Exists(source => source.Known(name) is not null)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    // The column stands where the left side has it; which side's value it is depends on the join.
    private static HashSet<Flow> Merge(FlowScope scope, int first, string name, string kind)
    {
        int left = Place(scope, 0, first, name), right = Place(scope, first, scope.Sources.Count, name);
        if (left < 0 || right < 0)
            return [];
        FlowColumn own = Value(scope.Sources[left], name), other = Value(scope.Sources[right], name);
        FlowColumn seen = kind switch
        {
            "RIGHT" => other with { Name = own.Name },
            "FULL" or "OUTER" => own with { Flows = new HashSet<Flow>(own.Flows.Concat(other.Flows).Select(flow => flow.Through(LineageKind.Transformation))) },
            _ => own,
        };
        scope.Sources[left] = scope.Sources[left] with { Merged = new Dictionary<string, FlowColumn>(scope.Sources[left].Merged, StringComparer.OrdinalIgnoreCase) { [name] = seen } };
        scope.Sources[right] = scope.Sources[right] with { Hidden = new HashSet<string>(scope.Sources[right].Hidden.Append(name), StringComparer.OrdinalIgnoreCase) };
        return Deciding(own.Flows.Concat(other.Flows), LineageKind.Join);
    }

    private static FlowColumn Value(FlowSource source, string name) => source.Known(name) ?? source.Rows.Find(name)!;

    private static int Place(FlowScope scope, int from, int to, string name)
    {
        int known = Enumerable.Range(from, to - from).FirstOrDefault(i => scope.Sources[i].Known(name) is not null, -1);
        return known >= 0 ? known
            : Enumerable.Range(from, to - from).FirstOrDefault(i => !scope.Sources[i].Hidden.Contains(name) && scope.Sources[i].Rows.Find(name) is not null, -1);
    }

    private FlowRows Pivot(JsonElement from, FlowScope scope)
    {
        FlowScope inner = new(scope);
        HashSet<Flow> presence = Read(from.GetProperty("source"), inner);
        JsonElement[] pivots = from.TryGetProperty("pivots", out JsonElement list) ? [.. list.EnumerateArray()] : [];
        if (inner.Sources.Exists(source => source.Rows.IsOpen) || pivots.Any(HasStar))
            return Opaque("the columns of a PIVOT or UNPIVOT", inner, presence);
        FlowColumn[] all = [.. inner.Sources.SelectMany(source => source.Shown)];
        return Texts(from, "unpivot_names") is { Length: > 0 } values ? Unpivoted(from, pivots, values, all, presence) : Pivoted(from, pivots, inner, all, presence);
    }

    private static bool HasStar(JsonElement pivot) => pivot.TryGetProperty("entries", out JsonElement entries)
        && entries.EnumerateArray().Any(entry => entry.TryGetProperty("star_expr", out _) || entry.TryGetProperty("expr", out _));

    private FlowRows Opaque(string what, FlowScope inner, HashSet<Flow> presence)
    {
        facts.NotUnderstood(what);
        HashSet<Flow> all = Deciding(inner.Sources.SelectMany(source => source.Rows.Everything()), LineageKind.Transformation);
        return new FlowRows([], new HashSet<Flow>([.. presence, .. Deciding(all, LineageKind.GroupBy)])) { Rest = all, Other = name => new FlowColumn(name, all), Unknown = what };
    }

    private static FlowRows Unpivoted(JsonElement from, JsonElement[] pivots, string[] values, FlowColumn[] all, HashSet<Flow> presence)
    {
        string[][] entries = [.. pivots.SelectMany(pivot => pivot.GetProperty("entries").EnumerateArray())
            .Select(entry => entry.GetProperty("values").EnumerateArray().Select(value => SyntaxNode.Member(value, "value")).ToArray())];
        HashSet<string> used = new(entries.SelectMany(entry => entry), StringComparer.OrdinalIgnoreCase);
        FlowColumn[] taken = [.. all.Where(column => column.Name is not null && used.Contains(column.Name))];
        // Rows of NULLs alone are left out unless they are asked for.
        if (!from.TryGetProperty("include_nulls", out _))
            presence.UnionWith(Deciding(taken.SelectMany(column => column.Flows), LineageKind.Filter));
        return new FlowRows(
        [
            .. all.Except(taken),
            .. pivots.SelectMany(pivot => Texts(pivot, "unpivot_names")).Select(name => new FlowColumn(name, FlowRows.None)),
            .. values.Select((name, place) => new FlowColumn(name, entries.SelectMany(entry => all.Where(column => place < entry.Length && column.Is(entry[place]))).SelectMany(column => column.Flows).ToHashSet())),
        ], presence);
    }

    private FlowRows Pivoted(JsonElement from, JsonElement[] pivots, FlowScope inner, FlowColumn[] all, HashSet<Flow> presence)
    {
        HashSet<Flow> deciding = [], values = [];
        int count = 1;
        foreach (JsonElement pivot in pivots)
        {
            deciding.UnionWith(expressions.Of(pivot.GetProperty("pivot_expressions"), inner, LineageKind.Conditional));
            count *= pivot.TryGetProperty("entries", out JsonElement entries) ? entries.GetArrayLength() : 1;
        }
        JsonElement aggregates = from.GetProperty("aggregates");
        values.UnionWith(expressions.Of(aggregates, inner));
        HashSet<int> consumed = [.. deciding.Concat(values).Select(flow => flow.Column)];
        string[] groups = Texts(from, "groups");
        FlowColumn[] kept = [.. all.Where(column => groups.Length > 0 ? groups.Any(column.Is) : !column.Flows.Any(flow => consumed.Contains(flow.Column)))];
        presence.UnionWith(Deciding(kept.SelectMany(column => column.Flows), LineageKind.GroupBy));
        HashSet<Flow> made = [.. values, .. deciding];
        return new FlowRows([.. kept, .. Enumerable.Repeat(new FlowColumn(null, made), count * aggregates.GetArrayLength())], presence);
    }

    // What DESCRIBE and SUMMARIZE tell of a query.
    private FlowRows Show(JsonElement from, FlowScope scope)
    {
        if (!from.TryGetProperty("query", out JsonElement shown))
            return FlowRows.Empty with { Other = name => new FlowColumn(name, FlowRows.None), Unknown = "the columns of a listing" };
        FlowRows rows = query(shown, scope);
        HashSet<Flow> all = SyntaxNode.Member(from, "show_type") == "SUMMARY" ? Deciding([.. rows.Everything(), .. rows.Presence], LineageKind.Aggregation) : [];
        return FlowRows.Empty with { Other = name => new FlowColumn(name, all), Rest = all, Unknown = "the columns of DESCRIBE and SUMMARIZE", Presence = rows.Presence };
    }

    private static string[] Texts(JsonElement node, string list) =>
        node.TryGetProperty(list, out JsonElement texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];
}
