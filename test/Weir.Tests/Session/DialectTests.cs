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
        "SELECT TRY_CAST(a AS UBIGINT) FROM t",
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
