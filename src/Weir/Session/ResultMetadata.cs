using System.Text.Json.Nodes;
using Weir.Arrow;
using Weir.Engine;
using Weir.Engine.Syntax;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>
/// The metadata of a result's columns: what <c>arrow_metadata</c> says of the expressions that they come from. The plugin that has the
/// function is asked about them, so both agree.
/// </summary>
/// <param name="connection">Parses and prints; nothing of the statement runs.</param>
/// <param name="catalog">The functions and planners of the plugins that the statement may use.</param>
/// <param name="functions">Says which function a call means.</param>
/// <param name="origins">Follows columns back.</param>
/// <param name="cancellationToken">Interrupts the engine.</param>
internal sealed class ResultMetadata(
    DuckConnection connection, PluginCatalog catalog, FunctionResolver functions, ColumnOrigins origins, CancellationToken cancellationToken)
{
    /// <summary>The function that tells the metadata of an expression.</summary>
    public const string Function = "arrow_metadata";

    /// <summary>Whether columns of a text's result may have metadata, as far as the text itself tells.</summary>
    public static bool MayHave(string sql, PluginCatalog catalog, FunctionResolver functions) => functions.OnlyOfPlugin(Function) is { IsPlanned: true } entry
        && catalog.Functions.Any(known => known.Value.Kind == PluginFunctionKind.Scalar && known.Value.Plugin == entry.Plugin && sql.Contains(known.Key, StringComparison.OrdinalIgnoreCase));

    /// <summary>A schema with the metadata of its columns.</summary>
    /// <param name="sql">The query, macros written out and plugins not yet asked.</param>
    /// <param name="schema">The columns of its result.</param>
    /// <returns>The very same schema when no column has any.</returns>
    public Schema Describe(string sql, Schema schema)
    {
        if (functions.OnlyOfPlugin(Function) is not { IsPlanned: true } entry || SyntaxReader.ReadWhole(connection, sql, cancellationToken)["statements"] is not JsonArray { Count: 1 } statements)
            return schema;
        JsonObject query = (JsonObject)statements[0]!["node"]!;
        List<(int Place, JsonObject Expression)> known = [];
        for (int i = 0; i < schema.Fields.Count; i++)
        {
            string name = schema.Fields[i].Name;
            bool isUnique = schema.Fields.Count(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) == 1;
            if (origins.OfResult(query, i, isUnique ? name : null) is { } expression && IsOf(entry, expression))
                known.Add((i, expression));
        }
        if (known.Count == 0)
            return schema;
        Field[] fields = [.. schema.Fields];
        foreach ((int place, SortedDictionary<string, string> metadata) in known.Select(item => item.Place).Zip(Answers(entry, [.. known.Select(item => item.Expression)])))
            if (metadata.Count > 0)
                fields[place] = fields[place] with { Metadata = metadata };
        return new Schema(fields, schema.Metadata);
    }

    private bool IsOf(PluginCatalogEntry entry, JsonObject expression) => SyntaxNode.Member(expression, "class") == "FUNCTION"
        && functions.PluginOf(expression) is { Kind: PluginFunctionKind.Scalar } called && called.Plugin == entry.Plugin;

    private IEnumerable<SortedDictionary<string, string>> Answers(PluginCatalogEntry entry, JsonObject[] expressions)
    {
        JsonArray calls = [.. expressions.Select(expression => (JsonNode)SyntaxNode.Call(Function, expression))];
        JsonObject tree = SyntaxNode.StatementOf(SyntaxNode.Select(calls, SyntaxNode.Empty()));
        PlannedCalls.Complete(tree, catalog, functions, "", part => SyntaxReader.Print(connection, part, cancellationToken));
        string text = SyntaxJson.Of(tree);
        foreach ((string plugin, PluginRelationPlanner planner) in catalog.Planners)
            if (plugin == entry.Plugin)
                text = RelationPlanning.Ask(plugin, planner, text) ?? text;
        return ((JsonArray)SyntaxReader.ReadTree(text)["statements"]![0]!["node"]!["select_list"]!).Select(answer => Read((JsonObject)answer!));
    }

    // A map of literals; what is none has no metadata.
    private static SortedDictionary<string, string> Read(JsonObject answer)
    {
        SortedDictionary<string, string> metadata = new(StringComparer.Ordinal);
        if (SyntaxNode.Member(answer, "function_name") != "map" || SyntaxNode.List(answer, "children") is not [JsonObject keys, JsonObject values])
            return metadata;
        foreach ((JsonNode? key, JsonNode? value) in SyntaxNode.List(keys, "children").Zip(SyntaxNode.List(values, "children")))
            if (SyntaxLiteral.TryRead((JsonObject)key!, out object? name) && name is string text && SyntaxLiteral.TryRead((JsonObject)value!, out object? content))
                metadata[text] = content as string ?? "";
        return metadata;
    }
}
