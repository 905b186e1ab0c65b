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
        StarChanges changes = new(star);
        string table = SyntaxNode.Member(star, "relation_name");
        FlowSource? named = table.Length == 0 ? null : scope.Source(table);
        if (table.Length > 0 && named is null)
            return NotPlain($"the fields of {table}", item, expressions.OfName([table], scope, LineageKind.Transformation), changes, scope);
        FlowSource[] sources = named is not null ? [named] : [.. scope.Sources];
        IEnumerable<Flow> all = sources.SelectMany(source => source.Rows.Everything());
        if (!changes.ArePlainIn(sources))
            return NotPlain("which columns EXCLUDE, REPLACE and RENAME mean", item, all, changes, scope);
        if (!TryChoose(star, Shown(changes, sources, isWhole: named is null, scope), out FlowColumn[] chosen))
            return NotPlain("which columns a COLUMNS expression chooses", item, all, changes, scope);
        columns.AddRange(chosen.Select(column => IsStar(item) ? Called(item, column) : Inside(item, column, scope)));
        return sources.Any(source => source.Rows.IsOpen) ? [.. sources.SelectMany(source => source.Rows.Rest)] : null;
    }

    private static bool IsStar(JsonElement item) => SyntaxNode.Member(item, "class") == "STAR";

    // Only the engine knows the number of the columns.
    private HashSet<Flow> NotPlain(string what, JsonElement item, IEnumerable<Flow> flows, StarChanges changes, FlowScope scope)
    {
        facts.NotUnderstood(what);
        return IsStar(item) ? [.. flows, .. changes.Replacements.SelectMany(value => expressions.Of(value, scope))] : expressions.Of(item, scope);
    }

    // As the engine does it: a column that a join made of several stands at the first of them that is left, and what stands in for
    // columns of one name stands there once.
    private List<FlowColumn> Shown(StarChanges changes, FlowSource[] sources, bool isWhole, FlowScope scope)
    {
        List<FlowColumn> shown = [];
        HashSet<FlowColumn> merged = new(ReferenceEqualityComparer.Instance);
        HashSet<string> replaced = new(StringComparer.OrdinalIgnoreCase);
        foreach ((int place, FlowSource source) in sources.Index())
        {
            foreach (FlowColumn column in source.Rows.Columns)
            {
                if (column.Name is not { } name)
                    shown.Add(column);
                else if (changes.Excludes(source, name))
                    continue;
                else if (changes.Replacement(source, name) is { } value)
                {
                    if (replaced.Add(name))
                        shown.Add(column with { Flows = expressions.Of(value, scope) });
                }
                else if (!isWhole || MergedAt(sources, place, name) is not { } seen)
                    shown.Add(column with { Name = changes.NewName(source, name) ?? name });
                else if (merged.Add(seen))
                    shown.Add(seen with { Name = changes.NewName(source, name) ?? name });
            }
        }
        return shown;
    }

    // What a join made of a source's column and of others; null when it made nothing of it.
    private static FlowColumn? MergedAt(FlowSource[] sources, int place, string name)
    {
        bool isHidden = sources[place].Hidden.Contains(name);
        for (int first = place; first >= 0; first--)
            if (!sources[first].Hidden.Contains(name) && sources[first].Merged.TryGetValue(name, out FlowColumn? merged))
                return merged;
            else if (!isHidden)
                return null;
        return null;
    }

    // The engine knows names that are not known here, and a pattern may choose them.
    private static bool TryChoose(JsonElement star, List<FlowColumn> shown, out FlowColumn[] chosen)
    {
        chosen = [.. shown];
        if (!star.TryGetProperty("expr", out JsonElement choice))
            return true;
        if (shown.Exists(column => column.Name is null) || SyntaxNode.Member(choice, "type") != "VALUE_CONSTANT"
            || SyntaxNode.Member(choice.GetProperty("value"), "value") is not { Length: > 0 } pattern)
            return false;
        try
        {
            chosen = [.. shown.Where(column => Regex.IsMatch(column.Name!, pattern, RegexOptions.CultureInvariant, PatternTime))];
            return true;
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    // An alias of COLUMNS names each of its columns; the engine fills in what a pattern has found.
    private static FlowColumn Called(JsonElement item, FlowColumn column) => SyntaxNode.Member(item, "alias") is { Length: > 0 } alias
        ? column with { Name = alias.Contains('\\', StringComparison.Ordinal) ? null : alias }
        : column;

    // What is called with each column in turn has a name that the engine makes.
    private FlowColumn Inside(JsonElement item, FlowColumn column, FlowScope scope)
    {
        scope.StarColumn = column;
        FlowColumn made = new(null, expressions.Of(item, scope));
        scope.StarColumn = null;
        return Called(item, made);
    }

    private static JsonElement? Find(JsonElement item)
    {
        foreach (JsonElement node in Descends(item))
            if (IsStar(node))
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
