using System.Text.Json.Nodes;
using Weir.Plugins;

namespace Weir.Engine.Syntax;

/// <summary>
/// Rewrites a statement that calls functions of plugins so that the engine can run it: arguments complete and in
/// order, aggregates and window functions in forms that the engine's interface for functions has. The names
/// of the result's columns stay as they were. One object, one statement.
/// </summary>
internal sealed class StatementRewriter
{
    private readonly PluginCatalog _catalog;
    private readonly string _sql;
    private readonly Func<JsonObject, string> _print;
    private readonly Func<string, bool> _isAggregate;
    private int _selects;

    private StatementRewriter(PluginCatalog catalog, string sql, Func<JsonObject, string> print, Func<string, bool> isAggregate)
    {
        _catalog = catalog;
        _sql = sql;
        _print = print;
        _isAggregate = isAggregate;
    }

    /// <summary>Rewrites one statement.</summary>
    /// <param name="connection">Parses and prints; nothing of the statement runs.</param>
    /// <param name="sql">A statement that was admitted and calls functions of the catalog, or reads provider tables.</param>
    /// <param name="catalog">The functions.</param>
    /// <param name="isProvided">Tells tables of providers by their names.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>What to run.</returns>
    /// <exception cref="WeirException">WEIR3211 to WEIR3216: a call is wrong, or stands where it cannot.</exception>
    public static RewrittenStatement Rewrite(
        DuckConnection connection, string sql, PluginCatalog catalog, Func<string, bool> isProvided, CancellationToken cancellationToken)
    {
        JsonObject tree = SyntaxReader.ReadWhole(connection, sql, cancellationToken);
        Func<JsonObject, string> print = part => SyntaxReader.Print(connection, part, cancellationToken);
        Func<string, bool> isAggregate = name => SyntaxReader.IsAggregate(connection, name, cancellationToken);
        StatementRewriter rewriter = new(catalog, sql, print, isAggregate);
        IReadOnlyList<ProviderScan> scans = ProviderScans.Rename(tree["statements"], isProvided, rewriter.TextOf);
        rewriter.Visit(tree["statements"]);
        return new RewrittenStatement(print(tree), scans);
    }

    private void Visit(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            for (int i = 0; i < array.Count; i++)
                Visit(array[i]);
        }
        if (node is not JsonObject found)
            return;
        string type = SyntaxNode.Member(found, "type");
        if (type == "SELECT_NODE")
            ColumnNames.Keep(found, CallsPlugin, _print);
        if (type == "TABLE_FUNCTION")
            VisitTableCall(found);
        else
            VisitMembers(found);
        if (SyntaxNode.Member(found, "class") is "FUNCTION" or "WINDOW" && type != "TABLE_FUNCTION"
            && _catalog.Find(SyntaxNode.Member(found, "function_name")) is { } entry)
        {
            Rewrite(new PluginCall(entry, found, _sql));
        }
        if (type.EndsWith("_NODE", StringComparison.Ordinal))
            RewriteWindows(found);
    }

    // Queries below have been rewritten, so calls that are left belong to this one.
    private void RewriteWindows(JsonObject query)
    {
        if (SyntaxNode.Descends(query).FirstOrDefault(IsPluginWindow) is not { } window)
            return;
        if (SyntaxNode.Member(query, "type") != "SELECT_NODE")
            throw CallOf(window).WrongForm("a window function stands behind a UNION, outside of its SELECTs");
        WindowRewriter windows = new(_catalog, _sql, _selects++, TextOf, _isAggregate);
        SyntaxNode.Replace(query, windows.Rewrite(query));
    }

    private bool IsPluginWindow(JsonObject node) => SyntaxNode.Member(node, "class") == "WINDOW"
        && _catalog.Find(SyntaxNode.Member(node, "function_name")) is { Kind: PluginFunctionKind.Window };

    private PluginCall CallOf(JsonObject node) => new(_catalog.Find(SyntaxNode.Member(node, "function_name"))!, node, _sql);

    private string TextOf(JsonObject item) => ColumnNames.TextOf(item, _print);

    private void VisitMembers(JsonObject node)
    {
        foreach (JsonNode? member in node.Select(member => member.Value).ToArray())
            Visit(member);
    }

    private void VisitTableCall(JsonObject table)
    {
        JsonObject function = (JsonObject)table["function"]!;
        VisitMembers(function);
        foreach ((_, JsonNode? member) in table.Where(member => member.Key != "function").ToArray())
            Visit(member);
        if (_catalog.Find(SyntaxNode.Member(function, "function_name")) is not { } entry)
            return;
        PluginCall call = new(entry, function, _sql);
        if (entry.Kind != PluginFunctionKind.Table)
            throw call.WrongForm($"a {entry.Kind.ToString().ToLowerInvariant()} function stands in FROM");
        TableArguments.Name(call.Node);
        CallArguments.Complete(call);
    }

    private static void Rewrite(PluginCall call)
    {
        JsonObject node = call.Node;
        CallArguments.Complete(call);
        switch (call.Entry.Kind)
        {
            case PluginFunctionKind.Scalar:
                call.RequirePlain();
                if (call.Entry.IsPlanned)
                    throw call.WrongForm("the plugin's relation planner has left the call in place");
                break;
            case PluginFunctionKind.Aggregate:
                if (SyntaxNode.Flag(node, "export_state"))
                    throw call.WrongForm("EXPORT_STATE is not known of a plugin's aggregate");
                SyntaxNode.Replace(node, AggregateForms.Rewrite(call));
                break;
            case PluginFunctionKind.Window when EngineWindows.Of((PluginWindow)call.Entry.Function) is { } same:
                if (SyntaxNode.Member(node, "class") != "WINDOW")
                    throw call.WrongForm("a window function stands without OVER (...)");
                EngineWindows.Turn(node, same);
                break;
            case PluginFunctionKind.Window:
                WindowRewriter.Require(call);
                break;
            default:
                throw call.WrongForm("a table function stands outside of FROM");
        }
    }

    private bool CallsPlugin(JsonObject node) =>
        SyntaxNode.Member(node, "class") is "FUNCTION" or "WINDOW" && _catalog.Find(SyntaxNode.Member(node, "function_name")) is not null;
}
