using System.Text.Json;

namespace Weir.Tests.Cli;

public sealed class PluginsVerifyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Requirement", "R114")]
    public async Task Verify_makes_every_check_of_the_file_and_then_runs_the_kit_in_a_child()
    {
        CliRun run = await CliRun.Of("plugins", "verify", Plugins.CompiledPlugin.Sample, "--seed", "7", "--options", """sample_rows={"rows":500,"partitions":2}""");
        Assert.True(run.Exit is 0, run.Output + run.Error);
        Assert.Contains("✓ abi_major", run.Output, StringComparison.Ordinal);
        Assert.Contains("✓ rows_alone       scalar sample_add(int64, int64)", run.Output, StringComparison.Ordinal);
        Assert.Contains("✓ filters          provider sample_rows", run.Output, StringComparison.Ordinal);
        Assert.Contains(", 0 failed, ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("sample 1.0.0 keeps the contract.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R131")]
    public async Task What_ends_its_process_or_never_returns_is_a_failed_check_with_its_mend_and_answers_1()
    {
        string library = Plugins.CompiledPlugin.Library(
            "fatal", [.. Plugins.CompiledPlugin.Sources("test/fixtures/fatal"), "test/fixtures/c-plugin/arrow_build.h"], Plugins.CompiledPlugin.ArrowBuild);
        CliRun run = await CliRun.Of("plugins", "verify", library, "--json", "--check-seconds", "8", "--plugin-isolation", "process");
        Assert.Equal(1, run.Exit);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.True(document.RootElement.GetProperty("inspection").GetProperty("checks").GetArrayLength() > 10);
        JsonElement report = document.RootElement.GetProperty("report");
        Assert.False(report.GetProperty("conforms").GetBoolean());
        JsonElement[] failures = [.. report.GetProperty("checks").EnumerateArray().Where(check => check.GetProperty("outcome").GetString() is "failed")];
        Assert.All(failures, check => Assert.Equal("samples", check.GetProperty("name").GetString()));
        Assert.Equal(
            ["fatal_segfault", "fatal_abort", "fatal_exit", "fatal_throw", "fatal_overflow", "fatal_loop"],
            failures.Select(check => check.GetProperty("subject").GetString()!.Split(' ', '(')[1]));
        JsonElement failed = failures[0];
        Assert.Contains("SIGSEGV", failed.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(failed.GetProperty("mend").GetString()!);
    }

    [Fact]
    public async Task What_the_gate_refuses_answers_3_and_does_not_run()
    {
        string old = await TinyPlugin.BuildAsync(_folder["old"], "tiny", abiMajor: 9);
        CliRun refused = await CliRun.Of("plugins", "verify", old);
        Assert.Equal(3, refused.Exit);
        Assert.Contains("✗ abi_major", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("keeps the contract", refused.Output, StringComparison.Ordinal);
        CliRun absent = await CliRun.Of("plugins", "verify", "absent", "--base", _folder.Path);
        Assert.Equal(3, absent.Exit);
        Assert.Contains("WEIR3100", absent.Error, StringComparison.Ordinal);
        // Accepted by its bytes, but its entry gives nothing.
        CliRun empty = await CliRun.Of("plugins", "verify", await TinyPlugin.BuildAsync(_folder["empty"], "tiny"));
        Assert.Equal(3, empty.Exit);
        Assert.StartsWith("error WEIR31", empty.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--options", "sample_rows")]
    [InlineData("--check-seconds", "0")]
    [InlineData("--plugin-isolation", "box")]
    [InlineData("--seed", "many")]
    public async Task A_wrong_option_answers_2(string option, string value)
    {
        CliRun run = await CliRun.Of("plugins", "verify", "sample", option, value);
        Assert.Equal(2, run.Exit);
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
    }
}
