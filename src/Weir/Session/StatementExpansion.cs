using System.Text.Json.Nodes;
using Weir.Engine;
using Weir.Engine.Syntax;

namespace Weir.Sessions;

/// <summary>
/// Writes out what stands in a statement for something longer, before the statement is judged: what is put in is
/// no more trusted than what a user writes.
/// </summary>
/// <param name="macros">The functions that the session has made.</param>
/// <param name="columnsOf">The columns of the rows of a query of the session.</param>
/// <param name="viewOf">The text of a view of the session; null when a name is none.</param>
internal sealed class StatementExpansion(SqlMacros macros, Func<string, IReadOnlyList<string>> columnsOf, Func<string, string?> viewOf)
{
    private const string Select = "SELECT ";

    /// <summary>The functions that the session has made.</summary>
    public SqlMacros Macros => macros;

    /// <summary>The names of the session's schemas; null where a text can have none.</summary>
    public QualifiedNames? Names { get; init; }

    /// <summary>Answers what a text asks of the catalog; null where it is asked of nobody.</summary>
    public CatalogQuestions? Questions { get; init; }

    /// <summary>Expands one query.</summary>
    /// <param name="connection">Parses and prints; nothing of the query runs.</param>
    /// <param name="sql">A query that parses.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The text to go on with; the very same when nothing was to be expanded.</returns>
    public string Expand(DuckConnection connection, string sql, CancellationToken cancellationToken)
    {
        bool asksMetadata = sql.Contains(ResultMetadata.Function, StringComparison.OrdinalIgnoreCase);
        bool mayName = Names?.MayStandIn(sql) == true;
        bool mayAsk = Questions is not null && CatalogQuestions.MayStandIn(sql);
        if (!IntervalAlignCalls.MayStandIn(sql) && !macros.MayStandIn(sql) && !asksMetadata && !mayName && !mayAsk)
            return sql;
        JsonObject tree = SyntaxReader.ReadWhole(connection, sql, cancellationToken);
        string TextOf(JsonObject item) =>
            SyntaxReader.Print(connection, SyntaxNode.Statement(SyntaxNode.Copy(item)), cancellationToken)[Select.Length..];
        bool isChanged = mayName && Names!.Replace(tree);
        isChanged |= mayAsk && Questions!.Answer(tree, connection, cancellationToken);
        isChanged |= macros.Apply(tree, TextOf);
        isChanged |= new IntervalAlignCalls(connection, sql, columnsOf, cancellationToken).Replace(tree);
        if (asksMetadata)
            WriteOutOrigins(connection, tree, cancellationToken);
        isChanged |= asksMetadata;
        return isChanged ? SyntaxReader.Print(connection, tree, cancellationToken) : sql;
    }

    /// <summary>Follows columns of queries back, through views of the session too.</summary>
    /// <param name="connection">Parses and prints; nothing runs.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    public ColumnOrigins Origins(DuckConnection connection, CancellationToken cancellationToken) => new(
        name => ViewOf(name, connection, cancellationToken), item => ColumnNames.TextOf(item, part => SyntaxReader.Print(connection, part, cancellationToken)));

    private JsonObject? ViewOf(string name, DuckConnection connection, CancellationToken cancellationToken)
    {
        if (viewOf(name) is not { } sql)
            return null;
        JsonObject tree = SyntaxReader.ReadWhole(connection, StatementText.Bare(sql), cancellationToken);
        if (tree["statements"] is not JsonArray { Count: 1 } statements)
            return null;
        macros.Apply(tree, item => SyntaxReader.Print(connection, SyntaxNode.Statement(SyntaxNode.Copy(item)), cancellationToken)[Select.Length..]);
        return (JsonObject)statements[0]!["node"]!;
    }

    // What arrow_metadata is asked about stands in a subquery or a view as often as in the call.
    private void WriteOutOrigins(DuckConnection connection, JsonObject tree, CancellationToken cancellationToken)
    {
        foreach (JsonObject select in SyntaxNode.Descends(tree).Where(node => SyntaxNode.Member(node, "type") == "SELECT_NODE").ToArray())
            ColumnNames.Keep(select, AsksMetadata, part => SyntaxReader.Print(connection, part, cancellationToken));
        Origins(connection, cancellationToken).WriteOut(tree, node => AsksMetadata(node)
            ? SyntaxNode.List(node, "children").OfType<JsonObject>().FirstOrDefault(argument => SyntaxNode.Member(argument, "alias") is "" or "value")
            : null);
    }

    private static bool AsksMetadata(JsonObject node) => SyntaxNode.Member(node, "class") == "FUNCTION"
        && SyntaxNode.Member(node, "function_name").Equals(ResultMetadata.Function, StringComparison.OrdinalIgnoreCase);
}
