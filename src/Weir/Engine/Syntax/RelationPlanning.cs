using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir.Engine.Syntax;

/// <summary>
/// Shows a statement's tree to the relation planners, one after the other; each sees what the ones before it
/// have made of it. What a planner gives is no more trusted than what a user writes: it is printed, parsed
/// and judged like a text of a user. Calls of functions that planners replace have all their arguments in order.
/// </summary>
internal static class RelationPlanning
{
    /// <summary>Asks all planners.</summary>
    /// <param name="connection">Parses and prints; nothing of the statement runs.</param>
    /// <param name="sql">One query that parses.</param>
    /// <param name="catalog">The planners, in the order in which they are asked.</param>
    /// <param name="functions">Says which function a call means.</param>
    /// <param name="judge">Refuses a text that may not run with a <see cref="WeirException"/>.</param>
    /// <param name="cancellationToken">Interrupts the engine, and stops between two planners.</param>
    /// <returns>The text to go on with; the very same when no planner changed it.</returns>
    /// <exception cref="WeirException">WEIR3215: a planner failed, or its tree is refused.</exception>
    public static string Plan(
        DuckConnection connection, string sql, PluginCatalog catalog, FunctionResolver functions, Action<string> judge, CancellationToken cancellationToken)
    {
        string? tree = null;
        foreach ((string plugin, PluginRelationPlanner planner) in catalog.Planners)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!catalog.AsksPlanners(plugin, sql))
                continue;
            tree ??= SyntaxJson.Of(Whole(connection, sql, catalog, functions, cancellationToken));
            if (Ask(plugin, planner, tree) is not { } answer || answer == tree)
                continue;
            sql = Text(connection, plugin, planner, answer, cancellationToken);
            tree = null;
            Judge(plugin, planner, sql, judge);
        }
        return sql;
    }

    private static JsonObject Whole(
        DuckConnection connection, string sql, PluginCatalog catalog, FunctionResolver functions, CancellationToken cancellationToken)
    {
        JsonObject tree = SyntaxReader.ReadWhole(connection, sql, cancellationToken);
        PlannedCalls.Complete(tree, catalog, functions, sql, part => SyntaxReader.Print(connection, part, cancellationToken));
        return tree;
    }

    /// <summary>Asks one planner.</summary>
    /// <returns>Another tree; null when the query stays as it is.</returns>
    /// <exception cref="WeirException">WEIR3215: it failed.</exception>
    public static string? Ask(string plugin, PluginRelationPlanner planner, string tree)
    {
        try
        {
            return planner.Rewrite(tree);
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            throw PluginSqlErrors.Planner(plugin, planner.Name, Caused.By("failed", cause), cause);
        }
    }

    private static string Text(
        DuckConnection connection, string plugin, PluginRelationPlanner planner, string answer, CancellationToken cancellationToken)
    {
        try
        {
            JsonObject tree = SyntaxReader.ReadTree(answer);
            return SyntaxReader.Print(connection, tree, cancellationToken);
        }
        catch (Exception cause) when (cause is JsonException or WeirException)
        {
            throw PluginSqlErrors.Planner(plugin, planner.Name, Caused.By("gives what is no syntax tree", cause), cause);
        }
    }

    private static void Judge(string plugin, PluginRelationPlanner planner, string sql, Action<string> judge)
    {
        try
        {
            judge(sql);
        }
        catch (WeirException cause)
        {
            throw PluginSqlErrors.Planner(plugin, planner.Name, Caused.By("gives a query that is refused", cause), cause);
        }
    }
}
