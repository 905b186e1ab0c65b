using System.Text.RegularExpressions;
using Weir.Tests.House;

namespace Weir.Tests.Sessions;

public sealed class QueryPlanTests
{
    private const string Sql = "SELECT p.kind, count(*) AS n, max(stable_id('p', p.kind)) AS id FROM parts AS p JOIN kinds AS k ON p.kind = k.kind WHERE p.a >= 100 AND p.day = 2 GROUP BY p.kind ORDER BY n DESC";

    [Fact]
    public async Task A_plan_is_a_tree_with_files_filters_plugins_and_rows()
    {
        using Lake lake = new();
        foreach (int start in (int[])[0, 100])
        {
            await lake.Session.WriteAsync(
                lake.Table("parts"), new Query($"SELECT i AS a, 'k' || i % 3 AS kind, 1 + i % 2 AS day FROM range({start}, {start + 60}) r(i)"), DeltaWriteMode.Append,
                new DeltaWriteOptions { PartitionBy = ["day"] });
        }
        lake.Session.Register("parts", lake.Table("parts"));
        lake.Session.Register("kinds", new DatasetLocation(lake.WriteParquet("kinds.parquet", "SELECT 'k' || i AS kind FROM range(2) r(i)"), DatasetFormat.Parquet));
        string text = $"{lake.Session.Explain(new Query(Sql))}\n{lake.Session.Explain(new Query(Sql), isRun: true)}";
        Repository.MustMatch("test/Weir.Tests/Session/plan.golden.txt", Regex.Replace(text, @"(files|filters made while it runs): (.*/|optional)[^\n]*", "$1: ..."));
    }

    [Fact]
    public void Tables_and_functions_of_plugins_are_named_with_their_plugin()
    {
        using Lake lake = new(options => options.EmbeddedPlugins.Add(new Plugins.Sample.PluginDouble("sample") { Providers = { new Plugins.Sample.SampleRows() } }));
        const string Sql = "SELECT stable_id('p', id::VARCHAR) FROM sample_rows(rows := 1)";
        string plan = $"{lake.Session.Explain(new Query(Sql))}";
        Assert.Contains("by sample_rows of the plugin sample", plan, StringComparison.Ordinal);
        Assert.Contains("plugin calls: stable_id (weir_code_functions), sample_rows (sample)\n", plan, StringComparison.Ordinal);
        foreach (string explain in (string[])["EXPLAIN", "explain /* why */"])
        {
            using QueryResult result = lake.Session.Run(new Query($"{explain} {Sql};"));
            Assert.Contains(Pairs(result), pair => pair == ("plugin_calls", "stable_id (weir_code_functions), sample_rows (sample)\n"));
        }
    }

    [Theory]
    [InlineData("VALUES (1)")]
    [InlineData("FROM (VALUES (1)) AS v(a)")]
    [InlineData("WITH w AS (SELECT 1 AS a) SELECT * FROM w WHERE a = 1")]
    [InlineData("SELECT 1 UNION ALL SELECT 2 ORDER BY 1 LIMIT 1")]
    [InlineData("PIVOT (VALUES ('x', 1)) AS v(k, n) ON k IN ('x') USING sum(n)")]
    public void What_can_be_explained_without_plugins_has_no_row_about_them(string sql)
    {
        using Lake lake = new();
        using QueryResult result = lake.Session.Run(new Query($"EXPLAIN {sql}"));
        Assert.DoesNotContain(Pairs(result), pair => pair.Key == "plugin_calls");
    }

    private static List<(string Key, string Value)> Pairs(QueryResult result)
    {
        List<(string, string)> pairs = [];
        using Arrow.RecordBatchReader rows = result.AsReader();
        while (rows.Read() is { } batch)
        {
            using (batch)
            {
                for (int row = 0; row < batch.RowCount; row++)
                    pairs.Add((batch.Column(0).GetString(row), batch.Column(1).GetString(row)));
            }
        }
        return pairs;
    }

    [Fact]
    public void A_plan_that_was_run_has_what_happened()
    {
        using Lake lake = new();
        QueryPlan plan = lake.Session.Explain(new Query("SELECT count(*) FROM range(1000) AS r(i) WHERE i % 10 = 0"), isRun: true);
        Assert.Equal(1, plan.Root.Rows);
        Assert.NotNull(plan.Root.Time);
        Assert.Null(lake.Session.Explain(new Query("SELECT 1")).Root.Rows);
    }
}
