using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Finds every place where a statement reads some tables, and what it demands of their rows there: the conditions
/// of WHERE, and of ON where that is sound. A place of which nothing is known counts as one without demands.
/// </summary>
internal sealed class TableUses
{
    private readonly Func<JsonObject, string?> _tableOf;
    private readonly HashSet<string> _relations = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<TableUse> _uses = [];

    // Tables in the FROM of a SELECT whose conditions are known.
    private readonly HashSet<JsonObject> _read = [];

    // Names of the WITH clauses around the place that is being read, which hide tables.
    private readonly Stack<string> _scope = new();

    private TableUses(Func<JsonObject, string?> tableOf) => _tableOf = tableOf;

    /// <summary>Reads a statement.</summary>
    /// <param name="tree">The tree with all members; stays as it is.</param>
    /// <param name="tableOf">The table that a node of FROM reads, by the name of its view; null when it is none that matters.</param>
    public static IReadOnlyList<TableUse> Of(JsonObject tree, Func<JsonObject, string?> tableOf)
    {
        TableUses uses = new(tableOf);
        foreach (JsonObject node in SyntaxNode.Descends(tree))
            uses.Name(node);
        uses.Visit(tree["statements"]);
        return uses._uses;
    }

    private void Name(JsonObject node)
    {
        if (SyntaxNode.Member(node, "type") is "BASE_TABLE" or "TABLE_FUNCTION" or "SUBQUERY" or "JOIN" or "EXPRESSION_LIST" or "PIVOT")
            _relations.Add(NameOf(node));
        if (SyntaxNode.Member(node, "key") is { Length: > 0 } with)
            _relations.Add(with);
    }

    private static string NameOf(JsonObject from) =>
        SyntaxNode.Member(from, "alias") is { Length: > 0 } alias ? alias
        : SyntaxNode.Member(from, "table_name") is { Length: > 0 } table ? table
        : from["function"] is JsonObject function ? SyntaxNode.Member(function, "function_name")
        : "";

    private void Visit(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (JsonNode? item in array)
                Visit(item);
        }
        if (node is not JsonObject found)
            return;
        int outside = _scope.Count;
        if (SyntaxNode.Member(found, "type") == "RECURSIVE_CTE_NODE")
            _scope.Push(SyntaxNode.Member(found, "cte_name"));
        if (found["cte_map"] is JsonObject with)
        {
            foreach (JsonObject entry in SyntaxNode.List(with, "map").Cast<JsonObject>())
            {
                Visit(entry["value"]);
                _scope.Push(SyntaxNode.Member(entry, "key"));
            }
        }
        if (SyntaxNode.Member(found, "type") == "SELECT_NODE" && found["sample"] is null && found["from_table"] is JsonObject from)
            ReadFrom(from, found["where_clause"] as JsonObject);
        else if (TableOf(found) is { } table && _read.Add(found))
            _uses.Add(new TableUse(table, null, []) { Relations = _relations });
        foreach ((string name, JsonNode? member) in found)
        {
            if (name != "cte_map")
                Visit(member);
        }
        while (_scope.Count > outside)
            _scope.Pop();
    }

    private void ReadFrom(JsonObject from, JsonObject? where)
    {
        string[] names = [.. Leaves(from).Select(NameOf)];
        HashSet<string> twice = new(names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .Select(group => group.Key), StringComparer.OrdinalIgnoreCase);
        Place place = new(where is null ? [] : [new UseCondition(where, false)], twice, [], false);
        Read(from, place);
    }

    private static IEnumerable<JsonObject> Leaves(JsonObject from) => SyntaxNode.Member(from, "type") == "JOIN"
        ? Leaves((JsonObject)from["left"]!).Concat(Leaves((JsonObject)from["right"]!))
        : [from];

    private void Read(JsonObject from, Place place)
    {
        if (SyntaxNode.Member(from, "type") == "JOIN")
        {
            (Place left, Place right) = from["sample"] is null ? Sides(from, place) : (place with { Conditions = [] }, place with { Conditions = [] });
            Read((JsonObject)from["left"]!, left);
            Read((JsonObject)from["right"]!, right);
        }
        else if (TableOf(from) is { } table && _read.Add(from))
            _uses.Add(Use(from, table, place));
    }

    private TableUse Use(JsonObject from, string table, Place place)
    {
        string name = NameOf(from);
        bool isPlain = from["sample"] is null && SyntaxNode.List(from, "column_name_alias").Count == 0;
        return new TableUse(table, place.Twice.Contains(name) ? null : name, isPlain ? place.Conditions : [])
        {
            Relations = _relations, Foreign = place.Foreign, IsForeign = place.IsForeign,
        };
    }

    private string? TableOf(JsonObject from)
    {
        if (SyntaxNode.Member(from, "type") is not ("BASE_TABLE" or "TABLE_FUNCTION"))
            return null;
        bool isLocal = SyntaxNode.Member(from, "schema_name").Length == 0
            && _scope.Contains(SyntaxNode.Member(from, "table_name"), StringComparer.OrdinalIgnoreCase);
        return isLocal ? null : _tableOf(from);
    }

    private static (Place Left, Place Right) Sides(JsonObject join, Place place)
    {
        string type = SyntaxNode.Member(join, "join_type");
        UseCondition[] own = join["condition"] is JsonObject on ? [new UseCondition(on, false)] : [];
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
        public Place With(IReadOnlyList<UseCondition> conditions, IReadOnlyList<string> foreign, bool isForeign) =>
            this with { Conditions = conditions, Foreign = [.. Foreign, .. foreign], IsForeign = IsForeign || isForeign };
    }
}
