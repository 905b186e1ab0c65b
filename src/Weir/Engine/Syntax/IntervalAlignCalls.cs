using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Puts the query that it stands for at the place of each call of interval_align in FROM. One object, one statement.
/// </summary>
/// <param name="connection">Parses and prints; nothing of the statement runs.</param>
/// <param name="sql">The statement's text, for the places in errors.</param>
/// <param name="columnsOf">The columns of the rows of a query of the session.</param>
/// <param name="cancellationToken">Interrupts the engine.</param>
internal sealed class IntervalAlignCalls(
    DuckConnection connection, string sql, Func<string, IReadOnlyList<string>> columnsOf, CancellationToken cancellationToken)
{
    private static readonly string[] Functions = ["interval_align", "interval_align_table"];

    // The WITH clauses around the place that is being read.
    private readonly List<JsonObject> _scope = [];
    private bool _any;

    /// <summary>Whether a text may have a call.</summary>
    public static bool MayStandIn(string sql) => sql.Contains(Functions[0], StringComparison.OrdinalIgnoreCase);

    /// <summary>Replaces all calls, in place.</summary>
    /// <param name="tree">A whole tree.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="WeirException">WEIR3300 to WEIR3303; and what the operands' own queries fail with.</exception>
    public bool Replace(JsonObject tree)
    {
        Visit(tree["statements"]);
        return _any;
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
        int outside = _scope.Count;
        foreach (JsonObject entry in Entries(found))
        {
            Visit(entry["value"]);
            _scope.Add(entry);
        }
        foreach ((_, JsonNode? member) in found.Where(member => member.Key != "cte_map").ToArray())
            Visit(member);
        if (SyntaxNode.Member(found, "type") == "TABLE_FUNCTION" && found["function"] is JsonObject function
            && Functions.Contains(SyntaxNode.Member(function, "function_name"), StringComparer.OrdinalIgnoreCase))
        {
            SyntaxNode.Replace(found, Query(found, function));
            _any = true;
        }
        _scope.RemoveRange(outside, _scope.Count - outside);
    }

    // The engine joins by ranges where it knows how many rows come, which it does not of a WITH clause that is computed
    // once; it makes one so by itself when it is used twice.
    private void LookThrough()
    {
        foreach (JsonObject entry in _scope.Select(entry => (JsonObject)entry["value"]!))
        {
            bool isRecursive = entry["query"]?["node"] is JsonObject node && SyntaxNode.Member(node, "type") == "RECURSIVE_CTE_NODE";
            if (SyntaxNode.Member(entry, "materialized") == "CTE_MATERIALIZE_DEFAULT" && !isRecursive)
                entry["materialized"] = "CTE_MATERIALIZE_NEVER";
        }
    }

    private static IEnumerable<JsonObject> Entries(JsonObject node) =>
        node["cte_map"] is JsonObject with ? SyntaxNode.List(with, "map").Cast<JsonObject>() : [];

    private JsonObject Query(JsonObject table, JsonObject function)
    {
        LookThrough();
        string place = TextPosition.Of(sql, SyntaxNode.Place(function))?.ToString() ?? "";
        IntervalAlignCall call = IntervalAlignCall.Read(function, place);
        string text = new IntervalAlignQuery(call.Options, Columns(call.Left), Columns(call.Right)).ToSql();
        JsonObject tree = SyntaxReader.ReadWhole(connection, text, cancellationToken);
        JsonObject query = SyntaxNode.Copy((JsonObject)tree["statements"]![0]!["node"]!);
        foreach (JsonObject found in SyntaxNode.Descends(query).Where(found => SyntaxNode.Member(found, "type") == "BASE_TABLE").ToArray())
        {
            bool isLeft = SyntaxNode.Member(found, "table_name") == IntervalAlignQuery.LeftTable;
            SyntaxNode.Replace(found, SyntaxNode.Copy(isLeft ? call.Left : call.Right));
        }
        string alias = SyntaxNode.Member(table, "alias");
        JsonObject subquery = SyntaxNode.Subquery(query, alias.Length > 0 ? alias : Functions[0]);
        foreach (string kept in (string[])["sample", "column_name_alias"])
            subquery[kept] = table[kept]?.DeepClone();
        return subquery;
    }

    private IReadOnlyList<string> Columns(JsonObject operand)
    {
        JsonObject select = SyntaxNode.Select([SyntaxNode.Star("")], SyntaxNode.Copy(operand));
        select["cte_map"] = new JsonObject { ["map"] = new JsonArray([.. _scope.Select(SyntaxNode.Copy)]) };
        return columnsOf(SyntaxReader.Print(connection, SyntaxNode.StatementOf(select), cancellationToken));
    }
}
