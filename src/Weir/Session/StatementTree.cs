using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Diagnostics;
using Weir.Engine;
using Weir.Engine.Syntax;
using Weir.Hashing;

namespace Weir.Sessions;

/// <summary>What a query's syntax tree tells by itself. Nothing is bound and nothing runs.</summary>
internal static class StatementTree
{
    // A change of what is hashed, or of the engine's trees, is a new version.
    private const string Domain = "weir.statement.v1\n";

    /// <summary>The tree of a text that is one query.</summary>
    /// <param name="connection">Parses it.</param>
    /// <param name="sql">What a user gave.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="WeirException">WEIR4004: it is not SQL. WEIR4030: it is not one query. WEIR5007: it nests too deep.</exception>
    public static JsonDocument Read(DuckConnection connection, string sql, CancellationToken cancellationToken)
    {
        StatementNesting.RequireReadable(sql);
        JsonDocument tree = SyntaxReader.ReadExact(connection, sql, cancellationToken);
        try
        {
            RequireQuery(connection, sql, tree.RootElement, cancellationToken);
            return tree;
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }

    /// <summary>The statement of a tree.</summary>
    public static JsonElement Statement(JsonDocument tree) => tree.RootElement.GetProperty("statements")[0];

    /// <summary>The fingerprint of a statement.</summary>
    public static string Fingerprint(JsonElement statement)
    {
        ReadOnlyMemory<byte> bytes = CanonicalTree.Of(statement);
        byte[] text = new byte[Domain.Length + bytes.Length];
        System.Text.Encoding.ASCII.GetBytes(Domain, text);
        bytes.Span.CopyTo(text.AsSpan(Domain.Length));
        return Convert.ToHexStringLower(Blake3.Hash(text));
    }

    /// <summary>A query in one form.</summary>
    /// <inheritdoc cref="Read"/>
    public static NormalizedStatement Normalize(DuckConnection connection, string sql, CancellationToken cancellationToken)
    {
        string fingerprint;
        using (JsonDocument tree = Read(connection, sql, cancellationToken))
            fingerprint = Fingerprint(Statement(tree));
        JsonObject whole = SyntaxReader.ReadWhole(connection, sql, cancellationToken);
        string text = ExactText.Print(whole, tree => SyntaxReader.Print(connection, tree, cancellationToken));
        return new NormalizedStatement(fingerprint, text, RedactedTree.Print(whole, changed => SyntaxReader.Print(connection, changed, cancellationToken)));
    }

    private static void RequireQuery(DuckConnection connection, string sql, JsonElement tree, CancellationToken cancellationToken)
    {
        if (tree.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.True)
        {
            // A text that does not parse is told best by the engine itself.
            if (SyntaxNode.Member(tree, "error_type") == "parser")
                connection.Prepare(sql, cancellationToken).Dispose();
            throw StatementErrors.NotQuery(sql, $"is no query that can be read as a tree{(StatementGate.IsOpenPivot(sql) ? $": {StatementGate.OpenPivot}" : "")}");
        }
        int count = tree.GetProperty("statements").GetArrayLength();
        if (count != 1)
            throw StatementErrors.NotQuery(sql, $"is {count} statements");
    }
}
