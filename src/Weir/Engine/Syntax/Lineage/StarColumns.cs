using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weir.Engine.Syntax.Lineage;

/// <summary>The columns that a star of a select list stands for.</summary>
/// <param name="expressions">Follows what stands in for columns.</param>
/// <param name="facts">Told what is not understood.</param>
internal sealed class StarColumns(ExpressionFlows expressions, LineageFacts facts)
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether an item of a select list is or has a star.</summary>
    public static bool IsIn(JsonElement item) => Find(item) is not null;

    /// <summary>The columns of an item that is or has a star.</summary>
    /// <param name="item">The item.</param>
    /// <param name="scope">Its sources.</param>
    /// <param name="columns">Told the columns.</param>
    /// <returns>What columns depend on that are not known; null when all are.</returns>
    public HashSet<Flow>? Expand(JsonElement item, FlowScope scope, List<FlowColumn> columns)
    {
        JsonElement star = Find(item)!.Value;
        string table = SyntaxNode.Member(star, "relation_name");
        FlowSource? named = table.Length == 0 ? null : scope.Source(table);
        if (table.Length > 0 && named is null)
            return Fields(table, scope);
        FlowSource[] sources = named is not null ? [named] : [.. scope.Sources];
        HashSet<Flow>? rest = sources.Any(source => source.Rows.IsOpen) ? [.. sources.SelectMany(source => source.Rows.Rest)] : null;
        FlowColumn[] shown = [.. sources.SelectMany(source => named is null ? source.Shown : source.Rows.Columns)];
        if (!TryChoose(star, shown, out FlowColumn[] chosen))
        {
            facts.NotUnderstood("which columns a COLUMNS expression chooses");
            return [.. shown.SelectMany(column => column.Flows), .. rest ?? []];
        }
        bool isWhole = SyntaxNode.Member(item, "class") == "STAR";
        columns.AddRange(isWhole ? chosen.Select(column => Replaced(star, column, scope)) : chosen.Select(column => Inside(item, column, scope)));
        return rest;
    }

    // A struct's fields, whose number only the engine knows.
    private HashSet<Flow> Fields(string column, FlowScope scope)
    {
        facts.NotUnderstood($"the fields of {column}");
        return [.. (scope.Find([column]) ?? FlowRows.None).Select(flow => flow.Through(LineageKind.Transformation))];
    }

    private static bool TryChoose(JsonElement star, FlowColumn[] shown, out FlowColumn[] chosen)
    {
        HashSet<string> left = Excluded(star);
        chosen = [.. shown.Where(column => column.Name is null || !left.Contains(column.Name))];
        if (!star.TryGetProperty("expr", out JsonElement choice))
            return true;
        if (SyntaxNode.Member(choice, "type") != "VALUE_CONSTANT" || SyntaxNode.Member(choice.GetProperty("value"), "value") is not { Length: > 0 } pattern)
            return false;
        try
        {
            chosen = [.. chosen.Where(column => column.Name is not null && Regex.IsMatch(column.Name, pattern, RegexOptions.CultureInvariant, PatternTime))];
            return true;
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static HashSet<string> Excluded(JsonElement star)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (string list in (string[])["exclude_list", "qualified_exclude_list"])
            if (star.TryGetProperty(list, out JsonElement items))
                names.UnionWith(items.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : SyntaxNode.Member(item, "column")));
        return names;
    }

    private FlowColumn Replaced(JsonElement star, FlowColumn column, FlowScope scope)
    {
        if (column.Name is null)
            return column;
        if (star.TryGetProperty("replace_list", out JsonElement replaced))
            foreach (JsonElement entry in replaced.EnumerateArray())
                if (column.Is(SyntaxNode.Member(entry, "key")))
                    return column with { Flows = expressions.Of(entry.GetProperty("value"), scope) };
        if (star.TryGetProperty("rename_list", out JsonElement renamed))
            foreach (JsonElement entry in renamed.EnumerateArray())
                if (column.Is(SyntaxNode.Member(entry.GetProperty("key"), "column")))
                    return column with { Name = SyntaxNode.Member(entry, "value") };
        return column;
    }

    // What is called with each column in turn has a name that the engine makes.
    private FlowColumn Inside(JsonElement item, FlowColumn column, FlowScope scope)
    {
        scope.StarColumn = column;
        FlowColumn made = new(null, expressions.Of(item, scope));
        scope.StarColumn = null;
        return made;
    }

    private static JsonElement? Find(JsonElement item)
    {
        foreach (JsonElement node in Descends(item))
            if (SyntaxNode.Member(node, "class") == "STAR")
                return node;
        return null;
    }

    // Queries inside have stars of their own.
    private static IEnumerable<JsonElement> Descends(JsonElement item)
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
            yield return node;
            if (SyntaxNode.Member(node, "class") == "SUBQUERY")
                continue;
            foreach (JsonProperty member in node.EnumerateObject())
                open.Push(member.Value);
        }
    }
}
