using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Engine.Syntax;

/// <summary>
/// From text to the engine's syntax tree and back. The engine makes trees of queries only; what it says
/// about other texts stands in the tree too, as an error. Nothing of a text runs.
/// </summary>
internal static class SyntaxReader
{
    private const string BriefQuery =
        "SELECT json_serialize_sql($1::VARCHAR, skip_null := true, skip_empty := true, skip_default := true)";

    // Without its empty members a tree loses the empty set of GROUPING SETS and the empty text.
    private const string ExactQuery = "SELECT json_serialize_sql($1::VARCHAR, skip_null := true, skip_default := true)";

    private const string WholeQuery = "SELECT json_serialize_sql($1::VARCHAR)";

    private const string TextQuery = "SELECT json_deserialize_sql($1::JSON)";

    private const string TextsQuery = "SELECT json_deserialize_sql(tree::JSON) FROM unnest($1::VARCHAR[]) AS trees(tree)";

    private const string AggregateQuery =
        "SELECT 1 FROM duckdb_functions() WHERE function_type = 'aggregate' AND function_name = lower($1) LIMIT 1";

    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = StatementNesting.TreeLevelsMax };

    /// <summary>The tree without members that have their default: to read, not to print.</summary>
    /// <param name="connection">Parses the text.</param>
    /// <param name="sql">What a user gave, see <see cref="StatementNesting.RequireReadable"/>.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="WeirException">WEIR5007: it nests too deep.</exception>
    public static JsonDocument Read(DuckConnection connection, string sql, CancellationToken cancellationToken) => Read(connection, BriefQuery, sql, cancellationToken);

    /// <summary>The tree without members that have their default, and with all that tells two meanings apart: to compare, to follow, to render.</summary>
    /// <inheritdoc cref="Read(DuckConnection, string, CancellationToken)"/>
    public static JsonDocument ReadExact(DuckConnection connection, string sql, CancellationToken cancellationToken) => Read(connection, ExactQuery, sql, cancellationToken);

    private static JsonDocument Read(DuckConnection connection, string query, string sql, CancellationToken cancellationToken)
    {
        byte[] json = Answer(connection, query, sql, cancellationToken);
        try
        {
            return JsonDocument.Parse(json, Bounded);
        }
        catch (JsonException cause)
        {
            throw Unreadable(json, sql, cause);
        }
    }

    /// <summary>The tree with all members, to be rewritten and printed.</summary>
    /// <inheritdoc cref="Read(DuckConnection, string, CancellationToken)"/>
    public static JsonObject ReadWhole(DuckConnection connection, string sql, CancellationToken cancellationToken) =>
        Parse(Answer(connection, WholeQuery, sql, cancellationToken), sql);

    /// <summary>A tree from its own text.</summary>
    /// <exception cref="JsonException">It is no JSON object, or one of more than <see cref="StatementNesting.TreeLevelsMax"/> levels.</exception>
    public static JsonObject ReadTree(string json) =>
        JsonNode.Parse(json, documentOptions: Bounded) as JsonObject ?? throw new JsonException("the text is no JSON object");

    /// <summary>The text of a tree of one statement, without a semicolon.</summary>
    /// <exception cref="WeirException">WEIR4xxx: the engine's reader of trees refuses it.</exception>
    public static string Print(DuckConnection connection, JsonObject tree, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(Answer(connection, TextQuery, SyntaxJson.Of(tree), cancellationToken));

    /// <summary>The texts of trees of one statement each, in order.</summary>
    /// <exception cref="WeirException">WEIR4xxx: the engine's reader of trees refuses one.</exception>
    public static IReadOnlyList<string> PrintAll(DuckConnection connection, IReadOnlyList<JsonObject> trees, CancellationToken cancellationToken)
    {
        string[] texts = [.. trees.Select(SyntaxJson.Of)];
        List<string> printed = [];
        using RecordBatchReader reader = connection.QueryKept(TextsQuery, new QueryArguments((object)texts), cancellationToken);
        while (reader.Read(cancellationToken) is { } batch)
            using (batch)
                for (int row = 0; row < batch.RowCount; row++)
                    printed.Add(batch.Column(0).GetString(row));
        Invariant.Holds(printed.Count == texts.Length);
        return printed;
    }

    /// <summary>Whether the engine has an aggregate of a name.</summary>
    public static bool IsAggregate(DuckConnection connection, string name, CancellationToken cancellationToken)
    {
        using RecordBatchReader reader = connection.Query(
            AggregateQuery, new QueryArguments(name), cancellationToken: cancellationToken);
        using RecordBatch? batch = reader.Read(cancellationToken);
        return batch is { RowCount: > 0 };
    }

    /// <summary>The value of an expression of literals, as JSON.</summary>
    /// <exception cref="WeirException">WEIR4xxx: the engine cannot compute it.</exception>
    public static string JsonOf(DuckConnection connection, JsonObject literals, CancellationToken cancellationToken)
    {
        string select = Print(connection, SyntaxNode.Statement(SyntaxNode.Call("to_json", literals)), cancellationToken);
        using RecordBatchReader reader = connection.Query(select, cancellationToken: cancellationToken);
        using RecordBatch? batch = reader.Read(cancellationToken);
        Invariant.Holds(batch is { RowCount: 1 });
        return Encoding.UTF8.GetString(batch.Column(0).GetBytes(0));
    }

    private static JsonObject Parse(byte[] json, string sql)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: Bounded)!.AsObject();
        }
        catch (JsonException cause)
        {
            throw Unreadable(json, sql, cause);
        }
    }

    private static byte[] Answer(DuckConnection connection, string query, string argument, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (connection.Answers.Find(query, argument) is { } known)
            return known;
        using RecordBatchReader reader = connection.QueryKept(query, new QueryArguments(argument), cancellationToken);
        using RecordBatch? batch = reader.Read(cancellationToken);
        Invariant.Holds(batch is { RowCount: 1 });
        byte[] answer = batch.Column(0).GetBytes(0).ToArray();
        connection.Answers.Keep(query, argument, answer);
        return answer;
    }

    // Beside its depth, a tree has one thing that JSON does not: the engine writes a number that is over the range of DOUBLE as a word.
    private static WeirException Unreadable(ReadOnlySpan<byte> json, string sql, JsonException cause) =>
        json[(int)Math.Min(json.Length, cause.BytePositionInLine ?? 0)..].StartsWith("Infinity"u8) ? EngineErrors.NumberOutOfRange(sql, cause)
        : PolicyErrors.StatementTooDeep("levels of its syntax tree", StatementNesting.TreeLevelsMax, cause);
}
