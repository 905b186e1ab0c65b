using Weir.Sessions;

namespace Weir.Tests.Sessions;

/// <summary>The list of functions that can answer differently, held against the engine's catalog.</summary>
public sealed class UnsteadyFunctionsTests
{
    // It answers with an error, always the same.
    private static readonly string[] Steady = ["error"];

    [Fact]
    [Trait("Requirement", "R164")]
    public void Every_function_that_the_engine_calls_unsteady_is_on_the_list()
    {
        using Lake lake = new();
        Session session = lake.Session;
        foreach ((string stability, IReadOnlySet<string> list) in ((string, IReadOnlySet<string>)[])[("VOLATILE", UnsteadyFunctions.OfCall), ("CONSISTENT_WITHIN_QUERY", UnsteadyFunctions.OfQuery)])
        {
            string[] known = [.. Lake.Rows(session, $"SELECT DISTINCT lower(function_name) FROM duckdb_functions() WHERE stability = '{stability}'")];
            Assert.NotEmpty(known);
            Assert.Empty(known.Except(list).Except(Steady));
        }
    }

    [Fact]
    public void Every_listed_function_is_one_of_the_engine_or_of_Weir()
    {
        using Lake lake = new();
        Session session = lake.Session;
        HashSet<string> known = [.. Lake.Rows(session, "SELECT DISTINCT lower(function_name) FROM duckdb_functions()"), "current_time", "current_timestamp", "localtime", "localtimestamp"];
        Assert.Empty(UnsteadyFunctions.OfCall.Concat(UnsteadyFunctions.OfQuery).Except(known).Except(CacheListing.Names));
    }

    [Theory]
    [InlineData("SELECT random()")]
    [InlineData("SELECT age(DATE '2020-01-01')")]
    [InlineData("SELECT current_localtime()")]
    [InlineData("SELECT localtimestamp")]
    [InlineData("SELECT ago(INTERVAL 1 DAY)")]
    [InlineData("SELECT reservoir_quantile(i, 0.5) FROM range(3) r(i)")]
    [InlineData("SELECT current_setting('threads')")]
    [InlineData("SELECT version()")]
    [InlineData("FROM duckdb_memory()")]
    [Trait("Requirement", "R164")]
    public void A_policy_without_volatile_functions_refuses_it(string sql)
    {
        using Lake lake = new();
        using Session session = lake.Runtime.NewSession(new SessionOptions { Policy = SqlPolicy.ReadOnly with { AllowVolatileFunctions = false } });
        Assert.Equal("WEIR5017", Assert.Throws<WeirException>(() => session.Run(new Query(sql)).Dispose()).Code);
    }

    [Fact]
    public void The_span_between_two_moments_is_the_same_at_any_time()
    {
        using Lake lake = new();
        using Session session = lake.Runtime.NewSession(new SessionOptions { Policy = SqlPolicy.ReadOnly with { AllowVolatileFunctions = false } });
        Assert.Equal(["1 day"], Lake.Rows(session, "SELECT age(DATE '2020-01-02', DATE '2020-01-01')::VARCHAR"));
    }
}
