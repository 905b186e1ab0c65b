using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Finds where a statement reads tables of providers and what it wants of them, and gives each reading a name of its own.
/// A condition is taken only where leaving out the rows that do not meet it changes nothing: from WHERE
/// and from ON of inner joins, never for the side of an outer join that is filled up with NULL, except from
/// that join's own ON. The statement keeps its conditions, so the engine applies them again.
/// </summary>
internal sealed class ProviderScans
{
    private readonly Func<string, bool> _isProvided;
    private readonly Func<JsonObject, string> _print;
    private readonly List<ProviderScan> _scans = [];

    // Names of the WITH clauses around the place that is being read, which hide tables.
    private readonly Stack<string> _scope = new();

    private ProviderScans(Func<string, bool> isProvided, Func<JsonObject, string> print)
    {
        _isProvided = isProvided;
        _print = print;
    }

    /// <summary>Renames the readings in a tree that want less than a whole table.</summary>
    /// <param name="statements">Changed in place.</param>
    /// <param name="isProvided">Tells tables of providers by their names.</param>
    /// <param name="print">Prints an expression.</param>
    /// <returns>The renamed readings, those of equal names once.</returns>
    public static IReadOnlyList<ProviderScan> Rename(JsonNode? statements, Func<string, bool> isProvided, Func<JsonObject, string> print)
    {
        ProviderScans scans = new(isProvided, print);
        scans.Visit(statements);
        return [.. scans._scans.DistinctBy(scan => scan.Name)];
    }

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
        if (found["cte_map"] is JsonObject with)
        {
            foreach (JsonObject entry in SyntaxNode.List(with, "map").Cast<JsonObject>())
            {
                Visit(entry["value"]);
                _scope.Push(SyntaxNode.Member(entry, "key"));
            }
        }
        if (SyntaxNode.Member(found, "type") == "SELECT_NODE" && found["sample"] is null)
            Read(found);
        bool isRecursive = SyntaxNode.Member(found, "type") == "RECURSIVE_CTE_NODE";
        if (isRecursive)
        {
            // The first part does not know the name.
            Visit(found["left"]);
            _scope.Push(SyntaxNode.Member(found, "cte_name"));
        }
        foreach ((string name, JsonNode? member) in found)
        {
            if (name != "cte_map" && !(isRecursive && name == "left"))
                Visit(member);
        }
        while (_scope.Count > outside)
            _scope.Pop();
    }

    private void Read(JsonObject select)
    {
        JsonObject[] conditions = select["where_clause"] is JsonObject where ? [where] : [];
        long? limit = LimitOf(select);
        Read(select["from_table"], conditions, limit);
    }

    private void Read(JsonNode? from, JsonObject[] conditions, long? limit)
    {
        if (from is not JsonObject table || table["sample"] is not null)
            return;
        switch (SyntaxNode.Member(table, "type"))
        {
            case "BASE_TABLE" when IsProvided(table):
                Rename(table, conditions, limit);
                break;
            case "JOIN":
                (JsonObject[] left, JsonObject[] right) = Sides(table, conditions);
                Read(table["left"], left, null);
                Read(table["right"], right, null);
                break;
        }
    }

    private static (JsonObject[] Left, JsonObject[] Right) Sides(JsonObject join, JsonObject[] conditions)
    {
        JsonObject[] own = join["condition"] is JsonObject on ? [on] : [];
        bool isPlain = SyntaxNode.Member(join, "ref_type") is "REGULAR" or "CROSS" or "NATURAL";
        return (SyntaxNode.Member(join, "join_type"), isPlain) switch
        {
            ("INNER", true) => ([.. conditions, .. own], [.. conditions, .. own]),
            ("LEFT", true) => (conditions, own),
            ("RIGHT", true) => (own, conditions),
            ("SEMI" or "ANTI", true) => (conditions, []),
            // Which row of the right side is the nearest depends on all of them.
            ("INNER" or "LEFT", false) when SyntaxNode.Member(join, "ref_type") == "ASOF" => (conditions, []),
            _ => ([], []),
        };
    }

    private bool IsProvided(JsonObject table)
    {
        string name = SyntaxNode.Member(table, "table_name");
        return SyntaxNode.Member(table, "schema_name").Length == 0 && SyntaxNode.Member(table, "catalog_name").Length == 0
            && table["at_clause"] is null && SyntaxNode.List(table, "column_name_alias").Count == 0
            && !_scope.Contains(name, StringComparer.OrdinalIgnoreCase) && _isProvided(name);
    }

    private void Rename(JsonObject table, JsonObject[] conditions, long? limit)
    {
        string name = SyntaxNode.Member(table, "table_name");
        string alias = SyntaxNode.Member(table, "alias") is { Length: > 0 } given ? given : name;
        ScanConditions found = new(alias, _print);
        foreach (JsonObject condition in conditions)
            found.Add(condition);
        limit = found.IsWhole ? limit : null;
        if (found.Filters.Count == 0 && limit is null)
            return;
        string scan = NameOf(name, found.Filters, limit);
        table["table_name"] = scan;
        table["alias"] = alias;
        _scans.Add(new ProviderScan(name, scan, found.Filters, limit));
    }

    private static string NameOf(string table, IReadOnlyList<ScanFilter> filters, long? limit)
    {
        StringBuilder key = new($"{table.ToLowerInvariant()}\0{limit}");
        foreach (ScanFilter filter in filters)
            key.Append($"\0{filter.Column.ToLowerInvariant()}\0{filter.Operator}\0{filter.ValuesSql}");
        return $"weir_scan_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())))[..32]}";
    }

    // Only where every row that is read is a row of the answer, in any order.
    private static long? LimitOf(JsonObject select)
    {
        bool isPlain = SyntaxNode.List(select, "group_expressions").Count == 0 && SyntaxNode.List(select, "group_sets").Count == 0
            && SyntaxNode.Member(select, "aggregate_handling") == "STANDARD_HANDLING" && select["having"] is null && select["qualify"] is null
            && SyntaxNode.List(select, "select_list").Cast<JsonObject>().All(
                item => SyntaxNode.Member(item, "type") is "COLUMN_REF" or "VALUE_CONSTANT" || IsPlainStar(item));
        if (!isPlain || SyntaxNode.List(select, "modifiers") is not [JsonObject modifier] || SyntaxNode.Member(modifier, "type") != "LIMIT_MODIFIER")
            return null;
        long? offset = modifier["offset"] is null ? 0 : NumberOf(modifier["offset"]);
        return NumberOf(modifier["limit"]) is { } limit && offset is { } skipped && limit <= long.MaxValue - skipped ? limit + skipped : null;
    }

    private static bool IsPlainStar(JsonObject item) => SyntaxNode.Member(item, "type") == "STAR"
        && !SyntaxNode.Flag(item, "columns") && SyntaxNode.List(item, "replace_list").Count == 0 && item["expr"] is null;

    private static long? NumberOf(JsonNode? node) =>
        node is JsonObject found && SyntaxNode.Member(found, "class") == "CONSTANT"
        && found["value"]?["value"] is JsonValue value && value.TryGetValue(out long number) && number >= 0
        && SyntaxNode.Member((JsonObject)found["value"]!["type"]!, "id") is "INTEGER" or "BIGINT"
            ? number
            : null;
}
