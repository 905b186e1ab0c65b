using System.Text.Json.Nodes;
using Weir.Engine.Syntax;

namespace Weir.Tests.Engine.Syntax;

/// <summary>What a statement demands of the tables t and u, place by place.</summary>
public sealed class TableUsesTests : IDisposable
{
    private readonly EngineFixture _engine = new();

    public void Dispose() => _engine.Dispose();

    // A place is "table alias: conditions"; a condition behind '?' counts only where it is not true of nulls.
    [Theory]
    [InlineData("SELECT * FROM t", "t t:")]
    [InlineData("SELECT * FROM t WHERE a > 1 AND b = 2", "t t: ((a > 1) AND (b = 2))")]
    [InlineData("SELECT * FROM t AS x WHERE a > 1", "t x: (a > 1)")]
    [InlineData("SELECT * FROM t AS x(c, d) WHERE c > 1", "t x:")]
    [InlineData("SELECT * FROM t TABLESAMPLE 10% WHERE a > 1", "t t:")]
    [InlineData("SELECT * FROM t WHERE a > 1 USING SAMPLE 10", "t t:")]
    [InlineData("SELECT * FROM t, u WHERE a > 1", "t t: (a > 1) | u u: (a > 1)")]
    [InlineData("SELECT * FROM t JOIN u ON t.k = u.k AND u.b = 1 WHERE t.a > 1", "t t: (t.a > 1), ((t.k = u.k) AND (u.b = 1)) | u u: (t.a > 1), ((t.k = u.k) AND (u.b = 1))")]
    [InlineData("SELECT * FROM t LEFT JOIN u ON u.b = 1 WHERE u.a > 1", "t t: (u.a > 1) | u u: ?(u.a > 1), (u.b = 1)")]
    [InlineData("SELECT * FROM t RIGHT JOIN u ON u.b = 1 WHERE u.a > 1", "t t: ?(u.a > 1), (u.b = 1) | u u: (u.a > 1)")]
    [InlineData("SELECT * FROM t FULL JOIN u ON u.b = 1 WHERE u.a > 1", "t t: ?(u.a > 1) | u u: ?(u.a > 1)")]
    [InlineData("SELECT * FROM t SEMI JOIN u ON u.b = 1 WHERE t.a > 1", "t t: (t.a > 1), (u.b = 1) | u u: (u.b = 1)")]
    [InlineData("SELECT * FROM t ANTI JOIN u ON u.b = 1 WHERE t.a > 1", "t t: (t.a > 1) | u u: (u.b = 1)")]
    [InlineData("SELECT * FROM t ASOF JOIN u ON t.k >= u.k WHERE a > 1", "t t: (a > 1) | u u:")]
    [InlineData("SELECT * FROM t ASOF LEFT JOIN u ON t.k >= u.k WHERE a > 1", "t t: (a > 1) | u u:")]
    [InlineData("SELECT * FROM t POSITIONAL JOIN u WHERE t.a > 1", "t t: | u u:")]
    [InlineData("SELECT * FROM t JOIN u USING (k) WHERE k > 1", "t t: (k > 1) | u u -k: (k > 1)")]
    [InlineData("SELECT * FROM t RIGHT JOIN u USING (k) WHERE k > 1", "t t -k: ?(k > 1) | u u: (k > 1)")]
    [InlineData("SELECT * FROM t FULL JOIN u USING (k) WHERE k > 1", "t t -k: ?(k > 1) | u u -k: ?(k > 1)")]
    [InlineData("SELECT * FROM t NATURAL JOIN u WHERE k > 1", "t t: (k > 1) | u u -*: (k > 1)")]
    [InlineData("SELECT * FROM t LEFT JOIN (u LEFT JOIN t AS s ON s.a = 1) ON u.b = 2 WHERE s.c = 3",
        "t t: (s.c = 3) | u u: ?(s.c = 3), (u.b = 2) | t s: ?(s.c = 3), ?(u.b = 2), (s.a = 1)")]
    [InlineData("SELECT * FROM t, t WHERE t.a > 1", "t : (t.a > 1) | t : (t.a > 1)")]
    [InlineData("WITH t AS (SELECT * FROM u WHERE b = 1) SELECT * FROM t WHERE a > 1", "u u: (a > 1), (b = 1)")]
    [InlineData("SELECT * FROM u WHERE b IN (SELECT k FROM t WHERE a > 1)", "u u: b IN (...) | t t: (a > 1)")]
    [InlineData("SELECT (SELECT max(a) FROM t WHERE b = 1) FROM u", "u u: | t t: (b = 1)")]
    [InlineData("SELECT * FROM t WHERE a = 1 UNION ALL SELECT * FROM t WHERE a = 2", "t t: (a = 1) | t t: (a = 2)")]
    [InlineData("FROM t WHERE a > 1 GROUP BY ALL HAVING count(*) > 2 ORDER BY 1 LIMIT 3", "t t: (a > 1)")]
    [InlineData("PIVOT t ON a IN (1, 2) USING sum(b)", "t t:")]
    [InlineData("SELECT * FROM (PIVOT t ON a IN (1, 2) USING sum(b)) WHERE b = 1", "t t:")]
    [InlineData("WITH RECURSIVE r AS (SELECT a FROM t WHERE b = 1 UNION ALL SELECT t.a FROM t JOIN r ON t.a = r.a + 1 WHERE t.b = 2) FROM r",
        "t t: (b = 1) | t t: (t.b = 2), (t.a = (r.a + 1))")]
    [InlineData("SELECT * FROM (SELECT a, b AS c FROM t) WHERE a = 1 AND c = 2", "t t: (a = 1), (b = 2)")]
    [InlineData("SELECT * FROM (SELECT * FROM t WHERE b = 1) AS z WHERE z.a = 2", "t t: (a = 2), (b = 1)")]
    [InlineData("SELECT * FROM (SELECT * FROM (SELECT * FROM t) WHERE b = 1) AS z WHERE z.s.x = 2", "t t: (s.x = 2), (b = 1)")]
    [InlineData("SELECT * FROM (SELECT * EXCLUDE (a), b AS a FROM t) WHERE a = 2", "t t: (b = 2)")]
    [InlineData("SELECT * FROM (SELECT * REPLACE (b AS a) FROM t) WHERE a = 2 AND k = 3", "t t: (k = 3)")]
    [InlineData("SELECT * FROM (SELECT a + 1 AS a, upper(b) AS b, k FROM t) WHERE a = 2 AND b = 3 AND k = 4", "t t: (k = 4)")]
    [InlineData("SELECT * FROM (SELECT a AS b, b AS a FROM t) WHERE a = 2 OR b = 3", "t t: ((b = 2) OR (a = 3))")]
    [InlineData("SELECT * FROM (SELECT DISTINCT a FROM t) WHERE a = 2", "t t:")]
    [InlineData("SELECT * FROM (SELECT a FROM t LIMIT 3) WHERE a = 2", "t t:")]
    [InlineData("SELECT * FROM (SELECT a FROM t ORDER BY b) WHERE a = 2", "t t: (a = 2)")]
    [InlineData("SELECT * FROM (SELECT a, count(*) AS n FROM t GROUP BY a) WHERE a = 2", "t t:")]
    [InlineData("SELECT * FROM (SELECT a, max(b) OVER () AS n FROM t) WHERE a = 2", "t t:")]
    [InlineData("SELECT * FROM (SELECT a, unnest(b) AS n FROM t) WHERE a = 2", "t t:")]
    [InlineData("SELECT * FROM (SELECT max(a) AS a FROM t) WHERE a = 2", "t t:")]
    [InlineData("SELECT * FROM (SELECT a FROM t) AS z(x) WHERE x = 2", "t t:")]
    [InlineData("SELECT * FROM u LEFT JOIN (SELECT a FROM t) AS z ON z.a = 1 WHERE z.a = 2 OR z.a IS NULL", "u u: ((z.a = 2) OR (z.a IS NULL)) | t t: ?((a = 2) OR (a IS NULL)), (a = 1)")]
    [InlineData("SELECT * FROM (SELECT t.a, u.b FROM t JOIN u ON t.k = u.k) AS z WHERE z.a = 1 AND z.b = 2",
        "t t: (t.a = 1), (u.b = 2), (t.k = u.k) | u u: (t.a = 1), (u.b = 2), (t.k = u.k)")]
    [InlineData("SELECT * FROM (SELECT * FROM t JOIN u ON t.k = u.k) AS z WHERE z.a = 1", "t t: (t.k = u.k) | u u: (t.k = u.k)")]
    [InlineData("WITH z AS (SELECT * FROM t) SELECT * FROM z WHERE a = 1", "t t: (a = 1)")]
    [InlineData("WITH z AS (SELECT * FROM t), y AS (SELECT * FROM z WHERE b = 1) SELECT * FROM y WHERE a = 1 UNION ALL SELECT * FROM z WHERE a = 2",
        "t t: (a = 1), (b = 1) | t t: (a = 2)")]
    [InlineData("WITH z(x) AS (SELECT a FROM t) SELECT * FROM z WHERE x = 1", "t t:")]
    [InlineData("SELECT * FROM v WHERE c = 1 AND b = 2 AND k < 5", "t t: (a = 1), (k < 5), (k > 0)")]
    [InlineData("SELECT * FROM v AS x JOIN u ON x.c = u.k WHERE u.b = 1", "t t: (k > 0) | u u: (u.b = 1), (x.c = u.k)")]
    [InlineData("DESCRIBE t", "t t:")]
    [InlineData("SUMMARIZE t", "t t:")]
    public void Conditions_go_to_the_tables_whose_rows_they_choose(string sql, string expected) => Assert.Equal(expected, Text(sql));

