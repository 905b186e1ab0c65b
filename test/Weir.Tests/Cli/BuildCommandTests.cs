using System.Text.Json;

namespace Weir.Tests.Cli;

public sealed class BuildCommandTests : IDisposable
{
    private readonly BuildFixture _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task Each_build_is_one_version_of_each_table_and_old_versions_stay_readable()
    {
        CliRun first = await CliRun.Of(_build.Build);
        Assert.True(first.Exit is 0, first.Error);
        Assert.Matches(@"large_cities\s+│ overwrite │\s+2 │\s+1 │ .* │\s+0 │", first.Output);
        Assert.Matches(@"countries\s+│ overwrite │\s+2 │\s+2 │ .* │\s+0 │\s+2? │", first.Output);
        await File.AppendAllTextAsync(_build.Cities, "Rome,IT,2746000\n");
        CliRun second = await CliRun.Of(_build.Build);
        Assert.Matches(@"large_cities\s+│ overwrite │\s+3 │\s+1 │ .* │\s+1 │", second.Output);

        string table = Path.Combine(_build.Out, "large_cities");
        Assert.Equal("{\"n\":3}\n", (await CliRun.Of("query", "SELECT count(*) AS n FROM t", "--table", $"t={table}", "--format", "jsonl")).Output);
        Assert.Equal("{\"n\":2}\n", (await CliRun.Of("query", "SELECT count(*) AS n FROM t", "--table", $"t={table}@0", "--format", "jsonl")).Output);
        Assert.Equal("{\"n\":2}\n", (await CliRun.Of("query", $"SELECT count(*) AS n FROM read_delta('{table}', version := 0)", "--format", "jsonl")).Output);
    }

    [Fact]
    public async Task The_report_is_the_contract_and_nothing_else()
    {
        CliRun run = await CliRun.Of([.. _build.Build, "--json"]);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        using JsonDocument report = JsonDocument.Parse(run.Output);
        Assert.Equal(3, report.RootElement.GetProperty("contract_version").GetInt32());
        JsonElement output = report.RootElement.GetProperty("outputs")[0];
        Assert.Equal("large_cities", output.GetProperty("table_name").GetString());
        Assert.Equal(2, output.GetProperty("rows_written").GetInt64());
        Assert.Equal(0, output.GetProperty("write_outcome").GetProperty("delta_version").GetInt64());
    }

    [Fact]
    public async Task Without_a_screen_each_step_is_a_line()
    {
        CliRun run = await CliRun.Of(_build.Build);
        Assert.Matches(@"^checking the spec\nplanning\nwriting large_cities \(1 of 2\)\ncommitted large_cities: 2 rows, 1 file, .* s\nwriting countries \(2 of 2\)\ncommitted countries: 2 rows, 2 files, ", run.Error);
    }

    [Fact]
    public async Task On_a_screen_a_board_shows_each_table_once_it_is_committed()
    {
        CliRun run = await CliRun.Of(new CliWorld { Screen = 100 }, _build.Build);
        Assert.Equal(0, run.Exit);
        Assert.Matches(@"✓.*large_cities", run.Error);
        Assert.Matches(@"✓.*countries", run.Error);
        // The cursor is hidden while the board is drawn, and given back.
        Assert.True(run.Error.LastIndexOf("\e[?25h", StringComparison.Ordinal) > run.Error.LastIndexOf("\e[?25l", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broken_spec_fails_with_its_place()
    {
        await File.WriteAllTextAsync(_build.Spec, """{ "version": 4, "input_relations": [], "nonsense": 1 }""");
        CliRun text = await CliRun.Of("build", _build.Spec);
        Assert.Equal(1, text.Exit);
        Assert.Contains("error WEIR1003: ", text.Error, StringComparison.Ordinal);
        Assert.Contains("nonsense", text.Error, StringComparison.Ordinal);
        CliRun json = await CliRun.Of("build", _build.Spec, "--json");
        Assert.Empty(json.Bytes);
        using JsonDocument envelope = JsonDocument.Parse(json.Error);
        Assert.Equal("validation", envelope.RootElement.GetProperty("stage").GetString());
        Assert.Equal("INVALID_SPEC_JSON", envelope.RootElement.GetProperty("code").GetString());
        Assert.Equal("WEIR1003", envelope.RootElement.GetProperty("details").GetProperty("weir_code").GetString());
    }

    [Theory]
    [InlineData("there is no spec", "nowhere.json")]
    [InlineData("expected name=value", "SPEC", "--set", "cities")]
    [InlineData("is set twice", "SPEC", "--set", "a=1", "--set", "a=2")]
    public async Task A_wrong_option_answers_2(string expected, params string[] arguments)
    {
        CliRun run = await CliRun.Of(["build", .. arguments.Select(word => word is "SPEC" ? _build.Spec : word)]);
        Assert.Equal(2, run.Exit);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.EndsWith("hint: weir build --help\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R194")]
    public async Task A_build_runs_under_the_profile_that_is_named()
    {
        CliRun run = await CliRun.Of([.. _build.Build, "--profile", "prod", "--json"]);
        Assert.True(run.Exit is 0, run.Error);
        string manifest = Directory.GetFiles(_build.Folder, "run_manifest.json", SearchOption.AllDirectories).Single();
        Assert.Contains("\"runtime_profile_name\": \"prod\"", await File.ReadAllTextAsync(manifest), StringComparison.Ordinal);
        CliRun none = await CliRun.Of([.. _build.Build, "--profile", "huge"]);
        Assert.Equal(1, none.Exit);
        Assert.Contains("WEIR8081", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spec_comes_from_standard_input()
    {
        CliWorld world = new() { Input = await File.ReadAllTextAsync(_build.Spec) };
        CliRun run = await CliRun.Of(world, ["build", "-", .. _build.Build.Skip(2)]);
        Assert.True(run.Exit is 0, run.Error);
    }
}
