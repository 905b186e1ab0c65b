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
    public void A_plan_that_was_run_has_what_happened()
    {
        using Lake lake = new();
        QueryPlan plan = lake.Session.Explain(new Query("SELECT count(*) FROM range(1000) AS r(i) WHERE i % 10 = 0"), isRun: true);
        Assert.Equal(1, plan.Root.Rows);
        Assert.NotNull(plan.Root.Time);
        Assert.Null(lake.Session.Explain(new Query("SELECT 1")).Root.Rows);
    }
}
