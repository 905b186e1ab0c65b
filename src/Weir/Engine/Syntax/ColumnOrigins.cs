using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Follows columns of a query back to the expressions that give them: through subqueries, WITH clauses, joins and views, as far as
/// the tree alone tells. Nothing is guessed: what may have two origins has none.
/// </summary>
/// <param name="viewOf">The query of a view, a tree's node; null when the name is none.</param>
/// <param name="textOf">Prints an expression, which is the name of a column that has no other.</param>
internal sealed class ColumnOrigins(Func<string, JsonObject?> viewOf, Func<JsonObject, string> textOf)
{
    // Bounds views that name each other, and expressions that are written out inside one another.
    private const int LevelsMax = 32, ArgumentLevelsMax = 8;

    private int _level;

    private sealed record Scope(string Name, JsonObject Query, IReadOnlyList<string> Columns, Scope? Before);

    private sealed record Origin(JsonObject Expression, JsonObject Select, Scope? Scope);

    /// <summary>The expression of a column of a query's result, arguments that are columns written out too; null when it is not known.</summary>
    /// <param name="query">A query's node.</param>
    /// <param name="place">The place of the column.</param>
    /// <param name="name">Its name; null when another column has it too.</param>
    public JsonObject? OfResult(JsonObject query, int place, string? name)
    {
        JsonArray items = SyntaxNode.List(query, "select_list");
        bool hasPlaces = !items.OfType<JsonObject>().Any(IsStar);
        return hasPlaces || name is not null ? WrittenOut(Output(query, before: null, hasPlaces ? place : null, name ?? ""), ArgumentLevelsMax) : null;
    }

    /// <summary>Replaces the arguments of some calls by the expressions that they come from, in place.</summary>
    /// <param name="tree">A whole tree.</param>
    /// <param name="argumentOf">The argument of a node that is to be followed; null for all other nodes.</param>
    public void WriteOut(JsonObject tree, Func<JsonObject, JsonObject?> argumentOf) => WriteOut(tree["statements"], select: null, scope: null, argumentOf);

    private void WriteOut(JsonNode? node, JsonObject? select, Scope? scope, Func<JsonObject, JsonObject?> argumentOf)
    {
        if (node is JsonArray list)
        {
            for (int i = 0; i < list.Count; i++)
                WriteOut(list[i], select, scope, argumentOf);
        }
        if (node is not JsonObject found)
            return;
        if (SyntaxNode.Member(found, "type") == "SELECT_NODE")
            select = found;
        foreach (Scope entry in Entries(found, scope))
        {
            WriteOut(entry.Query, select, scope, argumentOf);
            scope = entry;
        }
        foreach ((_, JsonNode? member) in found.Where(member => member.Key != "cte_map").ToArray())
            WriteOut(member, select, scope, argumentOf);
        if (select is not null && argumentOf(found) is { } argument && WrittenOut(Follow(new Origin(argument, select, scope)), ArgumentLevelsMax) is { } origin)
            SyntaxNode.Replace(argument, SyntaxNode.Named(origin, SyntaxNode.Member(argument, "alias")));
    }

    private JsonObject? WrittenOut(Origin? origin, int levels)
    {
        if (origin is null)
            return null;
        JsonObject copy = SyntaxNode.Copy(origin.Expression);
        JsonArray written = SyntaxNode.List(origin.Expression, "children"), arguments = SyntaxNode.List(copy, "children");
        for (int i = 0; i < arguments.Count && levels > 0 && SyntaxNode.Member(copy, "class") == "FUNCTION"; i++)
        {
            if (written[i] is JsonObject argument && WrittenOut(Follow(origin with { Expression = argument }), levels - 1) is { } found)
                arguments[i] = SyntaxNode.Named(found, SyntaxNode.Member(argument, "alias"));
        }
        return SyntaxNode.Named(copy, "");
    }

    private Origin? Follow(Origin origin)
    {
        if (SyntaxNode.Member(origin.Expression, "class") != "COLUMN_REF")
            return origin;
        string[] names = [.. SyntaxNode.List(origin.Expression, "column_names").Select(name => name!.GetValue<string>())];
        return names.Length > 2 ? null : Source(origin.Select["from_table"] as JsonObject, origin.Scope, names.Length == 2 ? names[0] : null, names[^1]);
    }

