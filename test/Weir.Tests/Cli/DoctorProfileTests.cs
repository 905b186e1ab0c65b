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

    [Theory]
    [InlineData("""{"execution":{"time_zone":"Mars/Olympus"}}""", "execution.time_zone is \"Mars/Olympus\"")]
    [InlineData("""{"policies":{"settings_overrides":{"pivot_limit":"abc"}}}""", "the setting 'pivot_limit' is 'abc', a whole number is expected")]
    [InlineData("""{"policies":{"settings_overrides":{"default_order":"sideways"}}}""", "policies.settings_overrides.default_order is \"sideways\"")]
    [InlineData("""{"policies":{"local_filesystem_root":""}}""", "policies.local_filesystem_root is \"\", and an empty text, or one with a NUL, is no folder")]
    [InlineData("""{"caches":{"list_files":{"ttl_seconds":1e300}}}""", "caches.list_files.ttl_seconds is 1E+300")]
    [InlineData("""{"diagnostics":{"explain_analyze_threshold_ms":1e300}}""", "diagnostics.explain_analyze_threshold_ms is 1E+300")]
    [Trait("Requirement", "R194")]
    public async Task What_does_not_open_answers_1_and_names_the_knob(string json, string why)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["p.json"], json);
        CliRun run = await CliRun.Of("doctor", "--profile", folder["p.json"]);
        Assert.Equal(1, run.Exit);
        Assert.Contains("No runtime opens with this profile. WEIR8082", run.Output, StringComparison.Ordinal);
        Assert.Contains(why, run.Output, StringComparison.OrdinalIgnoreCase);
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
