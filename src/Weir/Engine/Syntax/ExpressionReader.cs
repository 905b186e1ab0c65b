using System.Text.Json;

namespace Weir.Engine.Syntax;

/// <summary>Reads a text that shall be one expression and nothing beside it.</summary>
internal static class ExpressionReader
{
    private const string Select = "SELECT ";

    // One statement with one item and nothing else; what else a tree may hold makes it more than an expression.
    private static readonly HashSet<string> PlainSelect = ["type", "select_list", "from_table", "cte_map", "aggregate_handling"];

    /// <summary>Reads a text.</summary>
    /// <param name="connection">Parses it; nothing of it runs.</param>
    /// <param name="text">What a user gave.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The expression printed from its tree, so without comments, and what it names; null when the text is not exactly one expression.</returns>
    /// <exception cref="WeirException">WEIR4004: the text does not parse. WEIR5007: it nests too deep.</exception>
    public static (string Text, SyntaxFacts Facts)? Read(DuckConnection connection, string text, CancellationToken cancellationToken)
    {
        StatementNesting.RequireReadable(text);
        string sql = Select + text;
        using JsonDocument tree = SyntaxReader.Read(connection, sql, cancellationToken);
        if (!IsOneExpression(tree.RootElement, out JsonElement item))
        {
            // A text that does not parse is told best by the engine itself.
            if (SyntaxNode.Member(tree.RootElement, "error_type") == "parser")
                connection.Prepare(sql, cancellationToken).Dispose();
            return null;
        }
        SyntaxFacts facts = SyntaxFacts.Of(item);
        string printed = SyntaxReader.Print(connection, SyntaxReader.ReadWhole(connection, sql, cancellationToken), cancellationToken);
        return (printed[Select.Length..], facts);
    }

    private static bool IsOneExpression(JsonElement tree, out JsonElement item)
    {
        item = default;
        if (!tree.TryGetProperty("statements", out JsonElement statements) || statements.GetArrayLength() != 1)
            return false;
        JsonElement node = statements[0].GetProperty("node");
        if (SyntaxNode.Member(node, "type") != "SELECT_NODE" || !node.TryGetProperty("select_list", out JsonElement items) || items.GetArrayLength() != 1)
            return false;
        bool plain = node.EnumerateObject().All(member => PlainSelect.Contains(member.Name))
            && (!node.TryGetProperty("from_table", out JsonElement from) || SyntaxNode.Member(from, "type") == "EMPTY")
            && (!node.TryGetProperty("cte_map", out JsonElement with) || !with.TryGetProperty("map", out JsonElement map) || map.GetArrayLength() == 0);
        item = items[0];
        return plain && !item.TryGetProperty("alias", out _) && SyntaxNode.Member(item, "class") != "STAR";
    }
}
