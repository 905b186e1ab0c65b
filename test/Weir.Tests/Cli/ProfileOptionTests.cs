namespace Weir.Tests.Cli;

/// <summary>The profile of commands that open a runtime: an option, and the environment without it.</summary>
[Trait("Requirement", "R194")]
public sealed class ProfileOptionTests
{
    private const string Zone = "SELECT current_setting('TimeZone') AS zone";

    [Fact]
    public async Task A_query_runs_under_the_profile_that_is_named()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["p.json"], """{"execution":{"time_zone":"Europe/Berlin"},"policies":{"sql_policy_name":"service"}}""");
        CliRun zone = await CliRun.Of("query", Zone, "--profile", folder["p.json"], "--policy", "read_only", "--format", "jsonl");
        Assert.Equal("{\"zone\":\"Europe/Berlin\"}\n", zone.Output);
        CliRun refused = await CliRun.Of("query", "EXPLAIN SELECT 1", "--profile", folder["p.json"]);
        Assert.Equal(3, refused.Exit);
        Assert.Contains("the policy 'service'", refused.Error, StringComparison.Ordinal);
        CliRun preset = await CliRun.Of("query", "SELECT current_setting('threads')::INTEGER AS n", "--profile", "small", "--format", "jsonl");
        Assert.Equal("{\"n\":4}\n", preset.Output);
    }

    [Fact]
    public async Task Without_the_option_the_environment_says()
    {
        CliWorld service = new() { Variables = new() { ["WEIR_SQL_POLICY"] = "service" } };
        CliRun refused = await CliRun.Of(service, "query", "EXPLAIN SELECT 1");
        Assert.Equal(3, refused.Exit);
        Assert.Contains("the policy 'service'", refused.Error, StringComparison.Ordinal);
        CliRun named = await CliRun.Of(service, "query", "EXPLAIN SELECT 1", "--profile", "small");
        Assert.True(named.Exit is 0, named.Error);
    }

    [Theory]
    [InlineData("WEIR_RUNTIME_PROFILE", "god", "WEIR8081")]
    [InlineData("WEIR_SQL_POLICY", "god", "WEIR8082")]
    [InlineData("WEIR_THREADS", "many", "WEIR8083")]
    public async Task A_variable_that_cannot_be_used_is_an_error(string variable, string value, string code)
    {
        CliWorld world = new() { Variables = new() { [variable] = value } };
        foreach (string[] command in (string[][])[["query", "SELECT 1"], ["sql", "normalized", "SELECT 1"]])
        {
            CliRun run = await CliRun.Of(world, command);
            Assert.Equal(1, run.Exit);
            Assert.Contains(code, run.Error, StringComparison.Ordinal);
            Assert.Contains(value, run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Sql_takes_a_profile_too()
    {
        CliRun run = await CliRun.Of("sql", "normalized", "select 1", "--profile", "prod");
        Assert.True(run.Exit is 0, run.Error);
        CliRun none = await CliRun.Of("sql", "normalized", "select 1", "--profile", "huge");
        Assert.Contains("WEIR8081", none.Error, StringComparison.Ordinal);
    }
}
