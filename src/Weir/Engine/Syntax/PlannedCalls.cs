using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Brings a tree into the form that planners are promised which replace calls: every call of a scalar function of their
/// plugin has all its arguments in order, and the columns of the result have the names that the text gives them.
/// </summary>
internal static class PlannedCalls
{
    /// <summary>Completes a tree in place; one without such calls stays as it is.</summary>
    /// <param name="tree">The statement.</param>
    /// <param name="catalog">The planners.</param>
    /// <param name="functions">Says which function a call means.</param>
    /// <param name="sql">The text of the tree, for places in errors.</param>
    /// <param name="print">Prints a tree.</param>
    /// <exception cref="WeirException">WEIR3211, WEIR3212: a call is wrong.</exception>
    public static void Complete(JsonObject tree, PluginCatalog catalog, FunctionResolver functions, string sql, Func<JsonObject, string> print)
    {
        JsonObject[] nodes = [.. SyntaxNode.Descends(tree)];
        if (!Array.Exists(nodes, node => Called(node, functions) is { IsPlanned: true }))
            return;
        foreach (JsonObject select in nodes.Where(node => SyntaxNode.Member(node, "type") == "SELECT_NODE"))
            ColumnNames.Keep(select, node => Called(node, functions) is not null, print);
        foreach (JsonObject node in nodes)
        {
            if (Called(node, functions) is not { Kind: PluginFunctionKind.Scalar } entry || !catalog.HasPlanned(entry.Plugin))
                continue;
            PluginCall call = new(entry, node, sql);
            call.RequirePlain();
            CallArguments.Complete(call);
        }
    }

    private static PluginCatalogEntry? Called(JsonObject node, FunctionResolver functions) =>
        SyntaxNode.Member(node, "class") is "FUNCTION" or "WINDOW" ? functions.PluginOf(node) : null;
}
