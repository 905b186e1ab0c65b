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
internal sealed class StatementExpansion(SqlMacros macros, Func<string, IReadOnlyList<string>> columnsOf)
{
    private const string Select = "SELECT ";

    /// <summary>Expands one query.</summary>
    /// <param name="connection">Parses and prints; nothing of the query runs.</param>
    /// <param name="sql">A query that parses.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The text to go on with; the very same when nothing was to be expanded.</returns>
    public string Expand(DuckConnection connection, string sql, CancellationToken cancellationToken)
    {
        if (!IntervalAlignCalls.MayStandIn(sql) && !macros.MayStandIn(sql))
            return sql;
        JsonObject tree = SyntaxReader.ReadWhole(connection, sql, cancellationToken);
        string TextOf(JsonObject item) =>
            SyntaxReader.Print(connection, SyntaxNode.Statement(SyntaxNode.Copy(item)), cancellationToken)[Select.Length..];
        bool isChanged = macros.Apply(tree, TextOf);
        isChanged |= new IntervalAlignCalls(connection, sql, columnsOf, cancellationToken).Replace(tree);
        return isChanged ? SyntaxReader.Print(connection, tree, cancellationToken) : sql;
    }
}
