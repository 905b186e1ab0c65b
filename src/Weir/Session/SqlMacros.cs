using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Weir.Diagnostics;
using Weir.Engine.Syntax;

namespace Weir.Sessions;

/// <summary>The functions that a session has made. Immutable: a statement sees one set from beginning to end.</summary>
internal sealed class SqlMacros
{
    // Bounds the memory that calls inside one another take, which may double with each.
    private const int NodesMax = 200_000;

    private readonly ImmutableDictionary<string, SqlMacro> _byName;

    private SqlMacros(ImmutableDictionary<string, SqlMacro> byName) => _byName = byName;

    /// <summary>None.</summary>
    public static SqlMacros None { get; } = new(ImmutableDictionary.Create<string, SqlMacro>(StringComparer.OrdinalIgnoreCase));

    /// <summary>Their names, in no order.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>Names of functions whose result depends on at least this much, in lower case.</summary>
    public IReadOnlySet<string> Depending(MacroVolatility least) =>
        _byName.Values.Where(macro => macro.Volatility >= least).Select(macro => macro.Definition.Name.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);

    /// <summary>What each of them is, sorted; for hashes.</summary>
    public IReadOnlyList<string> Definitions =>
        [.. _byName.Values.Select(macro => $"{macro.Signature} {macro.Definition.Returns} {macro.Definition.Kind} {macro.Volatility} {macro.Definition.Body}").Order(StringComparer.Ordinal)];

    /// <summary>A function by name, whatever its case; null when there is none.</summary>
    public SqlMacro? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>These functions and another, which takes the place of one with its name.</summary>
    public SqlMacros With(SqlMacro macro) => new(_byName.SetItem(macro.Definition.Name, macro));

    /// <summary>These functions without one.</summary>
    public SqlMacros Without(string name) => new(_byName.Remove(name));

    /// <summary>Whether a text may call one.</summary>
    public bool MayStandIn(string sql) => _byName.Keys.Any(name => sql.Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Writes all calls out, in place.</summary>
    /// <param name="tree">A whole tree.</param>
    /// <param name="textOf">Prints an expression.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="WeirException">WEIR3315, WEIR3316.</exception>
    public bool Apply(JsonObject tree, Func<JsonObject, string> textOf)
    {
        int nodes = 0;
        bool any = false;
        Visit(tree["statements"], textOf, ref any, ref nodes);
        return any;
    }

    private void Visit(JsonNode? node, Func<JsonObject, string> textOf, ref bool any, ref int nodes)
    {
        if (node is JsonArray array)
        {
            for (int i = 0; i < array.Count; i++)
                Visit(array[i], textOf, ref any, ref nodes);
        }
        if (node is not JsonObject found)
            return;
        if (SyntaxNode.Member(found, "type") == "SELECT_NODE")
            KeepNames(found, textOf);
        foreach (JsonNode? member in found.Select(member => member.Value).ToArray())
            Visit(member, textOf, ref any, ref nodes);
        if (SyntaxNode.Member(found, "class") is not ("FUNCTION" or "WINDOW") || Find(SyntaxNode.Member(found, "function_name")) is not { } macro)
            return;
        any = true;
        bool isInFrom = found.Parent is JsonObject owner && SyntaxNode.Member(owner, "type") == "TABLE_FUNCTION" && ReferenceEquals(owner["function"], found);
        JsonObject written = WriteOut(macro, found, isInFrom);
        nodes += ReferenceEquals(written, found) ? 1 : SyntaxNode.Descends(written).Count();
        if (nodes > NodesMax)
            throw MacroErrors.TooLarge(macro.Definition.Name, NodesMax);
        SyntaxNode.Replace(found, written);
    }

    private static JsonObject WriteOut(SqlMacro macro, JsonObject call, bool isInFrom)
    {
        bool isWindow = SyntaxNode.Member(call, "class") == "WINDOW";
        MacroKind kind = macro.Definition.Kind;
        if (isInFrom != (kind == MacroKind.Table))
            throw MacroErrors.Call(macro.Signature, isInFrom ? "the function stands in FROM and gives no table" : "a function that gives a table stands outside of FROM");
        if (isWindow ? kind == MacroKind.Scalar : kind == MacroKind.Window)
            throw MacroErrors.Call(macro.Signature, isWindow ? "a function of single values stands with OVER" : "a window function stands without OVER (...)");
        if (macro is SqlMacro.Scalar scalar)
        {
            RequirePlain(macro, call);
            return SyntaxNode.Named(scalar.With(macro.Arguments(call)), SyntaxNode.Member(call, "alias"));
        }
        string target = ((SqlMacro.Alias)macro).Target;
        if (kind == MacroKind.Aggregate)
            call["children"] = new JsonArray([.. macro.Arguments(call)]);
        call["function_name"] = target;
        if (isWindow && WindowGrammar.Has(target))
            WindowGrammar.Turn(call, target);
        return call;
    }

    private static void RequirePlain(SqlMacro macro, JsonObject call)
    {
        bool isSorted = call["order_bys"] is JsonObject orders && SyntaxNode.List(orders, "orders").Count > 0;
        if (isSorted || SyntaxNode.Flag(call, "distinct") || call["filter"] is not null)
            throw MacroErrors.Call(macro.Signature, "DISTINCT, ORDER BY and FILTER are for aggregates");
    }

    // A column without an alias has its expression's text for a name, which is about to change.
    private void KeepNames(JsonObject select, Func<JsonObject, string> textOf)
    {
        foreach (JsonObject item in SyntaxNode.List(select, "select_list").Cast<JsonObject>())
        {
            bool calls = SyntaxNode.Descends(item).Any(found =>
                SyntaxNode.Member(found, "class") is "FUNCTION" or "WINDOW" && Find(SyntaxNode.Member(found, "function_name")) is not null);
            bool hasStar = SyntaxNode.Descends(item).Any(found => SyntaxNode.Member(found, "class") == "STAR");
            if (SyntaxNode.Member(item, "alias").Length == 0 && calls && !hasStar)
                item["alias"] = textOf(item);
        }
    }
}
