using System.Text;
using Weir.Tests.House;

namespace Weir.Tests.Sessions;

public sealed class DialectTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    private static readonly string[] Queries =
    [
        "SELECT a, \"Odd \"\"Name\"\"\", 'it''s \\ here', 1.50, 1e3, TRUE, NULL, -5 FROM s.t AS x WHERE x.a >= 2 ORDER BY a, b DESC NULLS FIRST LIMIT 5 OFFSET 2",
        "SELECT a / b, a % b, a || 'x', -a, NOT (a = 1 OR b <> 2), a // b FROM t",
        "SELECT CAST(a AS VARCHAR), a::DECIMAL(9, 2), TRY_CAST(a AS BIGINT), a::TIMESTAMP, a::INTEGER[], a::STRUCT(x INTEGER, y VARCHAR) FROM t",
        "SELECT CAST(a AS VARCHAR), a::TIMESTAMP, TRY_CAST(a AS DATE), a::VARCHAR[], a::STRUCT(x DOUBLE, y VARCHAR) FROM t",
        "SELECT TRY_CAST(a AS UBIGINT) FROM t",
        "SELECT a / b, a % b, a || 'x', -a, NOT (a = 1 OR b <> 2) FROM t",
        "SELECT upper(a), length(a), trim(a), substring(a, 2, 3), replace(a, 'x', 'y'), contains(a, 'x'), strpos(a, 'x'), coalesce(a, b), nullif(a, b) FROM t",
        "SELECT * FROM t JOIN u ON t.a = u.a LEFT JOIN w ON t.b = w.b CROSS JOIN z",
        "SELECT d + INTERVAL 3 DAY, d - INTERVAL '1' MONTH, date_trunc('month', d), EXTRACT(year FROM d), year(d), date_diff('day', d, e) FROM t",
        "SELECT EXTRACT(dow FROM d) FROM t",
        "SELECT l[1], (s).x, [1, 2, a] FROM t",
        "SELECT {'a': 1} FROM t",
        "SELECT m['k'] FROM t",
        "SELECT list_transform(l, lambda x: x + 1), list_filter(l, lambda x: x > 1), list_contains(l, 3) FROM t",
        "SELECT a LIKE 'x\\_%', b NOT LIKE 'y', c ILIKE 'Z%' FROM t",
        "SELECT a LIKE b FROM t",
        "SELECT upper(a), length(a), trim(a), substring(a, 2, 3), replace(a, 'x', 'y'), concat(a, b), contains(a, 'x'), strpos(a, 'x'), coalesce(a, b), nullif(a, b) FROM t",
        "SELECT greatest(a, b), round(a, 2) FROM t",
        "SELECT a, count(*), count(DISTINCT b), sum(c) FILTER (WHERE d > 0), avg(c), max(c) FROM t GROUP BY a HAVING count(*) > 1",
        "SELECT string_agg(a, ',' ORDER BY b) FROM t",
        "SELECT array_agg(a ORDER BY b) FROM t",
        "SELECT a, b, sum(c) FROM t GROUP BY GROUPING SETS ((a), (a, b), ())",
        "SELECT a, sum(c) FROM t GROUP BY ALL",
        "SELECT a, '' FROM t UNION SELECT b, 'x' FROM u ORDER BY a",
        "SELECT a NOT IN (1, NULL) FROM t",
        "SELECT row_number() OVER (PARTITION BY a ORDER BY b), sum(c) OVER (ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t",
        "SELECT lag(a, 2) OVER (ORDER BY b), first_value(a IGNORE NULLS) OVER (ORDER BY b) FROM t",
        "SELECT a FROM t QUALIFY row_number() OVER (ORDER BY b) = 1",
        "SELECT * FROM t JOIN u ON t.a = u.a LEFT JOIN w USING (b) CROSS JOIN z",
        "SELECT a FROM t SEMI JOIN u USING (a)",
        "SELECT a FROM t NATURAL JOIN u",
        "SELECT a FROM t ASOF JOIN u ON t.a >= u.a",
        "SELECT * EXCLUDE (a) FROM t",
        "SELECT * REPLACE (a + 1 AS a) FROM t",
        "WITH x AS (SELECT a FROM t) SELECT a FROM x UNION SELECT b FROM u UNION ALL SELECT c FROM w",
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT n FROM r",
        "SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a) AND b IN (SELECT b FROM u) AND c = (SELECT max(c) FROM u)",
        "SELECT k FROM (VALUES (1, 'x'), (2, 'y')) AS v(k, w)",
        "SELECT a FROM t WHERE b = ? AND c = ?",
        "SELECT a FROM t WHERE b = $name",
        "SELECT CASE WHEN a BETWEEN 1 AND 2 THEN 'x' ELSE 'y' END, a IN (1, 2), a NOT IN (3), a IS NULL, a IS DISTINCT FROM b FROM t",
        "SELECT stable_id('n', a) FROM t",
        "SELECT x FROM t, unnest(l) AS u(x)",
        "SELECT * FROM read_parquet('x.parquet')",
        "SELECT a FROM t USING SAMPLE 10",
        "SELECT DISTINCT ON (a) b FROM t",
        "SELECT COLUMNS('a.*') FROM t",
        "SELECT a + 1 AS a FROM t WHERE a > 1",
        "SELECT a % 2 AS a, count(*) AS n FROM t GROUP BY a HAVING a > 0 AND n > 1 ORDER BY a",
        "SELECT max(a) AS a, sum(b) / max(a) AS mean FROM t",
        "SELECT max(b) AS b FROM t HAVING b > 1 AND max(b) < 9 ORDER BY max(b)",
        "SELECT -a AS a FROM t ORDER BY a, a + 1",
        "SELECT -t.a AS a FROM t JOIN u ON t.k = u.k ORDER BY a + 1",
        "SELECT upper(a) AS k, count(*) FROM t GROUP BY k",
        "SELECT upper(a) AS k, count(*) FROM (SELECT a FROM t) s GROUP BY k HAVING k > 'x'",
        "SELECT a + 1 AS b FROM (SELECT a FROM t) s WHERE b > 1",
        "SELECT a + 1 AS b FROM t WHERE b > 1",
        "SELECT a + 1 AS b, b * 2 AS c FROM t",
        "SELECT t.a AS a, list_transform(l, lambda x: x + 1) AS x FROM t WHERE a > 1",
        "SELECT u.a AS a FROM t LEFT JOIN u USING (a) WHERE a = 1",
        "SELECT s.a AS a FROM t WHERE a = 1",
        "SELECT t.a + 1 AS a FROM t JOIN u ON t.k = u.k WHERE a = 1",
        "SELECT a + 1 AS a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.k = a)",
        "SELECT upper(a) AS a, count(*) FROM t GROUP BY upper(a)",
        "SELECT 5 AS k, count(*) FROM (SELECT a FROM t) s GROUP BY k",
        "SELECT CAST(2.7 AS INTEGER), CAST(b / 2 AS BIGINT) FROM t",
        "SELECT CAST(2.7 AS INTEGER)",
        "SELECT TRY_CAST(floor(a) AS BIGINT), CAST(length(a) AS TINYINT), CAST('12' AS INTEGER) FROM t",
        "SELECT CAST(NULL AS BIGINT), CAST(a > 1 AS INTEGER), [1, 2]::BIGINT[] FROM t",
        "SELECT CAST(a AS BIGINT) FROM t",
        "SELECT CAST(upper(a) AS BIGINT) FROM t",
        "SELECT TRY_CAST(upper(a) AS BIGINT) FROM t",
        "SELECT TRY_CAST('300' AS TINYINT) FROM t",
        "SELECT CAST(1.239 AS DECIMAL(10, 2)), CAST(1.2 AS DECIMAL(10, 2)) FROM t",
        "SELECT CAST(1.2 AS DECIMAL(10, 2)), CAST(count(*) AS DECIMAL(10, 2)) FROM t",
        "SELECT CAST(1.2e0 AS DECIMAL(10, 2)) FROM t",
        "SELECT CAST(a AS INTEGER[]) FROM t",
        "SELECT 0.1 + 0.2 = 0.3, -0.5, a / 0.5, 12345678901234567890123 FROM t WHERE price > 0.3",
        "SELECT list_transform(l, lambda x, i: x + i) FROM t",
        "SELECT list_filter(l, lambda x, i: i > 1) FROM t",
        "SELECT arg_max(a, b), min_by(a, b) FILTER (WHERE b > 0) FROM t",
        "SELECT arg_max(a, b) OVER () FROM t",
        "SELECT date_trunc('Week', d) FROM t",
        "SELECT date_trunc('decade', d) FROM t",
        "SELECT date_trunc(u, d) FROM t",
        "SELECT split_part(a, ',', 5) FROM t",
        "SELECT split_part(a, ',', -1) FROM t",
        "SELECT 7.9 // 2 FROM t",
        "SELECT length(a) // 2 FROM t",
        "SELECT concat([1], [2]) FROM t",
        "SELECT concat(upper(a), 'x', NULL::VARCHAR) FROM t",
        "SELECT a IN (1, NULL), NOT (a IN (1, NULL) OR b = 1) FROM t",
        "SELECT a IN (b, 1) FROM t",
        "SELECT * FROM t JOIN u USING (k)",
        "SELECT u.* FROM t NATURAL JOIN u",
        "SELECT '${env:HOME} $x' FROM t",
        "SELECT * EXCLUDE (t.id) FROM t CROSS JOIN u",
        "SELECT * EXCLUDE (t.id) FROM t",
        "SELECT b FROM t, LATERAL (SELECT t.a + 1 AS b) s",
        "SELECT b FROM t CROSS JOIN (SELECT a + 1 AS b) s",
        "SELECT b FROM t, LATERAL (SELECT c AS b FROM u WHERE c = k) s",
        "SELECT b FROM t LEFT JOIN LATERAL (SELECT max(u.c) AS b FROM u WHERE u.k = t.k) s ON TRUE",
        "SELECT b FROM t LEFT JOIN LATERAL (SELECT u.c AS b FROM u WHERE u.k = t.k) s ON s.b > t.b",
        "SELECT b FROM t CROSS JOIN (SELECT max(u.c) AS b FROM u) s",
        "WITH RECURSIVE r AS (SELECT 1 AS n, a FROM t UNION ALL SELECT n + 1, a FROM r WHERE n < 5) SELECT n FROM r",
        "WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT 2 FROM r) SELECT * FROM r",
        "SELECT count(*) OVER (PARTITION BY a), sum(b) OVER () FROM t",
        "SELECT sum(b) FILTER (WHERE a > 1) OVER () FROM t",
        "SELECT x::JSON FROM t",
        "SELECT t::TIME FROM t",
        "SELECT a FROM t LIMIT 10%",
        "SELECT l[1:2] FROM t",
        "SELECT a COLLATE NOCASE FROM t",
        "VALUES (1, 'x'), (2, 'y')",
        "SELECT col0 FROM (VALUES (1), (2)) v",
        "SELECT a FROM (VALUES (1), (2) LIMIT 1) v(a)",
    ];

    private readonly Session _session = shared.Runtime.NewSession();

    [Fact]
    [Trait("Requirement", "R189")]
    public void Queries_are_said_in_other_dialects_or_refused_with_their_place()
    {
        StringBuilder text = new();
        foreach (string sql in Queries)
        {
            text.Append(sql).Append('\n');
            foreach (SqlDialect dialect in (SqlDialect[])[SqlDialect.Spark, SqlDialect.Trino, SqlDialect.ClickHouse])
                text.Append("  ").Append(dialect.ToString().PadRight(11)).Append(Rendered(sql, dialect)).Append('\n');
        }
        Repository.MustMatch("test/Weir.Tests/Session/dialects.golden.txt", text.ToString());
    }

    [Fact]
    public void A_refusal_has_its_code_its_dialect_and_its_place()
    {
        WeirException refused = Assert.Throws<WeirException>(() => _session.Render(new Query("SELECT a,\n  median(b) FROM t"), SqlDialect.Trino));
        Assert.Equal("WEIR4032", refused.Code);
        Assert.Equal("Trino", refused.Details["dialect"]);
        Assert.Contains("(line 2, column 3)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R189")]
    public void A_refusal_tells_a_place_wherever_the_tree_has_one()
    {
        foreach (string sql in Queries.Where(sql => !sql.Contains('$') && !sql.Contains('?')))
        {
            foreach (SqlDialect dialect in (SqlDialect[])[SqlDialect.Spark, SqlDialect.Trino, SqlDialect.ClickHouse])
            {
                string rendered = Rendered(sql, dialect);
                Assert.True(rendered[0] != '!' || rendered.Contains("(line 1, column ", StringComparison.Ordinal), $"{sql}: {rendered}");
            }
        }
    }

    [Theory]
    [InlineData("CAST(2.5 AS INTEGER), CAST(-2.5 AS INTEGER), CAST(2.5::DOUBLE AS INTEGER), CAST('2.5' AS INTEGER), CAST(1.239 AS DECIMAL(10, 2))", "3|-3|2|3|1.24")]
    [InlineData("7.9 // 2, 7 // -2, 0.1 + 0.2 = 0.3", "3.95|-3|true")]
    [InlineData("split_part('a,b', ',', 5), split_part('a,b', ',', -1), list_transform([7], lambda x, i: i)[1]", "|b|1")]
    [InlineData("arg_max(a, b), concat(['x'], ['y'])[2] FROM (VALUES (1, 1), (NULL, 2)) AS t(a, b)", "1|y")]
    [InlineData("a % 2 AS a, count(*) AS n FROM (VALUES (1), (2), (3)) AS t(a) GROUP BY a HAVING a > 2", "1|1")]
    [InlineData("max(a) AS a FROM (VALUES (1), (3)) AS t(a) HAVING a > 2 AND min(a) < 2", "3")]
    [InlineData("-a AS a FROM (VALUES (1), (2)) AS t(a) WHERE a > 0 ORDER BY a + 1 LIMIT 1", "-1")]
    [InlineData("-a AS a FROM (VALUES (1), (2)) AS t(a) ORDER BY a LIMIT 1", "-2")]
    public void Renderings_rest_on_what_the_engine_does(string items, string row) => Assert.Equal(row, Assert.Single(Lake.Rows(_session, $"SELECT {items}")));

    [Fact]
    public void Its_own_dialect_is_the_normal_form() => Assert.Equal(
        "SELECT a FROM t WHERE (b = 1)", _session.Render(new Query("select a /* x */ from t where b = 1"), SqlDialect.DuckDb));

    private string Rendered(string sql, SqlDialect dialect)
    {
        try
        {
            return _session.Render(new Query(sql), dialect);
        }
        catch (WeirException refused) when (refused.Code == "WEIR4032")
        {
            return "! " + refused.Message.Split('\n')[0];
        }
    }
}
