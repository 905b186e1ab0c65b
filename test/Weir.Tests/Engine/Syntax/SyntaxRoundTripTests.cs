using System.Text.Json.Nodes;
using Weir.Engine.Syntax;
using Weir.Tests.House;

namespace Weir.Tests.Engine.Syntax;

/// <summary>A tree that is printed and read again is the same tree: rewriting a part of a statement changes nothing else.</summary>
[Trait("Requirement", "R129")]
public sealed class SyntaxRoundTripTests
{
    [Fact]
    public void Every_construct_survives_the_way_from_text_to_tree_and_back()
    {
        using EngineFixture engine = new();
        string[] statements = Repository.Read("test/Weir.Tests/Engine/Syntax/roundtrips.sql").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(statements.Length > 150);
        foreach (string sql in statements)
        {
            JsonObject first = Read(engine, sql);
            string printed = SyntaxReader.Print(engine.Connection, first, CancellationToken.None);
            Assert.Equal(Form(first), Form(Read(engine, printed)));
        }
    }

    [Theory]
    [InlineData("SELECT * FROM (VALUES (1, 'a'), (2, NULL)) v(x, y)")]
    [InlineData("VALUES (1), (2)")]
    [InlineData("SELECT a, b, c, count(*) AS n FROM (SELECT i % 2 AS a, i % 3 AS b, i % 5 AS c FROM range(30) r(i)) GROUP BY ROLLUP (a, b), c")]
    [InlineData("SELECT a IS TRUE AS t, a IS NOT FALSE AS f, a IS UNKNOWN AS u FROM (VALUES (true), (false), (NULL)) v(a)")]
    [InlineData("SELECT 1 AS x EXCEPT SELECT 2 EXCEPT SELECT 1")]
    [InlineData("SELECT 1 AS x UNION ALL SELECT 2 UNION SELECT 1 UNION ALL SELECT 2")]
    [InlineData("SELECT 1 AS a UNION ALL BY NAME SELECT 2 AS b UNION ALL BY NAME SELECT 3 AS a")]
    [InlineData("WITH m AS MATERIALIZED (SELECT 1 AS x), n AS NOT MATERIALIZED (SELECT 2 AS x) SELECT * FROM m UNION ALL SELECT * FROM n UNION ALL SELECT * FROM n")]
    [InlineData("SELECT 2 - (3 - 4) AS a, -2 ** 2 AS b, (-2) ** 2 AS c, 7 // 2 * 2 AS d, NOT true = false AS e, 1 + 2 || 'x' AS f")]
    [InlineData("SELECT 'it''s' AS a, E'a\\nb' AS b, 1e300 AS c, 0.1 AS d, 123456789012345678901234567890 AS e, 'x'::BLOB AS f, INTERVAL '1 year 2 days' AS g")]
    [InlineData("SELECT list_transform([1, 2], lambda x: x + 1) AS a, list_reduce([1, 2, 3], lambda x, y: x * y) AS b, [x * 2 FOR x IN [1, 2, 3] IF x > 1] AS c")]
    [InlineData("SELECT {'a': 1, 'b c': {'d': [1]}} AS s, MAP {'k': 1} AS m, ([1, 2, 3])[2:] AS l, {'a': {'b': 4}}.a.b AS n")]
    public void What_is_printed_in_another_form_gives_the_same_rows(string sql)
    {
        using EngineFixture engine = new();
        string printed = SyntaxReader.Print(engine.Connection, Read(engine, sql), CancellationToken.None);
        Assert.Equal(Rows(engine, sql), Rows(engine, printed));
        Assert.Equal(engine.Texts($"SELECT column_name || ' ' || column_type FROM (DESCRIBE {sql})"), engine.Texts($"SELECT column_name || ' ' || column_type FROM (DESCRIBE {printed})"));
    }

    private static JsonObject Read(EngineFixture engine, string sql)
    {
        JsonObject tree = SyntaxReader.ReadWhole(engine.Connection, sql, CancellationToken.None);
        Assert.False(SyntaxNode.Flag(tree, "error"), sql);
        return tree;
    }

    private static string[] Rows(EngineFixture engine, string sql) => engine.Texts($"SELECT v::VARCHAR FROM ({sql}) v ORDER BY ALL");

    // VALUES, IS TRUE and the order of grouping sets are printed in other forms, which the rows of the second test show.
    private static string Form(JsonObject tree)
    {
        foreach (JsonObject node in SyntaxNode.Descends(tree).ToArray())
        {
            node.Remove("query_location");
            if (node["group_sets"] is JsonArray { Count: > 1 })
            {
                node.Remove("group_sets");
                node.Remove("group_expressions");
            }
            bool isTrueOrFalse = node["type"]?.ToString() is "VALUE_CONSTANT" or "OPERATOR_CAST" && node.ToJsonString().Contains("\"BOOLEAN\"", StringComparison.Ordinal);
            bool isValues = node["type"]?.ToString() == "EXPRESSION_LIST" || node["alias"]?.ToString() == "valueslist";
            if (isTrueOrFalse || isValues)
                node.Clear();
        }
        return tree.ToJsonString();
    }
}
