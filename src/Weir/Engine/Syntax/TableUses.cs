using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Finds every place where a statement reads some tables, and what it demands of their rows there: the conditions
/// of WHERE, and of ON where that is sound, also of queries around the one that reads the table, as long as their rows are
/// rows of it. A query of a WITH clause or a view is read once for each place that names it. A place of which
/// nothing is known counts as one without demands.
/// </summary>
internal sealed class TableUses
{
    // WITH clauses that name one another twice double the places again and again.
    private const int PlacesMax = 1_000;

    private readonly Func<JsonObject, string?> _tableOf;
    private readonly Func<string, JsonObject?> _viewOf;
    private readonly Func<string, bool> _isPure;
    private readonly HashSet<string> _relations = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<TableUse> _uses = [];
    private readonly Stack<string> _views = new();
    private Scope? _scope;
    private int _places;

    private TableUses(Func<JsonObject, string?> tableOf, Func<string, JsonObject?> viewOf, Func<string, bool> isPure)
    {
        _tableOf = tableOf;
        _viewOf = viewOf;
        _isPure = isPure;
    }

    /// <summary>Reads a statement.</summary>
    /// <param name="tree">The tree with all members; stays as it is.</param>
    /// <param name="tableOf">The table that a node of FROM reads, by the name of its view; null when it is none that matters.</param>
    /// <param name="viewOf">The tree of a view of the session; null when a name is none.</param>
    /// <param name="isPure">Whether a function is the engine's own, and no aggregate.</param>
    /// <returns>The places; none when there are too many.</returns>
    public static IReadOnlyList<TableUse> Of(
        JsonObject tree, Func<JsonObject, string?> tableOf, Func<string, JsonObject?> viewOf, Func<string, bool> isPure)
    {
        TableUses uses = new(tableOf, viewOf, isPure);
        uses.Name(tree);
        uses.Visit(tree["statements"], []);
        return uses._places > PlacesMax ? [] : uses._uses;
    }

    private void Name(JsonObject tree)
    {
        foreach (JsonObject node in SyntaxNode.Descends(tree))
        {
            if (SyntaxNode.Member(node, "type") is "BASE_TABLE" or "TABLE_FUNCTION" or "SUBQUERY" or "JOIN" or "EXPRESSION_LIST" or "PIVOT")
                _relations.Add(NameOf(node));
            if (SyntaxNode.Member(node, "key") is { Length: > 0 } with)
                _relations.Add(with);
            // What bears the name of a function without parentheses may be meant by it.
            if (SyntaxNode.Member(node, "alias") is { Length: > 0 } alias && QueryMoment.IsName(alias))
                _relations.Add(alias);
        }
    }

    private static string NameOf(JsonObject from) =>
        SyntaxNode.Member(from, "alias") is { Length: > 0 } alias ? alias
        : SyntaxNode.Member(from, "table_name") is { Length: > 0 } table ? table
        : from["function"] is JsonObject function ? SyntaxNode.Member(function, "function_name")
        : "";

    // Conditions come from around, and are of columns of the node's own FROM.
    private void Visit(JsonNode? node, IReadOnlyList<UseCondition> conditions)
    {
        if (node is JsonArray array)
        {
            foreach (JsonNode? item in array)
                Visit(item, []);
        }
        if (node is not JsonObject found || _places > PlacesMax)
            return;
        Scope? outside = _scope;
        foreach (JsonObject entry in SyntaxNode.List(found["cte_map"] as JsonObject ?? [], "map").OfType<JsonObject>())
            _scope = new Scope(SyntaxNode.Member(entry, "key"), entry["value"] as JsonObject, _scope);
        bool isRecursive = SyntaxNode.Member(found, "type") == "RECURSIVE_CTE_NODE";
        if (isRecursive)
        {
            // The first part does not know the name.
            Visit(found["left"], []);
            _scope = new Scope(SyntaxNode.Member(found, "cte_name"), null, _scope);
        }
        bool isSelect = SyntaxNode.Member(found, "type") == "SELECT_NODE";
        if (isSelect)
            ReadFrom(found, conditions);
        else if (SyntaxNode.Member(found, "type") is "BASE_TABLE" or "TABLE_FUNCTION")
            ReadTable(found, Place.Nowhere);
        foreach ((string name, JsonNode? member) in found)
        {
            if (name != "cte_map" && !(isSelect && name == "from_table") && !(isRecursive && name == "left"))
                Visit(member, []);
        }
        _scope = outside;
    }

