using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Weir.Engine.Syntax;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Engine.Syntax;

/// <summary>
/// Calls of a plugin's aggregate mean after rewriting what they meant before, in every form that SQL has. The engine's
/// own aggregates of the same meaning stand in for those of the plugin, so that what is shown is the rewriting alone.
/// </summary>
[Trait("Requirement", "R061")]
[Trait("Requirement", "R116")]
public sealed partial class AggregateFormsTests : IDisposable
{
    private static readonly FunctionResolver Functions = new(PluginCatalog.Of([new SamplePlugin()]));

    private readonly EngineFixture _engine = new();

    public AggregateFormsTests() => _engine.Connection.Execute(
        """
        SELECT setseed(0.42);
        CREATE MACRO weir_plugin_list_sample_sum(l) AS list_sum(list_transform(l, lambda v: struct_extract(v, 'a0')));
        CREATE MACRO weir_plugin_list_sample_first(l) AS list_filter(list_transform(l, lambda v: struct_extract(v, 'a0')), lambda v: v IS NOT NULL)[1];
        CREATE TABLE t AS SELECT i AS id, (random() * 6)::INT AS p, (random() * 3)::INT AS q, hash(i) AS o,
            CASE WHEN random() < 0.8 THEN (random() * 100)::BIGINT END AS x,
            CASE WHEN random() < 0.7 THEN 'n' || (random() * 9)::INT END AS s, i % 3 = 0 AS b FROM range(400) r(i);
        """);

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("SELECT sample_first(s ORDER BY o) FROM t")]
    [InlineData("SELECT p, sample_first(s ORDER BY o DESC) FROM t GROUP BY p")]
    [InlineData("SELECT p, sample_first(s ORDER BY x DESC NULLS FIRST, o) FILTER (WHERE b) FROM t GROUP BY p")]
    [InlineData("SELECT sample_first(s ORDER BY o) FILTER (WHERE false) FROM t")]
    [InlineData("SELECT sample_first(s ORDER BY o) FROM t WHERE false")]
    [InlineData("SELECT p, sample_first(s ORDER BY o) FROM t WHERE false GROUP BY p")]
    [InlineData("SELECT p, q, sample_first(s ORDER BY o), sample_sum(x ORDER BY o) FROM t GROUP BY ROLLUP (p, q)")]
    [InlineData("SELECT p, q, sample_first(s ORDER BY o) FROM t GROUP BY CUBE (p, q)")]
    [InlineData("SELECT p, q, sample_first(s ORDER BY o) FROM t GROUP BY GROUPING SETS ((p), (q), ())")]
    [InlineData("SELECT p, sample_first(s ORDER BY o) AS f FROM t GROUP BY ALL ORDER BY f")]
    [InlineData("SELECT p FROM t GROUP BY p HAVING sample_first(s ORDER BY o) > 'n4'")]
    [InlineData("SELECT p FROM t GROUP BY p ORDER BY sample_first(s ORDER BY o), p LIMIT 3")]
    [InlineData("SELECT p, sample_first(DISTINCT s ORDER BY s) AS f, sample_first(DISTINCT s ORDER BY s DESC) AS g FROM t GROUP BY p")]
    [InlineData("SELECT p, sample_first(DISTINCT s ORDER BY s NULLS FIRST) AS f FROM t GROUP BY p")]
    [InlineData("SELECT p, sample_sum(DISTINCT x) FROM t GROUP BY p")]
    [InlineData("SELECT p, (SELECT sample_first(u.s ORDER BY u.o) FROM t u WHERE u.p = t.p) AS f FROM t")]
    [InlineData("SELECT id FROM t WHERE s = (SELECT sample_first(s ORDER BY o DESC) FROM t u WHERE u.p = t.p)")]
    [InlineData("WITH w AS (SELECT p, sample_first(s ORDER BY o) AS f FROM t GROUP BY p) SELECT a.f, b.f FROM w a JOIN w b ON a.p = b.p + 1")]
    [InlineData("SELECT id, sample_sum(x) OVER () FROM t")]
    [InlineData("SELECT id, sample_sum(x) OVER (PARTITION BY p) FROM t")]
    [InlineData("SELECT id, sample_sum(x) FILTER (WHERE b) OVER (PARTITION BY p ORDER BY o ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM t")]
    [InlineData("SELECT id, sample_sum(x) OVER (PARTITION BY p ORDER BY o GROUPS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM t")]
    [InlineData("SELECT id, sample_sum(x) OVER (PARTITION BY p RANGE BETWEEN CURRENT ROW AND CURRENT ROW) FROM t")]
    [InlineData("SELECT id, sample_sum(x) OVER (PARTITION BY p ORDER BY o) FROM t")]
    [InlineData("SELECT id, sample_sum(x) OVER (ORDER BY id RANGE BETWEEN 3 PRECEDING AND 5 FOLLOWING) FROM t")]
    [InlineData("SELECT id, sample_sum(x) OVER (ORDER BY p GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t")]
    [InlineData("SELECT id, sample_sum(x) OVER (ORDER BY o ROWS BETWEEN 5 PRECEDING AND 5 FOLLOWING EXCLUDE CURRENT ROW) FROM t")]
    [InlineData("SELECT id, sample_sum(x) OVER (PARTITION BY q ORDER BY p RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE GROUP) FROM t")]
    [InlineData("SELECT id, sample_sum(x) FILTER (WHERE b) OVER (PARTITION BY q ORDER BY p RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE TIES) FROM t")]
    [InlineData("SELECT id, sample_sum(DISTINCT x) OVER (PARTITION BY p) FROM t")]
    [InlineData("SELECT id, sample_first(s ORDER BY o DESC) OVER (PARTITION BY p) FROM t")]
    [InlineData("SELECT id, sample_first(s ORDER BY o) OVER (PARTITION BY p ORDER BY id ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) FROM t")]
    [InlineData("SELECT id, sample_first(s ORDER BY o) FILTER (WHERE b) OVER w FROM t WINDOW w AS (PARTITION BY p)")]
    [InlineData("SELECT id FROM t QUALIFY sample_sum(x) OVER (PARTITION BY p) > 1000")]
    [InlineData("SELECT p, sample_sum(sum(x)::BIGINT) OVER () FROM t GROUP BY p")]
    [InlineData("SELECT id, sample_sum(x) OVER (PARTITION BY p) FROM t ORDER BY sample_sum(x) OVER (PARTITION BY p), id LIMIT 20")]
    [InlineData("PIVOT (SELECT p, q, x FROM t) ON q IN (0, 1, 2) USING sample_sum(x) GROUP BY p")]
    [InlineData("SELECT p, list_transform([1, 2], lambda e: e + 1) AS l, sample_first(s ORDER BY o) FROM t GROUP BY p")]
    [InlineData("WITH RECURSIVE r AS (SELECT 0 AS d, 5::BIGINT AS x UNION ALL SELECT d + 1, y FROM (SELECT max(d) AS d, sample_sum(x ORDER BY x) AS y FROM r) WHERE d < 4) SELECT * FROM r")]
    public void A_rewritten_call_gives_what_the_engines_own_aggregate_gives(string sql)
    {
        string rewritten = StatementRewriter.Rewrite(_engine.Connection, sql, Functions, _ => false, CancellationToken.None).Sql;
        Assert.Equal(Rows(Own(sql)), Rows(Own(rewritten)));
    }

    [Fact]
    public void No_form_that_ends_the_process_is_left()
    {
        string[] calls = ["sample_first(s)", "sample_first(s ORDER BY o)", "sample_first(DISTINCT s ORDER BY s)", "sample_sum(x ORDER BY o) FILTER (WHERE b)", "sample_sum(DISTINCT x)"];
        string[] bounds = ["UNBOUNDED PRECEDING", "2 PRECEDING", "CURRENT ROW", "2 FOLLOWING", "UNBOUNDED FOLLOWING"];
        string[] frames = ["", .. from unit in (string[])["ROWS", "RANGE", "GROUPS"]
                                  from start in bounds[..4]
                                  from end in bounds[1..]
                                  from exclude in (string[])["", " EXCLUDE TIES"]
                                  select $"{unit} BETWEEN {start} AND {end}{exclude}"];
        string[] windows = ["", .. from head in (string[])["", "PARTITION BY p ", "ORDER BY id ", "PARTITION BY p ORDER BY id "]
                                   from frame in frames
                                   select $" OVER ({head}{frame})"];
        int judged = 0;
        // All calls over the same window in one statement, so that it is read and rewritten once.
        foreach (string sql in windows.Select(window => $"SELECT {string.Join(", ", calls.Select(call => call + window))} FROM t"))
        {
            // Some frames are no SQL; those the engine refuses before anybody rewrites them.
            if (SyntaxNode.Flag(SyntaxReader.ReadWhole(_engine.Connection, sql, CancellationToken.None), "error"))
                continue;
            string rewritten = StatementRewriter.Rewrite(_engine.Connection, sql, Functions, _ => false, CancellationToken.None).Sql;
            JsonObject tree = SyntaxReader.ReadWhole(_engine.Connection, rewritten, CancellationToken.None);
            foreach (JsonObject call in SyntaxNode.Descends(tree).Where(node => Functions.PluginOf(node) is not null))
                Assert.False(EndsTheProcess(call), $"{sql}\n{rewritten}");
            judged += calls.Length;
        }
        Assert.True(judged > 1_000, $"only {judged} forms are SQL");
    }

    // Told by what the engine does with such a call, not by what the rewriter does.
    private static bool EndsTheProcess(JsonObject call)
    {
        if (SyntaxNode.Member(call, "class") != "WINDOW")
            return SyntaxNode.List((JsonObject)call["order_bys"]!, "orders").Count > 0;
        bool isUnordered = SyntaxNode.List(call, "orders").Count == 0;
        string start = SyntaxNode.Member(call, "start"), end = SyntaxNode.Member(call, "end");
        bool isWhole = (start == "UNBOUNDED_PRECEDING" || (start == "CURRENT_ROW_RANGE" && isUnordered))
            && (end == "UNBOUNDED_FOLLOWING" || (end == "CURRENT_ROW_RANGE" && isUnordered));
        bool leaks = SyntaxNode.Member(call, "exclude_clause") != "NO_OTHER";
        return SyntaxNode.List(call, "arg_orders").Count > 0 || leaks || isWhole;
    }

    private static string Own(string sql) => SampleCall().Replace(sql, call => call.Groups[1].Value == "sum" ? "sum(" : "any_value(");

    private string[] Rows(string sql) => _engine.Texts($"SELECT concat_ws('|', *COLUMNS(*)) AS line FROM (SELECT coalesce(COLUMNS(*)::VARCHAR, 'NULL') FROM ({sql})) ORDER BY 1");

    [GeneratedRegex(@"\bsample_(sum|first)\(")]
    private static partial Regex SampleCall();
}