    private string Text(string sql)
    {
        JsonObject tree = SyntaxReader.ReadWhole(_engine.Connection, sql, CancellationToken.None);
        IReadOnlyList<TableUse> uses = TableUses.Of(tree, from =>
            SyntaxNode.Member(from, "table_name") is "t" or "u" ? SyntaxNode.Member(from, "table_name") : null, View, name => name is "+" or "upper");
        return string.Join(" | ", uses.Select(use =>
        {
            string foreign = use.IsForeign ? " -*" : string.Concat(use.Foreign.Select(name => $" -{name}"));
            string conditions = string.Join(", ", use.Conditions.Select(condition => (condition.MustRejectNull ? "?" : "") + Print(condition.Expression)));
            return $"{use.Table} {use.Alias}{foreign}: {conditions}".TrimEnd();
        }));
    }

    private JsonObject? View(string name) =>
        name == "v" ? SyntaxReader.ReadWhole(_engine.Connection, "SELECT a AS c, b + 1 AS b, k FROM t WHERE k > 0", CancellationToken.None) : null;

    private string Print(JsonObject expression) => SyntaxNode.Member(expression, "class") == "SUBQUERY"
        ? "b IN (...)"
        : ColumnNames.TextOf(expression, tree => SyntaxReader.Print(_engine.Connection, tree, CancellationToken.None));
}
