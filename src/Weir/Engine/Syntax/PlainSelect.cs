using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>A SELECT each of whose rows is a row of what it reads, and which gives all of them.</summary>
internal sealed class PlainSelect
{
    private static readonly string[] OtherStarLists = ["replace_list", "rename_list", "qualified_exclude_list"];

    private readonly List<JsonObject> _columns = [];
    private readonly JsonObject? _star;
    private readonly bool _hasOneSource;

    private PlainSelect(JsonObject select)
    {
        JsonObject[] items = [.. SyntaxNode.List(select, "select_list").OfType<JsonObject>()];
        _star = items.FirstOrDefault(IsStar);
        _columns.AddRange(items.Where(item => !IsStar(item)));
        _hasOneSource = SyntaxNode.Member((JsonObject)select["from_table"]!, "type") is "BASE_TABLE" or "TABLE_FUNCTION" or "SUBQUERY";
    }

    /// <summary>Reads a query; null when it is no such SELECT.</summary>
    /// <param name="node">The query.</param>
    /// <param name="isPure">Whether a function gives one value a row, from that row alone.</param>
    public static PlainSelect? Of(JsonObject node, Func<string, bool> isPure)
    {
        bool isPlain = SyntaxNode.Member(node, "type") == "SELECT_NODE" && node["from_table"] is JsonObject
            && SyntaxNode.List(node, "group_expressions").Count == 0 && SyntaxNode.List(node, "group_sets").Count == 0
            && SyntaxNode.Member(node, "aggregate_handling") == "STANDARD_HANDLING"
            && node["having"] is null && node["qualify"] is null && node["sample"] is null
            && SyntaxNode.List(node, "modifiers").OfType<JsonObject>().All(modifier => SyntaxNode.Member(modifier, "type") == "ORDER_MODIFIER");
        JsonObject[] items = [.. SyntaxNode.List(node, "select_list").OfType<JsonObject>()];
        return isPlain && items.Count(IsStar) <= 1 && items.All(item => IsStar(item) ? IsPlainStar(item) : IsRowWise(item, isPure))
            ? new PlainSelect(node)
            : null;
    }

    /// <summary>The column of what it reads that one of its columns is; null when that is not known.</summary>
    public string[]? Source(string name)
    {
        JsonObject[] named = [.. _columns.Where(column => Is(NameOf(column), name))];
        bool isExcluded = _star is null || Excluded(_star).Contains(name, StringComparer.OrdinalIgnoreCase);
        bool isReplaced = _star is not null && Replaced(_star).Contains(name, StringComparer.OrdinalIgnoreCase);
        return (named, isExcluded, isReplaced) switch
        {
            ([JsonObject only], true, false) when SyntaxNode.Member(only, "class") == "COLUMN_REF" =>
                [.. SyntaxNode.List(only, "column_names").Select(part => part!.GetValue<string>())],
            ([], false, false) when _hasOneSource => [name],
            _ => null,
        };
    }

    private static bool IsStar(JsonObject item) => SyntaxNode.Member(item, "class") == "STAR";

    private static bool IsPlainStar(JsonObject star) => SyntaxNode.Member(star, "relation_name").Length == 0
        && !SyntaxNode.Flag(star, "columns") && star["expr"] is null;

    // A column without a name of its own is named by its text, which may be any.
    private static bool IsRowWise(JsonObject item, Func<string, bool> isPure) => NameOf(item).Length > 0
        && SyntaxNode.Descends(item).All(part => SyntaxNode.Member(part, "class") switch
        {
            "WINDOW" or "SUBQUERY" or "LAMBDA" or "STAR" => false,
            "FUNCTION" => isPure(SyntaxNode.Member(part, "function_name")),
            _ => true,
        });

    private static string NameOf(JsonObject item) =>
        SyntaxNode.Member(item, "alias") is { Length: > 0 } alias ? alias
        : SyntaxNode.List(item, "column_names") is [.., JsonNode last] ? last.GetValue<string>()
        : "";

    private static IEnumerable<string> Excluded(JsonObject star) => SyntaxNode.List(star, "exclude_list").Select(Text);

    private static IEnumerable<string> Replaced(JsonObject star) =>
        OtherStarLists.SelectMany(list => Texts(star[list]));

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Texts),
        JsonObject found => found.SelectMany(member => Texts(member.Value)),
        JsonValue => [Text(node)],
        _ => [],
    };

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
