using System.Text.Json;

namespace Weir.Tests.Cli;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task A_good_installation_is_healthy_and_says_where_everything_is()
    {
        using TemporaryFolder state = new();
        CliWorld world = new() { Variables = new() { ["WEIR_STATE_PATH"] = state.Path } };
        CliRun run = await CliRun.Of(world, "doctor", "--json");
        Assert.True(run.Exit is 0, run.Output);
        using JsonDocument report = JsonDocument.Parse(run.Output);
        Assert.True(report.RootElement.GetProperty("healthy").GetBoolean());
        Dictionary<string, JsonElement> findings = report.RootElement.GetProperty("findings").EnumerateArray()
            .ToDictionary(finding => finding.GetProperty("name").GetString()!);
        Assert.All(findings.Values, finding => Assert.Equal("found", finding.GetProperty("state").GetString()));
        Assert.StartsWith("DuckDB v1.", findings["engine"].GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.All(
            (string[])["library", "contract", "engine"],
            name => Assert.True(File.Exists(findings[name].GetProperty("where").GetString()), name));
        Assert.Matches("^[0-9a-f]{64}$", findings["engine sha-256"].GetProperty("value").GetString());
        Assert.Contains("delta", findings.Keys);
        Assert.EndsWith("Weir.CodeFunctions.dll", findings["plugin weir_code_functions"].GetProperty("where").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_answers_1_and_says_how_to_mend_it()
    {
        CliWorld world = new() { Variables = new() { ["WEIR_SPILL_FOLDER"] = "/proc/nowhere" } };
        CliRun run = await CliRun.Of(world, "doctor");
        Assert.Equal(1, run.Exit);
        Assert.Contains("✗ spill folder", run.Output, StringComparison.Ordinal);
        Assert.Contains("mend: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("WEIR_SPILL_FOLDER", run.Output, StringComparison.Ordinal);
    }
}
