using System.Text.Json.Nodes;
using Weir.Arrow;

namespace Weir.Engine.Syntax;

/// <summary>
/// Asks the engine for the types of a call's arguments where the tables of the statement are bound: it plans a SELECT of
/// just these arguments over what the query around the call reads.
/// </summary>
/// <param name="connection">Plans; nothing runs.</param>
/// <param name="print">Prints a tree of a statement.</param>
/// <param name="cancellationToken">Interrupts the engine.</param>
internal sealed class ArgumentTypes(DuckConnection connection, Func<JsonObject, string> print, CancellationToken cancellationToken)
{
    private readonly Stack<JsonObject> _queries = new();

    /// <summary>Goes into a query; calls are in the one that was entered last.</summary>
    public void Enter(JsonObject query) => _queries.Push(query);

    public void Leave() => _queries.Pop();

    /// <summary>The types as SQL writes them; null for all of them where the engine cannot tell them from the query alone.</summary>
    public IReadOnlyList<string?> Of(IReadOnlyList<JsonObject> arguments)
    {
        string?[] types = new string?[arguments.Count];
        if (arguments.Count == 0 || !_queries.TryPeek(out JsonObject? query))
            return types;
        try
        {
            string[] told = Describe(print(Probe(arguments, query)));
            return told.Length == types.Length ? told : types;
        }
        catch (WeirException)
        {
            // Arguments of outer queries and of lambdas, and parameters, mean nothing here; then the policy decides.
            return types;
        }
    }

    /// <summary>The types as results have them; null for all of them where the engine cannot tell them.</summary>
    public IReadOnlyList<ArrowType?> ArrowTypesOf(IReadOnlyList<JsonObject> arguments)
    {
        ArrowType?[] types = new ArrowType?[arguments.Count];
        if (arguments.Count == 0 || !_queries.TryPeek(out JsonObject? query))
            return types;
        try
        {
            using DuckStatement planned = connection.Prepare(print(Probe(arguments, query)), cancellationToken);
            IReadOnlyList<(string Name, ArrowType? Type)>? columns = planned.Columns();
            return columns?.Count == types.Length ? [.. columns.Select(column => column.Type)] : types;
        }
        catch (WeirException)
        {
            // As above.
            return types;
        }
    }

    private JsonObject Probe(IReadOnlyList<JsonObject> arguments, JsonObject query)
    {
        JsonArray items = [.. arguments.Select((argument, i) => (JsonNode)SyntaxNode.Named(SyntaxNode.Copy(argument), $"a{i}"))];
        JsonObject select = SyntaxNode.Select(items, SyntaxNode.Copy((JsonObject)query["from_table"]!));
        JsonArray with = [];
        foreach (JsonObject around in _queries.Reverse())
            foreach (JsonNode? entry in around["cte_map"]?["map"] as JsonArray ?? [])
                with.Add((JsonNode)SyntaxNode.Copy((JsonObject)entry!));
        select["cte_map"] = new JsonObject { ["map"] = with };
        return SyntaxNode.StatementOf(select);
    }

    private string[] Describe(string sql)
    {
        List<string> types = [];
        using RecordBatchReader reader = connection.Query($"SELECT column_type FROM (DESCRIBE {sql})", cancellationToken: cancellationToken);
        while (reader.Read(cancellationToken) is { } batch)
            using (batch)
                for (int row = 0; row < batch.RowCount; row++)
                    types.Add(batch.Column(0).GetString(row));
        return [.. types];
    }
}