    private Origin? Output(JsonObject query, Scope? before, int? place, string name)
    {
        if (SyntaxNode.Member(query, "type") != "SELECT_NODE" || _level == LevelsMax)
            return null;
        Scope? scope = Entries(query, before).LastOrDefault(before);
        JsonObject[] items = [.. SyntaxNode.List(query, "select_list").OfType<JsonObject>()];
        JsonObject[] stars = [.. items.Where(IsStar)];
        if (place is { } index)
            return stars.Length == 0 && index < items.Length ? Deeper(() => Follow(new Origin(items[index], query, scope))) : null;
        JsonObject[] named = [.. items.Where(item => Is(NameOf(item), name))];
        if (stars.Length + named.Length != 1)
            return null;
        return named.Length == 1 ? Deeper(() => Follow(new Origin(named[0], query, scope)))
            : IsPlain(stars[0]) ? Deeper(() => Source(query["from_table"] as JsonObject, scope, SyntaxNode.Member(stars[0], "relation_name"), name))
            : null;
    }

    private Origin? Deeper(Func<Origin?> follow)
    {
        _level++;
        try
        {
            return follow();
        }
        finally
        {
            _level--;
        }
    }

    private Origin? Source(JsonObject? from, Scope? scope, string? table, string column)
    {
        if (from is null)
            return null;
        switch (SyntaxNode.Member(from, "type"))
        {
            case "SUBQUERY" when IsMeant(from, "", table):
                return Column((JsonObject)from["subquery"]!["node"]!, scope, Texts(from, "column_name_alias"), column);
            case "BASE_TABLE" when SyntaxNode.Member(from, "schema_name").Length == 0 && IsMeant(from, SyntaxNode.Member(from, "table_name"), table):
                return Table(from, scope, column);
            case "JOIN":
                return Joined(from, scope, table, column);
            default:
                return null;
        }
    }

    private Origin? Table(JsonObject from, Scope? scope, string column)
    {
        string name = SyntaxNode.Member(from, "table_name");
        string[] names = Texts(from, "column_name_alias");
        for (Scope? entry = scope; entry is not null; entry = entry.Before)
            if (Is(entry.Name, name))
                return Column(entry.Query, entry.Before, names.Length > 0 ? names : entry.Columns, column);
        return _level < LevelsMax && viewOf(name) is { } view ? Column(view, scope: null, names, column) : null;
    }

    // A column that both tables give would be ambiguous, unless the join makes one of both.
    private Origin? Joined(JsonObject join, Scope? scope, string? table, string column)
    {
        Origin? left = Source(join["left"] as JsonObject, scope, table, column);
        bool isOfLeft = SyntaxNode.Member(join, "ref_type") == "NATURAL" || SyntaxNode.Member(join, "join_type") is "SEMI" or "ANTI"
            || Texts(join, "using_columns").Any(shared => Is(shared, column));
        if (isOfLeft)
            return left;
        Origin? right = Source(join["right"] as JsonObject, scope, table, column);
        return left is null ? right : right is null ? left : null;
    }

    private Origin? Column(JsonObject query, Scope? scope, IReadOnlyList<string> names, string column)
    {
        if (names.Count == 0)
            return Output(query, scope, place: null, column);
        int place = Enumerable.Range(0, names.Count).FirstOrDefault(i => Is(names[i], column), -1);
        return place < 0 ? null : Output(query, scope, place, column);
    }

    private static IEnumerable<Scope> Entries(JsonObject query, Scope? before)
    {
        foreach (JsonObject entry in (query["cte_map"]?["map"] as JsonArray ?? []).OfType<JsonObject>())
        {
            JsonObject value = (JsonObject)entry["value"]!;
            before = new Scope(SyntaxNode.Member(entry, "key"), (JsonObject)value["query"]!["node"]!, Texts(value, "aliases"), before);
            yield return before;
        }
    }

    private static bool IsMeant(JsonObject from, string name, string? table)
    {
        string alias = SyntaxNode.Member(from, "alias");
        return table is null or "" || Is(alias.Length > 0 ? alias : name, table);
    }

    private string NameOf(JsonObject item) => SyntaxNode.Member(item, "alias") is { Length: > 0 } alias ? alias
        : SyntaxNode.List(item, "column_names") is { Count: > 0 } names ? names[^1]!.GetValue<string>()
        : IsStar(item) ? ""
        : textOf(item);

    private static bool IsStar(JsonObject item) => SyntaxNode.Descends(item).Any(found => SyntaxNode.Member(found, "class") == "STAR");

    private static bool IsPlain(JsonObject star) => SyntaxNode.Member(star, "class") == "STAR" && star["expr"] is null
        && ((string[])["exclude_list", "replace_list", "qualified_exclude_list", "rename_list"]).All(list => star[list] is not JsonArray { Count: > 0 });

    private static string[] Texts(JsonObject node, string list) => [.. SyntaxNode.List(node, list).Select(text => text!.GetValue<string>())];

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
