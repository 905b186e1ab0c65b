using System.Text.RegularExpressions;
using Weir.Engine.Syntax;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Engine.Syntax;

/// <summary>
/// A plugin's window function gives in every query what the engine's own would. The plugin's function over
/// a list is stood in for by a macro, so that what is shown is the rewriting alone.
/// </summary>
[Trait("Requirement", "R061")]
[Trait("Requirement", "R116")]
public sealed partial class WindowRewriterTests : IDisposable
{
    private static readonly FunctionResolver Functions = new(PluginCatalog.Of([new SamplePlugin()]));

    private readonly EngineFixture _engine = new();

    public WindowRewriterTests() => _engine.Connection.Execute(
        """
        SELECT setseed(0.42);
        CREATE MACRO weir_plugin_window_sample_rank_gap(l) AS list_transform(l, lambda v, i: v.a0 - l[i - 1].a0);
        CREATE TABLE t AS SELECT i AS id, CASE WHEN random() < 0.9 THEN (random() * 20)::INT END AS p, hash(i) AS o,
            CASE WHEN random() < 0.8 THEN (random() * 1000)::BIGINT END AS x, [i, -i] AS l, 'n' || i AS name FROM range(5000) r(i);
        CREATE TABLE u AS SELECT DISTINCT p AS k, p * 2 AS y, 'g' || p AS label FROM t;
        """);

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("SELECT id, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) AS g FROM t")]
    [InlineData("SELECT id, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o DESC) AS g FROM t WHERE id % 3 = 1")]
    [InlineData("SELECT id, sample_rank_gap(x) OVER (ORDER BY x DESC NULLS FIRST, o) AS g FROM t")]
    [InlineData("SELECT id, sample_rank_gap(x) OVER (ORDER BY x NULLS FIRST, o) AS g FROM t")]
    [InlineData("SELECT id, sample_rank_gap(x) OVER (ORDER BY id) AS g FROM t WHERE false")]
    [InlineData("SELECT *, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) + 1 AS g FROM t")]
    [InlineData("SELECT t.* EXCLUDE (l), label, sample_rank_gap(x + y) OVER (PARTITION BY t.p, label ORDER BY o) AS g FROM t LEFT JOIN u ON t.p = u.k")]
    [InlineData("SELECT id, coalesce(sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o), -1) AS g, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) AS h, sum(x) OVER (PARTITION BY p ORDER BY o) AS s FROM t")]
    [InlineData("SELECT id, CASE WHEN p > 10 THEN sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) ELSE id END AS g FROM t")]
    [InlineData("SELECT id, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) AS g FROM t QUALIFY g > 0 AND id % 2 = 0")]
    [InlineData("SELECT id FROM t QUALIFY sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) > 100")]
    [InlineData("SELECT p, sum(x) AS s, sample_rank_gap(sum(x)::BIGINT) OVER (ORDER BY p) AS g FROM t GROUP BY p HAVING count(*) > 3")]
    [InlineData("SELECT p % 3 AS k, count(*) AS c, sample_rank_gap(count(*)) OVER (ORDER BY p % 3) AS g FROM t GROUP BY 1")]
    [InlineData("SELECT p AS k, count(*) AS c, sample_rank_gap(count(*)) OVER (ORDER BY p) AS g FROM t GROUP BY k")]
    [InlineData("SELECT DISTINCT sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) AS g FROM t")]
    [InlineData("SELECT DISTINCT ON (p) p, id, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) AS g FROM t ORDER BY p, g DESC, id")]
    [InlineData("SELECT id, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) AS g FROM t ORDER BY g DESC NULLS LAST, id LIMIT 30 OFFSET 3")]
    [InlineData("SELECT id FROM t ORDER BY sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) DESC, id LIMIT 30")]
    [InlineData("SELECT id, x AS g, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) AS h FROM t ORDER BY h - g, id LIMIT 30")]
    [InlineData("SELECT id, unnest(l) AS e, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) AS g FROM t")]
    [InlineData("WITH w AS (SELECT id, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) AS g FROM t) SELECT a.id, a.g + b.g FROM w a JOIN w b ON a.id = b.id + 1")]
    [InlineData("SELECT id, sample_rank_gap(g) OVER (ORDER BY o) AS h FROM (SELECT *, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) AS g FROM t)")]
    [InlineData("SELECT k, (SELECT max(g) FROM (SELECT sample_rank_gap(x) OVER (ORDER BY o) AS g FROM t WHERE t.p = u.k)) AS m FROM u")]
    [InlineData("SELECT k, q.g FROM u, LATERAL (SELECT sample_rank_gap(x) OVER (ORDER BY o) AS g FROM t WHERE t.p = u.k) q")]
    [InlineData("SELECT k FROM u WHERE EXISTS (SELECT 1 FROM t WHERE t.p = u.k QUALIFY sample_rank_gap(x) OVER (ORDER BY o) > 950)")]
    [InlineData("SELECT id, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) AS g FROM t UNION ALL SELECT id, x - sample_rank_gap(x) OVER (ORDER BY o) FROM t")]
    [InlineData("SELECT sample_rank_gap(x) OVER w AS g, sample_rank_gap(id) OVER w AS h FROM t WINDOW w AS (PARTITION BY p ORDER BY o ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)")]
    [InlineData("SELECT sample_rank_gap(7) OVER (ORDER BY o) AS g FROM t")]
    [InlineData("SELECT sample_rank_gap(x) OVER (PARTITION BY 1 ORDER BY o) AS g FROM t")]
    [InlineData("WITH RECURSIVE r AS (SELECT 0 AS d, id, x FROM t WHERE id < 9 UNION ALL SELECT d + 1, id, sample_rank_gap(x) OVER (ORDER BY id) FROM r WHERE d < 3) SELECT * FROM r")]
    [InlineData("SELECT id, row_number() OVER (ORDER BY o) AS n, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o) AS g FROM t QUALIFY n < 100 AND sum(x) OVER (ORDER BY o) > 5 ORDER BY n")]
    [InlineData("SELECT sample_rank_gap(x) OVER (PARTITION BY p ORDER BY name || 'x') AS g FROM t USING SAMPLE 100%")]
    [InlineData("SELECT p, s, sample_rank_gap(s) OVER (ORDER BY p) AS g FROM (SELECT p, max(x) AS s FROM t GROUP BY ROLLUP (p)) WHERE p IS NOT NULL")]
    [InlineData("SELECT p, max(x) AS s, sample_rank_gap(max(x)) OVER (ORDER BY p, grouping(p)) AS g FROM t GROUP BY ROLLUP (p)")]
    public void A_window_function_gives_what_the_engines_own_gives(string sql)
    {
        string own = PluginWindow().Replace(sql, "($1 - lag($1) OVER $2)");
        Assert.NotEqual(sql, own);
        Assert.Equal(Rows(own), Rows(Rewritten(sql)));
        Assert.Equal(Names(own), Names(Rewritten(sql)));
    }

    [Fact]
    public void Rows_that_are_equal_in_the_order_stay_in_the_order_in_which_they_came() => Assert.Equal(
        Rows("SELECT id, x - lag(x) OVER (PARTITION BY p ORDER BY id % 7, id) FROM t"),
        Rows(Rewritten("SELECT id, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY id % 7) FROM t")));

    [Fact]
    public void Columns_without_an_alias_keep_their_names() => Assert.Equal(
        ["id", "(x + 1)", "upper(\"name\")", "(1 + sample_rank_gap(x) OVER (ORDER BY id))", "o"],
        Names(Rewritten("SELECT t.id, x + 1, upper(name), 1 + sample_rank_gap(x) OVER (ORDER BY id), o FROM t")));

    [Fact]
    public void The_cost_grows_with_the_rows()
    {
        _engine.Connection.Execute("CREATE TABLE big AS SELECT i AS x FROM range(1000000) r(i)");
        Assert.Equal(1_000_000, _engine.Drain(Rewritten("SELECT sample_rank_gap(x) OVER (ORDER BY x) FROM big")));
    }

    private string Rewritten(string sql) => StatementRewriter.Rewrite(_engine.Connection, sql, Functions, _ => false, CancellationToken.None).Sql;

    private string[] Rows(string sql) => _engine.Texts($"SELECT concat_ws('|', *COLUMNS(*)) AS line FROM (SELECT coalesce(COLUMNS(*)::VARCHAR, 'NULL') FROM ({sql})) ORDER BY 1");

    private string[] Names(string sql) => _engine.Texts($"SELECT column_name FROM (DESCRIBE {sql})");

    [GeneratedRegex(@"sample_rank_gap\(((?:[^()]|\([^()]*\))*)\) OVER (\((?:[^()]|\([^()]*\))*\)|w\b)")]
    private static partial Regex PluginWindow();
}
