using System.Text.Json;

namespace Weir.Tests.Cli;

public sealed class FunctionsCommandTests
{
    [Fact]
    public async Task Help_shows_how_to_call_it()
    {
        CliRun run = await CliRun.Of(new CliWorld { Screen = 80 }, "functions", "--help");
        Assert.Equal(0, run.Exit);
        Assert.Contains("weir functions read_delta", run.Output, StringComparison.Ordinal);
        Assert.Contains("--plugin", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_has_what_Weir_and_plugins_add_one_a_line()
    {
        CliRun run = await CliRun.Of("functions", "--plugin", Plugins.SamplePlugins.Managed);
        Assert.Equal(0, run.Exit);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["kind", "tier", "signature", "summary"], lines[0].Split('│').Select(cell => cell.Trim()));
        Assert.Contains(lines, line => line.Contains("sample_greet(name VARCHAR, greeting VARCHAR := 'hello')", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("read_delta(path VARCHAR, version BIGINT := NULL, timestamp TIMESTAMP WITH TIME ZONE := NULL", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("array_agg", StringComparison.Ordinal));
        CliRun all = await CliRun.Of("functions", "--all");
        Assert.Contains("array_agg", all.Output, StringComparison.Ordinal);
        CliRun narrow = await CliRun.Of(new CliWorld { Screen = 60 }, "functions", "--no-color");
        Assert.All(narrow.Output.Split('\n'), line => Assert.True(line.Length <= 60, line));
    }

    [Fact]
    public async Task A_name_gives_all_about_the_function()
    {
        CliRun run = await CliRun.Of("functions", "READ_DELTA");
        Assert.Equal(0, run.Exit);
        Assert.StartsWith("read_delta(path VARCHAR, version BIGINT := NULL, timestamp TIMESTAMP WITH TIME ZONE := NULL, options VARCHAR := NULL) -> TABLE\n  table function, of Weir, stable\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("path       The table's root folder", run.Output, StringComparison.Ordinal);
        CliRun engine = await CliRun.Of("functions", "max");
        Assert.Contains("aggregate function, of the engine, immutable", engine.Output, StringComparison.Ordinal);
        Assert.Contains("Example", engine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_not_there_is_answered_with_those_that_are_near()
    {
        CliRun run = await CliRun.Of("functions", "read_detla");
        Assert.Equal(2, run.Exit);
        Assert.Empty(run.Output);
        Assert.Contains("there is no function 'read_detla'; did you mean read_delta", run.Error, StringComparison.Ordinal);
        CliRun far = await CliRun.Of("functions", "qqqqqqqqqqqqqq");
        Assert.Contains("weir functions --all", far.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_the_same_for_programs()
    {
        CliRun run = await CliRun.Of("functions", "sample_greet", "--json", "--plugin", Plugins.SamplePlugins.Managed);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement function = Assert.Single(json.RootElement.GetProperty("functions").EnumerateArray().ToArray());
        Assert.Equal("sample_greet(name VARCHAR, greeting VARCHAR := 'hello')", function.GetProperty("signature").GetString());
        Assert.Equal(("scalar", "plugin", "sample"), (function.GetProperty("kind").GetString(), function.GetProperty("tier").GetString(), function.GetProperty("owner").GetString()));
        Assert.Equal("'hello'", function.GetProperty("parameters")[1].GetProperty("default").GetString());
    }
}
