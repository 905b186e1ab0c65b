using System.Text;
using System.Text.Json;

namespace Weir.Engine.Syntax.Dialects;

/// <summary>What the tree of a FROM tells by itself: its sources, their columns where the text names them, and what a subquery takes from its neighbours.</summary>
internal static class DialectSources
{
    /// <summary>The one source of a SELECT; null when there are several, or none.</summary>
    public static string? Only(JsonElement select) =>
        select.TryGetProperty("from_table", out JsonElement from) && SyntaxNode.Member(from, "type") is "BASE_TABLE" or "SUBQUERY" && Names(from) is [var name] ? name : null;

    /// <summary>What the sources are called.</summary>
    public static string[] Names(JsonElement from) => SyntaxNode.Member(from, "type") switch
    {
        "JOIN" => [.. Names(from.GetProperty("left")), .. Names(from.GetProperty("right"))],
        _ when SyntaxNode.Member(from, "alias") is { Length: > 0 } alias => [alias],
        "BASE_TABLE" => [SyntaxNode.Member(from, "table_name")],
        _ => [],
    };

    /// <summary>Whether tables share columns by USING or NATURAL, so that a star gives them in an order that dialects differ in.</summary>
    public static bool SharesColumns(JsonElement from) => SyntaxNode.Member(from, "type") == "JOIN"
        && ((SyntaxNode.Member(from, "join_type") is not ("SEMI" or "ANTI") && (SyntaxNode.Member(from, "ref_type") == "NATURAL" || DialectText.Texts(from, "using_columns").Length > 0))
            || SharesColumns(from.GetProperty("left")) || SharesColumns(from.GetProperty("right")));

    /// <summary>The columns that are named behind USING.</summary>
    public static IEnumerable<string> Shared(JsonElement from) => SyntaxNode.Member(from, "type") != "JOIN" ? []
        : DialectText.Texts(from, "using_columns").Concat(Shared(from.GetProperty("left"))).Concat(Shared(from.GetProperty("right")));

    /// <summary>The names of all columns; null when the text does not tell them.</summary>
    public static IReadOnlyList<string>? Columns(JsonElement from)
    {
        switch (SyntaxNode.Member(from, "type"))
        {
            case "EMPTY":
                return [];
            case "EXPRESSION_LIST":
                return [.. Enumerable.Range(0, DialectText.List(from, "values")[0].GetArrayLength()).Select(place => $"col{place}")];
            case "SUBQUERY" when ColumnsOfQuery(from.GetProperty("subquery").GetProperty("node")) is { } columns:
                string[] named = DialectText.Texts(from, "column_name_alias");
                return [.. named, .. columns.Skip(named.Length)];
            case "JOIN" when Columns(from.GetProperty("left")) is { } left && Columns(from.GetProperty("right")) is { } right:
                return [.. left, .. right];
            default:
                return null;
        }
    }

    /// <summary>The names of a query's columns, empty for one without a name; null when the text does not tell them.</summary>
    public static IReadOnlyList<string>? ColumnsOfQuery(JsonElement query)
    {
        if (SyntaxNode.Member(query, "type") == "SET_OPERATION_NODE")
            return SyntaxNode.Member(query, "setop_type") == "UNION_BY_NAME" ? null : ColumnsOfQuery(query.GetProperty("left"));
        if (SyntaxNode.Member(query, "type") != "SELECT_NODE")
            return null;
        JsonElement[] items = DialectText.List(query, "select_list");
        if (items is [var only] && SyntaxNode.Member(only, "class") == "STAR" && IsPlain(only) && query.TryGetProperty("from_table", out JsonElement from))
            return Columns(from);
        return items.Any(item => SyntaxNode.Member(item, "class") == "STAR") ? null : [.. items.Select(NameOf)];
    }

    /// <summary>What a column of a query is called that is this item; empty when the text does not tell it.</summary>
    public static string NameOf(JsonElement item) => SyntaxNode.Member(item, "alias") is { Length: > 0 } alias ? alias
        : SyntaxNode.Member(item, "class") == "COLUMN_REF" ? DialectText.Texts(item, "column_names")[^1] : "";

    /// <summary>Whether a subquery takes columns of sources before it.</summary>
    /// <param name="query">The subquery.</param>
    /// <param name="earlier">What the sources before it are called.</param>
    /// <param name="sql">The text, where the word LATERAL stands, which the tree leaves out.</param>
    public static bool IsLateral(JsonElement query, IReadOnlyList<string> earlier, string sql)
    {
        if (earlier.Count == 0)
            return false;
        List<string[]> columns = [];
        HashSet<string> own = new(StringComparer.OrdinalIgnoreCase);
        Collect(query, columns, own);
        bool hasNoSource = query.TryGetProperty("from_table", out JsonElement from) && SyntaxNode.Member(from, "type") == "EMPTY";
        return columns.Any(names => names.Length == 1 ? hasNoSource : earlier.Contains(names[0], StringComparer.OrdinalIgnoreCase) && !own.Contains(names[0]))
            || IsSaid(query, sql);
    }

    private static bool IsPlain(JsonElement star) => star.EnumerateObject().All(member =>
        member.Name is "class" or "type" or "query_location" || (member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() == 0));

    // Only the words between LATERAL and the first place in the query are looked at; a wrong yes changes no meaning.
    private static bool IsSaid(JsonElement query, string sql)
    {
        if (DialectText.Place(query) is not { } place || Encoding.UTF8.GetBytes(sql) is not { } bytes || place > bytes.Length)
            return false;
        string[] words = Encoding.UTF8.GetString(bytes, 0, place).Split([' ', '\t', '\r', '\n', '('], StringSplitOptions.RemoveEmptyEntries);
        return words.TakeLast(3).Any(word => word.Equals("LATERAL", StringComparison.OrdinalIgnoreCase));
    }

    private static void Collect(JsonElement node, List<string[]> columns, HashSet<string> sources)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in node.EnumerateArray())
                Collect(item, columns, sources);
        }
        if (node.ValueKind != JsonValueKind.Object)
            return;
        if (SyntaxNode.Member(node, "class") == "COLUMN_REF")
            columns.Add(DialectText.Texts(node, "column_names"));
        if (SyntaxNode.Member(node, "type") is "BASE_TABLE" or "SUBQUERY" && SyntaxNode.Member(node, "class").Length == 0)
            sources.UnionWith(Names(node));
        foreach (JsonProperty member in node.EnumerateObject())
            Collect(member.Value, columns, sources);
    }
}
