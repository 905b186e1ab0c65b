using Weir.Engine;

namespace Weir.Tests.Engine;

public sealed class PluginAggregateTests : IDisposable
{
    private readonly EngineFixture _engine = new();
    private readonly ChainAggregate _sum = new("chain_sum");
    private readonly ChainAggregate _chain = new("chain_of", chains: true);

    public PluginAggregateTests()
    {
        _engine.Database.Register(new InlinePlugin("inline").With(_sum).With(_chain).With(new GapWindow("gap_of")));
        _engine.Connection.Execute(
            "CREATE TABLE t AS SELECT range AS i, CASE WHEN range % 11 = 0 THEN NULL ELSE range END AS n, range % 5 AS g, range % 3 AS h FROM range(20000)");
    }

    public void Dispose()
    {
        _engine.Dispose();
        Assert.Equal(_sum.Made, _sum.Destroyed);
        Assert.Equal(_chain.Made, _chain.Destroyed);
    }

    [Theory, Trait("Requirement", "R134")]
    [InlineData("SELECT f(n) FROM t")]
    [InlineData("SELECT f(n) FROM t WHERE false")]
    [InlineData("SELECT sum(f(n)) OVER () FROM t GROUP BY g")]
    [InlineData("SELECT f(n) FILTER (i % 3 = 0) FROM t")]
    [InlineData("SELECT f(DISTINCT n % 100) FROM t")]
    [InlineData("SELECT sum(s) FROM (SELECT f(n) AS s FROM t GROUP BY g)")]
    [InlineData("SELECT sum(s) FROM (SELECT f(n) AS s FROM t GROUP BY i)")]
    [InlineData("SELECT sum(s) FROM (SELECT f(n) AS s FROM t GROUP BY ROLLUP (g, h))")]
    [InlineData("SELECT sum(s) FROM (SELECT f(n) AS s FROM t GROUP BY CUBE (g, h) HAVING f(n) > 10)")]
    [InlineData("SELECT sum(\"0\" * 3 + \"1\") FROM (PIVOT (SELECT n, g, h FROM t) ON h IN (0, 1) USING f(n) GROUP BY g)")]
    [InlineData("SELECT sum(s) FROM (SELECT f(n) OVER (ORDER BY i ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING) AS s FROM t)")]
    [InlineData("SELECT sum(s) FROM (SELECT f(n) OVER (PARTITION BY g ORDER BY i) AS s FROM t)")]
    [InlineData("SELECT sum(s) FROM (SELECT f(n) OVER (ROWS UNBOUNDED PRECEDING) AS s FROM t)")]
    [InlineData("SELECT sum(s) FROM (SELECT f(DISTINCT n % 7) OVER (PARTITION BY g) AS s FROM t)")]
    [InlineData("SELECT sum(s) FROM (SELECT f(n) OVER (ORDER BY i ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW) AS s FROM t)")]
    [InlineData("SELECT sum(s) FROM (SELECT f(n) OVER (PARTITION BY g ROWS BETWEEN UNBOUNDED PRECEDING AND 4611686018427387903 FOLLOWING) AS s FROM t)")]
    [InlineData("SELECT sum(s) FROM (SELECT f(n) FILTER (h = 1) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND 4611686018427387903 FOLLOWING) AS s FROM t)")]
    public void Every_form_that_reaches_the_engine_gives_what_its_own_sum_gives(string sql)
    {
        string ours = sql.Replace("f(", "chain_sum(", StringComparison.Ordinal);
        string built = sql.Replace("f(", "sum(", StringComparison.Ordinal);
        Assert.Equal(Value(built), Value(ours));
        Assert.True(_sum.Made > 0);
        Assert.Equal(_sum.Made, _sum.Destroyed);
    }

    [Fact]
    public void States_of_many_threads_are_merged()
    {
        _engine.Connection.Execute("CREATE TABLE big AS SELECT range AS i FROM range(2000000)");
        Assert.Equal("1999999000000", Value("SELECT chain_sum(i) FROM big"));
        Assert.True(_sum.Merged > 0);
    }

