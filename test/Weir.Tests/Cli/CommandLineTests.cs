using System.Text.Json;

namespace Weir.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("quer", "there is no command 'quer'; did you mean query?")]
    [InlineData("query SELECT --tabel x", "there is no option '--tabel'; did you mean --table?")]
    [InlineData("query --jsno", "there is no option '--jsno'; did you mean --json?")]
    [InlineData("query a b", "there is no further argument 'b'")]
    [InlineData("query", "no SQL was given")]
    [InlineData("query a --file b", "SQL was given twice")]
    [InlineData("query a --format xml", "expected one of table, json, jsonl, csv, arrow")]
    [InlineData("query a --format 1", "expected one of table, json, jsonl, csv, arrow")]
    [InlineData("query a --max-rows -1", "expected a number of rows from 0, or all")]
    [InlineData("query a --table orders", "NAME=[FORMAT:]LOCATION[@VERSION|@TIMESTAMP]")]
    public async Task A_wrong_command_line_answers_2_and_says_what_was_meant(string line, string expected)
    {
        CliRun run = await CliRun.Of(line.Split(' '));
        Assert.Equal(2, run.Exit);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Bytes);
    }

    [Fact]
    public async Task With_json_an_error_is_one_line_of_JSON_on_standard_error()
    {
        CliRun run = await CliRun.Of("query", "--json");
        Assert.Equal(2, run.Exit);
        Assert.Empty(run.Bytes);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
        using JsonDocument envelope = JsonDocument.Parse(run.Error);
        JsonElement error = envelope.RootElement;
        Assert.Equal("command_line", error.GetProperty("stage").GetString());
        Assert.Equal(2, error.GetProperty("details").GetProperty("exit_code").GetInt32());
        Assert.StartsWith("no SQL was given", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("build --help")]
    [InlineData("query -h")]
    [InlineData("doctor --help")]
    public async Task Help_is_a_result_and_fits_eighty_columns(string line)
    {
        CliRun run = await CliRun.Of(new CliWorld { Screen = 80 }, line.Split(' '));
        Assert.Equal(0, run.Exit);
        Assert.Empty(run.Error);
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
        // Examples are for copying and stay on one line, whatever its length.
        IEnumerable<string> lines = run.Output.Split('\n').Where(text => !text.Contains("weir ", StringComparison.Ordinal));
        Assert.All(lines, text => Assert.True(text.Length <= 80, text));
    }

    [Fact]
    public async Task No_command_shows_the_help_and_answers_2()
    {
        CliRun run = await CliRun.Of();
        Assert.Equal(2, run.Exit);
        Assert.Contains("Exit codes:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        CliRun run = await CliRun.Of("--version");
        Assert.Equal(0, run.Exit);
        Assert.Matches(@"^weir \d+\.\d+\.\d+.*\n$", run.Output);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public async Task Colour_is_for_a_screen_and_NO_COLOR_takes_it_away(bool screen, bool noColor, bool colored)
    {
        CliWorld world = new() { Screen = screen ? 80 : null, Variables = noColor ? new() { ["NO_COLOR"] = "1" } : [] };
        CliRun run = await CliRun.Of(world, "query");
        Assert.Equal(colored, run.Error.Contains('\e', StringComparison.Ordinal));
        Assert.DoesNotContain('\e', (await CliRun.Of(world, "query", "--no-color")).Error);
    }
}
