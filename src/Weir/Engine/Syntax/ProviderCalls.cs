using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Weir.Diagnostics;

namespace Weir.Engine.Syntax;

/// <summary>A call of a table provider in FROM.</summary>
/// <param name="Plugin">The plugin that the call names, <c>plugin.provider(...)</c>; empty for none.</param>
/// <param name="Provider">The provider's name as it is written.</param>
/// <param name="OptionsJson">The call's arguments as a JSON object.</param>
internal sealed record ProviderCall(string Plugin, string Provider, string OptionsJson)
{
    /// <summary>The name of the table in the rewritten statement; equal for equal calls, so that they read one table.</summary>
    public string TableName { get; } =
        $"weir_table_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Plugin}\0{Provider}\0{OptionsJson}".ToLowerInvariant() + OptionsJson)))[..32]}";
}

/// <summary>
/// Turns calls of table providers, <c>FROM provider(option := value)</c>, into tables with names of their own, which are
/// read and pushed down to like tables that the session has named. Options are literals, and lists and structs of them:
/// nothing else is computed before the provider is asked.
/// </summary>
internal sealed class ProviderCalls
{
    private static readonly HashSet<string> Makers = new(StringComparer.OrdinalIgnoreCase) { "-", "+", "list_value", "struct_pack" };

    private readonly Func<string, string, bool> _isProvider;
    private readonly Func<JsonObject, string> _jsonOf;
    private readonly string _sql;
    private readonly List<ProviderCall> _found = [];

    private ProviderCalls(string sql, Func<string, string, bool> isProvider, Func<JsonObject, string> jsonOf) =>
        (_sql, _isProvider, _jsonOf) = (sql, isProvider, jsonOf);

    /// <summary>Renames the calls of a statement.</summary>
    /// <param name="connection">Parses, prints, and makes JSON of literals; nothing else of the statement runs.</param>
    /// <param name="sql">A query.</param>
    /// <param name="isProvider">Tells providers by the plugin's name, which may be empty, and their own.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The text with names for calls, and the calls, each once.</returns>
    /// <exception cref="WeirException">WEIR3228: an argument is none that a provider can get.</exception>
    public static (string Sql, IReadOnlyList<ProviderCall> Calls) Rename(
        DuckConnection connection, string sql, Func<string, string, bool> isProvider, CancellationToken cancellationToken)
    {
        JsonObject tree = SyntaxReader.ReadWhole(connection, sql, cancellationToken);
        ProviderCalls calls = new(sql, isProvider, options => SyntaxReader.JsonOf(connection, options, cancellationToken));
        foreach (JsonObject node in SyntaxNode.Descends(tree["statements"]).Where(node => SyntaxNode.Member(node, "type") == "TABLE_FUNCTION").ToArray())
            calls.Rename(node);
        return (SyntaxReader.Print(connection, tree, cancellationToken), [.. calls._found.DistinctBy(call => call.TableName)]);
    }

    private void Rename(JsonObject node)
    {
        JsonObject function = (JsonObject)node["function"]!;
        string plugin = SyntaxNode.Member(function, "schema");
        string provider = SyntaxNode.Member(function, "function_name");
        if (SyntaxNode.Member(function, "catalog").Length > 0 || !_isProvider(plugin, provider))
            return;
        ProviderCall call = new(plugin, provider, OptionsOf(provider, function));
        JsonObject table = SyntaxNode.Table(call.TableName);
        table["alias"] = SyntaxNode.Member(node, "alias") is { Length: > 0 } alias ? alias : provider;
        foreach (string kept in (string[])["sample", "column_name_alias"])
            table[kept] = node[kept]?.DeepClone();
        SyntaxNode.Replace(node, table);
        _found.Add(call);
    }

    private string OptionsOf(string provider, JsonObject function)
    {
        TableArguments.Name(function);
        JsonArray arguments = SyntaxNode.List(function, "children");
        if (arguments.Count == 0)
            return "{}";
        foreach (JsonObject argument in arguments.Cast<JsonObject>())
        {
            string name = SyntaxNode.Member(argument, "alias");
            if (name.Length == 0)
                throw Wrong(argument, provider, "an option without a name; options are written name := value");
            if (SyntaxNode.Descends(argument).FirstOrDefault(part => !IsPlain(part)) is { } computed)
                throw Wrong(computed.ContainsKey("query_location") ? computed : argument, provider, $"the option '{name}' with a value that is computed; options are literals, and lists and structs of them");
        }
        return _jsonOf(SyntaxNode.Call("struct_pack", arguments.Select(argument => SyntaxNode.Copy(argument!))));
    }

    // Nodes without a class are parts of expressions: values, types, orders.
    private static bool IsPlain(JsonObject part) => SyntaxNode.Member(part, "class") switch
    {
        "" or "CONSTANT" => true,
        "FUNCTION" => Makers.Contains(SyntaxNode.Member(part, "function_name")) && SyntaxNode.Member(part, "schema") is "" or "main",
        _ => false,
    };

    private WeirException Wrong(JsonObject node, string provider, string found) =>
        PluginTableErrors.CallInvalid(provider, found, TextPosition.Of(_sql, SyntaxNode.Place(node))?.ToString() ?? "");
}