    private void ReadFrom(JsonObject select, IReadOnlyList<UseCondition> conditions)
    {
        if (select["from_table"] is not JsonObject from)
            return;
        if (select["sample"] is not null)
        {
            Visit(from, []);
            return;
        }
        HashSet<string> twice = new(Leaves(from).Select(NameOf).GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).Select(group => group.Key), StringComparer.OrdinalIgnoreCase);
        UseCondition[] own = select["where_clause"] is JsonObject where ? [new UseCondition(where, false)] : [];
        Read(from, new Place([.. conditions, .. own], twice, [], false));
    }

    private static IEnumerable<JsonObject> Leaves(JsonObject from) => SyntaxNode.Member(from, "type") == "JOIN"
        ? Leaves((JsonObject)from["left"]!).Concat(Leaves((JsonObject)from["right"]!))
        : [from];

    private void Read(JsonObject from, Place place)
    {
        _places++;
        switch (SyntaxNode.Member(from, "type"))
        {
            case "JOIN":
                (Place left, Place right) = Sides(from, from["sample"] is null ? place : place with { Conditions = [] });
                Visit(from["condition"], []);
                Read((JsonObject)from["left"]!, left);
                Read((JsonObject)from["right"]!, right);
                break;
            case "BASE_TABLE" or "TABLE_FUNCTION":
                ReadTable(from, place);
                break;
            case "SUBQUERY":
                ReadQuery(from, from["subquery"] as JsonObject, place);
                break;
            default:
                Visit(from, []);
                break;
        }
    }

    private void ReadTable(JsonObject from, Place place)
    {
        string name = SyntaxNode.Member(from, "table_name");
        bool isPlain = name.Length > 0 && SyntaxNode.Member(from, "schema_name").Length == 0;
        if (isPlain && Scope.Find(_scope, name) is { } with)
            ReadWith(from, with, place);
        else if (_tableOf(from) is { } table)
            _uses.Add(Use(from, table, place));
        else if (isPlain && !_views.Contains(name, StringComparer.OrdinalIgnoreCase) && _viewOf(name) is { } view)
            ReadView(from, name, view, place);
        else
            Visit(from["function"], []);
    }

    private void ReadWith(JsonObject from, Scope with, Place place)
    {
        Scope? here = _scope;
        _scope = with.Outer;
        bool isNamed = with.Query is not null && SyntaxNode.List(with.Query, "aliases").Count == 0;
        ReadQuery(from, with.Query?["query"] as JsonObject, isNamed ? place : place with { Conditions = [] });
        _scope = here;
    }

    private void ReadView(JsonObject from, string name, JsonObject tree, Place place)
    {
        Scope? here = _scope;
        _scope = null;
        _views.Push(name);
        Name(tree);
        ReadQuery(from, SyntaxNode.List(tree, "statements")[0] as JsonObject, place);
        _views.Pop();
        _scope = here;
    }

    private void ReadQuery(JsonObject from, JsonObject? query, Place place)
    {
        if (query?["node"] is not JsonObject node)
            return;
        PlainSelect? select = IsWhole(from) ? PlainSelect.Of(node, _isPure) : null;
        Visit(node, select is null ? [] : [.. place.Conditions.SelectMany(condition => Inside(condition, NameOf(from), place, select))]);
    }

    // The parts of a condition that speak of the query's columns alone, in terms of what the query reads.
    private IEnumerable<UseCondition> Inside(UseCondition condition, string alias, Place place, PlainSelect select)
    {
        foreach (JsonObject part in SyntaxLogic.Conjuncts(condition.Expression))
        {
            JsonObject copy = SyntaxNode.Copy(part);
            JsonObject[] nodes = [.. SyntaxNode.Descends(copy)];
            bool isPlain = nodes.All(node => SyntaxNode.Member(node, "class") is not ("SUBQUERY" or "LAMBDA" or "STAR" or "WINDOW"));
            if (isPlain && nodes.Where(node => SyntaxNode.Member(node, "class") == "COLUMN_REF").All(column => Rename(column, alias, place, select)))
                yield return condition with { Expression = copy };
        }
    }

    private bool Rename(JsonObject column, string alias, Place place, PlainSelect select)
    {
        string[] names = [.. SyntaxNode.List(column, "column_names").Select(name => name!.GetValue<string>())];
        bool isQualified = names.Length > 1 && !place.Twice.Contains(alias) && names[0].Equals(alias, StringComparison.OrdinalIgnoreCase);
        bool isAlone = !place.IsForeign && !place.Foreign.Contains(names[0], StringComparer.OrdinalIgnoreCase) && !names[..^1].Any(_relations.Contains);
        string[] rest = isQualified ? names[1..] : names;
        if (!(isQualified || isAlone) || select.Source(rest[0]) is not { } source)
            return false;
        column["column_names"] = new JsonArray([.. source.Concat(rest.Skip(1)).Select(name => (JsonNode)name)]);
        return true;
    }

    private static bool IsWhole(JsonObject from) => from["sample"] is null && SyntaxNode.List(from, "column_name_alias").Count == 0;

    private TableUse Use(JsonObject from, string table, Place place)
    {
        string name = NameOf(from);
        return new TableUse(table, place.Twice.Contains(name) ? null : name, IsWhole(from) ? place.Conditions : [])
        {
            Relations = _relations, Foreign = place.Foreign, IsForeign = place.IsForeign,
        };
    }

    private static (Place Left, Place Right) Sides(JsonObject join, Place place)
    {
        string type = SyntaxNode.Member(join, "join_type");
        UseCondition[] own = join["condition"] is JsonObject on && join["sample"] is null ? [new UseCondition(on, false)] : [];
        UseCondition[] outer = [.. place.Conditions];
        UseCondition[] filled = [.. outer.Select(condition => condition with { MustRejectNull = true })];
        (UseCondition[] left, UseCondition[] right) = (SyntaxNode.Member(join, "ref_type"), type) switch
        {
            ("REGULAR" or "CROSS" or "NATURAL", "INNER") => ((UseCondition[])[.. outer, .. own], (UseCondition[])[.. outer, .. own]),
            ("REGULAR" or "NATURAL", "LEFT") => (outer, [.. filled, .. own]),
            ("REGULAR" or "NATURAL", "RIGHT") => ([.. filled, .. own], outer),
            ("REGULAR" or "NATURAL", "FULL" or "OUTER") => (filled, filled),
            ("REGULAR" or "NATURAL", "SEMI") => ([.. outer, .. own], own),
            ("REGULAR" or "NATURAL", "ANTI") => (outer, own),
            // Which row of the right side is the nearest depends on all of them.
            ("ASOF", "INNER" or "LEFT") => (outer, []),
            _ => ([], []),
        };
        bool isNatural = SyntaxNode.Member(join, "ref_type") == "NATURAL";
        string[] shared = [.. SyntaxNode.List(join, "using_columns").Select(name => name!.GetValue<string>())];
        bool isRights = type == "RIGHT", isBoth = type is "FULL" or "OUTER";
        return (
            place.With(left, isRights || isBoth ? shared : [], isNatural && (isRights || isBoth)),
            place.With(right, isRights ? [] : shared, isNatural && !isRights));
    }

    // What holds at one place of a FROM.
    private sealed record Place(IReadOnlyList<UseCondition> Conditions, HashSet<string> Twice, IReadOnlyList<string> Foreign, bool IsForeign)
    {
        public static readonly Place Nowhere = new([], [], [], false);

        public Place With(IReadOnlyList<UseCondition> conditions, IReadOnlyList<string> foreign, bool isForeign) =>
            this with { Conditions = conditions, Foreign = [.. Foreign, .. foreign], IsForeign = IsForeign || isForeign };
    }

    // A name of a WITH clause and those around it; a query that reads itself has no text here.
    private sealed record Scope(string Name, JsonObject? Query, Scope? Outer)
    {
        public static Scope? Find(Scope? scope, string name)
        {
            while (scope is not null && !scope.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                scope = scope.Outer;
            return scope;
        }
    }
}
