using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Rewrites a statement that calls functions of plugins so that the engine can run it: arguments complete and in
/// order, aggregates and window functions in forms that the engine's interface for functions has. The names
/// of the result's columns stay as they were. One object, one statement.
/// </summary>
internal sealed class StatementRewriter
{
    private readonly FunctionResolver _functions;
    private readonly string _sql;
    private readonly Func<JsonObject, string> _print;
    private readonly Func<string, bool> _isAggregate;

    // Null while tables are not bound.
    private readonly ArgumentTypes? _types;
    private readonly SpanFields? _spans;
    private int _selects;
    private bool _isChanged;
    private bool _isOpen;

    private StatementRewriter(
        FunctionResolver functions, string sql, Func<JsonObject, string> print, Func<string, bool> isAggregate, ArgumentTypes? types)
    {
        _functions = functions;
        _spans = types is null ? null : new SpanFields(types);
        _types = types;
        _sql = sql;
        _print = print;
        _isAggregate = isAggregate;
    }

    /// <summary>Rewrites one statement.</summary>
    /// <param name="connection">Parses and prints; nothing of the statement runs.</param>
    /// <param name="sql">A statement that was admitted and may call functions of plugins, or read provider tables.</param>
    /// <param name="functions">Says which function a call means.</param>
    /// <param name="isProvided">Tells tables of providers by their names.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>What to run; or what to settle first, when its tables are bound.</returns>
    /// <exception cref="WeirException">WEIR3211 to WEIR3216: a call is wrong, or stands where it cannot.</exception>
    public static RewrittenStatement Rewrite(
        DuckConnection connection, string sql, FunctionResolver functions, Func<string, bool> isProvided, CancellationToken cancellationToken) =>
        Rewrite(connection, sql, functions, isProvided, isBound: false, cancellationToken);

    /// <summary>Rewrites the calls of a rewritten statement that were left because the types of their arguments were not known.</summary>
    /// <param name="connection">As above; the tables of the statement are bound on it.</param>
    /// <param name="sql">What <see cref="Rewrite(DuckConnection, string, FunctionResolver, Func{string, bool}, CancellationToken)"/> gave.</param>
    /// <param name="functions">As above.</param>
    /// <param name="cancellationToken">As above.</param>
    /// <returns>What to run.</returns>
    /// <exception cref="WeirException">As above.</exception>
    public static string Settle(DuckConnection connection, string sql, FunctionResolver functions, CancellationToken cancellationToken) =>
        Rewrite(connection, sql, functions, _ => false, isBound: true, cancellationToken).Sql;

    private static RewrittenStatement Rewrite(
        DuckConnection connection, string sql, FunctionResolver functions, Func<string, bool> isProvided, bool isBound, CancellationToken cancellationToken)
    {
        JsonObject tree = SyntaxReader.ReadWhole(connection, sql, cancellationToken);
        Func<JsonObject, string> print = part => SyntaxReader.Print(connection, part, cancellationToken);
        Func<string, bool> isAggregate = name => SyntaxReader.IsAggregate(connection, name, cancellationToken);
        StatementRewriter rewriter = new(functions, sql, print, isAggregate, isBound ? new ArgumentTypes(connection, print, cancellationToken) : null);
        IReadOnlyList<ProviderScan> scans = ProviderScans.Rename(tree["statements"], isProvided, rewriter.TextOf);
        rewriter.Visit(tree["statements"]);
        return new RewrittenStatement(rewriter._isChanged || scans.Count > 0 ? print(tree) : sql, scans) { IsOpen = rewriter._isOpen };
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
        {
            ColumnNames.Keep(found, CallsPlugin, _print);
            _types?.Enter(found);
        }
        if (type == "TABLE_FUNCTION")
            VisitTableCall(found);
        else
            VisitMembers(found);
        if (SyntaxNode.Member(found, "class") is "FUNCTION" or "WINDOW" && type != "TABLE_FUNCTION" && Meant(found, isInFrom: false) is { } entry)
            Rewrite(Taken(entry, found));
        if (type == "SELECT_NODE")
            _types?.Leave();
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
        WindowRewriter windows = new(_functions, _sql, _selects++, TextOf, _isAggregate);
        SyntaxNode.Replace(query, windows.Rewrite(query));
    }

    private bool IsPluginWindow(JsonObject node) => SyntaxNode.Member(node, "class") == "WINDOW"
        && _functions.PluginOf(node) is { IsOwnWindow: true };

    private PluginCall CallOf(JsonObject node) => new(_functions.PluginOf(node)!, node, _sql);

    // A call that types decide is left as it is until tables are bound.
    private PluginCatalogEntry? Meant(JsonObject node, bool isInFrom)
    {
        FunctionChoice choice = _functions.Choose(node, isInFrom, _types is null ? null : _types.Of);
        _isOpen |= choice.DependsOnTypes;
        return choice.DependsOnTypes ? null : choice.Plugin;
    }

    private PluginCall Taken(PluginCatalogEntry entry, JsonObject node)
    {
        _isChanged = true;
        _functions.Take(node);
        return new PluginCall(entry, node, _sql);
    }

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
        if (Meant(function, isInFrom: true) is not { } entry)
            return;
        string name = SyntaxNode.Member(function, "function_name");
        PluginCall call = Taken(entry, function);
        // A table without an alias has its function's name for one.
        if (SyntaxNode.Member(function, "function_name") != name && SyntaxNode.Member(table, "alias").Length == 0)
            table["alias"] = name;
        if (entry.Kind != PluginFunctionKind.Table)
            throw call.WrongForm($"a {entry.Kind.ToString().ToLowerInvariant()} function stands in FROM");
        TableArguments.Name(call.Node);
        CallArguments.Complete(call);
    }

    private void Rewrite(PluginCall call)
    {
        JsonObject node = call.Node;
        CallArguments.Complete(call);
        switch (call.Entry.Kind)
        {
            case PluginFunctionKind.Scalar:
                call.RequirePlain();
                if (call.Entry.IsPlanned)
                    throw call.WrongForm("the plugin's relation planner has left the call in place");
                if (SpanFields.Concern(call))
                    NarrowSpans(call);
                break;
            case PluginFunctionKind.Aggregate:
                if (SyntaxNode.Flag(node, "export_state"))
                    throw call.WrongForm("EXPORT_STATE is not known of a plugin's aggregate");
                RewriteAggregate(call);
                break;
            case PluginFunctionKind.Window when call.Entry.EngineWindow is { } same:
                if (SyntaxNode.Member(node, "class") != "WINDOW")
                    throw call.WrongForm("a window function stands without OVER (...)");
                WindowGrammar.Turn(node, same);
                break;
            case PluginFunctionKind.Window:
                WindowRewriter.Require(call);
                break;
            default:
                throw call.WrongForm("a table function stands outside of FROM");
        }
    }

    private void RewriteAggregate(PluginCall call)
    {
        bool mayTurn = KeyedAggregates.Concern(call);
        if (mayTurn && _types is null)
            _isOpen = true;
        else if (!mayTurn || !KeyedAggregates.TryTurn(call, _types!))
            SyntaxNode.Replace(call.Node, AggregateForms.Rewrite(call));
    }

    private void NarrowSpans(PluginCall call)
    {
        _isOpen |= _spans is null;
        _spans?.Narrow(call);
    }

    private bool CallsPlugin(JsonObject node) => SyntaxNode.Member(node, "class") is "FUNCTION" or "WINDOW" && MayCall(node);

    private bool MayCall(JsonObject node) =>
        _types is null ? _functions.PluginOf(node) is not null : _functions.IsOfPlugin(SyntaxNode.Member(node, "function_name"));
}
