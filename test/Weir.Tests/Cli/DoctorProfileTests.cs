using System.Text.Json;

namespace Weir.Tests.Cli;

public sealed class DoctorProfileTests
{
    [Fact]
    [Trait("Requirement", "R194")]
    public async Task A_profile_is_printed_knob_by_knob()
    {
        CliRun run = await CliRun.Of("doctor", "--profile", "prod");
        Assert.True(run.Exit is 0, run.Error);
        Assert.StartsWith("prod  fingerprint ", run.Output, StringComparison.Ordinal);
        Assert.Matches("✓ execution.memory_limit_bytes +17179869184 +engine setting memory_limit", run.Output);
        Assert.Matches("! policies.scan_policy.metadata_size_hint +2097152 +local files are read", run.Output);
        Assert.Contains("A runtime opens with this profile.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_a_refused_knob_answers_1_and_marks_it()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["p.json"], """{"name":"mine","features":{"enable_url_table":true}}""");
        CliRun run = await CliRun.Of("doctor", "--profile", folder["p.json"]);
        Assert.Equal(1, run.Exit);
        Assert.Matches("✗ features.enable_url_table +true +a path in place of a table is refused", run.Output);
        CliRun json = await CliRun.Of("doctor", "--profile", folder["p.json"], "--json");
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.False(document.RootElement.GetProperty("openable").GetBoolean());
        Assert.Equal(
            RuntimeProfile.Read("{}").Coverage().Select(row => row.Path),
            document.RootElement.GetProperty("knobs").EnumerateArray().Select(knob => knob.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task A_profile_that_is_not_there_is_an_error_with_the_names()
    {
        CliRun run = await CliRun.Of("doctor", "--profile", "huge");
        Assert.NotEqual(0, run.Exit);
        Assert.Contains("WEIR8081", run.Error, StringComparison.Ordinal);
        Assert.Contains("symtable", run.Error, StringComparison.Ordinal);
    }
}