    [Theory, Trait("Requirement", "R134")]
    [InlineData("SELECT {0}(list({{'a0': n}} ORDER BY h DESC, i)) FROM t", "SELECT list_reduce(list_prepend(0, list(n ORDER BY h DESC, i) FILTER (n IS NOT NULL)), (c, x) -> (c * 31 + x) % 1000003) FROM t")]
    [InlineData("SELECT sum({0}(l)) FROM (SELECT list({{'a0': n}} ORDER BY i) AS l FROM t GROUP BY g)", "SELECT sum(c) FROM (SELECT list_reduce(list_prepend(0, list(n ORDER BY i) FILTER (n IS NOT NULL)), (c, x) -> (c * 31 + x) % 1000003) AS c FROM t GROUP BY g)")]
    [InlineData("SELECT sum({0}(l)) FROM (SELECT list({{'a0': n}} ORDER BY i) OVER () AS l FROM t)", "SELECT 20000 * list_reduce(list_prepend(0, list(n ORDER BY i) FILTER (n IS NOT NULL)), (c, x) -> (c * 31 + x) % 1000003) FROM t")]
    [InlineData("SELECT {0}(NULL)", "SELECT NULL")]
    [InlineData("SELECT {0}([])", "SELECT NULL")]
    [InlineData("SELECT sum({0}([{{'a0': i}}, {{'a0': 7}}, {{'a0': n}}])) FROM t", "SELECT sum(CASE WHEN n IS NULL THEN (i * 31 + 7) % 1000003 ELSE ((i * 31 + 7) % 1000003 * 31 + n) % 1000003 END) FROM t")]
    public void Lists_of_rows_are_aggregated_in_their_order(string rewritten, string plain)
    {
        string ours = string.Format(System.Globalization.CultureInfo.InvariantCulture, rewritten, PluginNames.OfList("chain_of"));
        Assert.Equal(Value(plain), Value(ours));
        Assert.Equal(_chain.Made, _chain.Destroyed);
    }

    [Fact]
    public void Window_functions_see_whole_partitions_in_order()
    {
        string window = PluginNames.OfWindow("gap_of");
        Assert.Equal(
            Value("SELECT md5(string_agg(coalesce(gap::VARCHAR, '-'), ',' ORDER BY g, i)) FROM (SELECT g, i, n - lag(n) OVER (PARTITION BY g ORDER BY i) AS gap FROM t)"),
            Value($"""
                SELECT md5(string_agg(coalesce(gap::VARCHAR, '-'), ',' ORDER BY g, i)) FROM (
                    SELECT g, unnest(l).i AS i, unnest({window}(list_transform(l, x -> struct_pack(a0 := x.n)))) AS gap
                    FROM (SELECT g, list(struct_pack(i := i, n := n) ORDER BY i) AS l FROM t GROUP BY g))
                """));
        Assert.Equal("NULL", Value($"SELECT {window}(NULL)"));
        Assert.Equal("[]", Value($"SELECT {window}([])"));
        Assert.Equal("[NULL, 2, NULL, NULL]", Value($"SELECT {window}([{{'a0': 1}}, {{'a0': 3}}, {{'a0': NULL}}, {{'a0': 4}}])"));
    }

    [Theory, Trait("Requirement", "R129"), Trait("Requirement", "R135"), Trait("Requirement", "R152")]
    [InlineData("SELECT f(i) FROM t")]
    [InlineData("SELECT f(i) FROM t GROUP BY g")]
    [InlineData("SELECT f(i) FROM t GROUP BY i")]
    [InlineData("SELECT f(DISTINCT i) FROM t GROUP BY g")]
    [InlineData("SELECT f(i) OVER (ORDER BY i) FROM t")]
    [InlineData("SELECT f(i) OVER (ROWS UNBOUNDED PRECEDING) FROM t")]
    [InlineData("SELECT f(i) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND 4611686018427387903 FOLLOWING) FROM t")]
    public void A_failure_ends_the_statement_with_its_words_and_no_state_is_left(string sql)
    {
        ChainAggregate[] failing =
        [
            new("fails_to_make") { FailsToMake = true }, new("fails_at_row") { FailsAt = 17_777 },
            new("fails_to_merge") { FailsToMerge = true }, new("fails_to_finish") { FailsToFinish = true },
        ];
        InlinePlugin plugin = new("failing");
        foreach (ChainAggregate aggregate in failing)
            plugin.With(aggregate);
        _engine.Database.Register(plugin);
        foreach (ChainAggregate aggregate in failing)
        {
            try
            {
                _engine.Drain(sql.Replace("f(", $"{aggregate.Name}(", StringComparison.Ordinal));
                Assert.True(aggregate.FailsToMerge);
            }
            catch (WeirException failure)
            {
                Assert.Equal("WEIR3203", failure.Code);
                Assert.StartsWith($"the function '{aggregate.Name}' of the plugin 'failing' failed: ", failure.Message, StringComparison.Ordinal);
            }
            Assert.Equal(aggregate.Made, aggregate.Destroyed);
        }
        Assert.Equal("199990000", Value("SELECT chain_sum(i) FROM t"));
    }

    private string Value(string sql) => _engine.Text($"SELECT v::VARCHAR FROM ({sql}) s(v) LIMIT 1");
}
