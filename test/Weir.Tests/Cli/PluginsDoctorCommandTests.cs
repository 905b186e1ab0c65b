namespace Weir.Tests.Cli;

public sealed class PluginsDoctorCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private CliWorld World => new() { Variables = new() { ["WEIR_STATE_PATH"] = _folder["state"] } };

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Requirement", "R129")]
    public async Task A_crash_inside_a_plugin_is_explained_once()
    {
        string library = Plugins.CompiledPlugin.Library(
            "fatal", [.. Plugins.CompiledPlugin.Sources("test/fixtures/fatal"), "test/fixtures/c-plugin/arrow_build.h"],
            Plugins.CompiledPlugin.ArrowBuild, "-DFATAL_ISOLATION=\"in_process\"");
        ProcessResult died = await ChildProcess.RunAsync(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Weir.Cli.dll"), "query", "SELECT fatal_segfault(range) FROM range(10)", "--plugin", library],
            _folder.Path, environment: new Dictionary<string, string?> { ["WEIR_STATE_PATH"] = _folder["state"], ["DOTNET_DbgEnableMiniDump"] = "0" });
        Assert.True(died.ExitCode > 128, $"it ended with {died.ExitCode}: {died.Output}{died.Errors}");

        CliRun general = await CliRun.Of(World, "doctor");
        Assert.Equal(0, general.Exit);
        Assert.Contains("died inside the plugin 'fatal' 1.0.0", general.Output, StringComparison.Ordinal);
        CliRun told = await CliRun.Of(World, "plugins", "doctor");
        Assert.Equal(0, told.Exit);
        Assert.Contains("! process ", told.Output, StringComparison.Ordinal);
        Assert.Matches("died inside the plugin 'fatal' 1\\.0\\.0: invoke of the scalar function 'fatal_segfault' on 10 rows, begun 20..-..-.. ..:..:..Z on thread", told.Output);
        Assert.Contains("weir plugins verify fatal", told.Output, StringComparison.Ordinal);
        Assert.Contains("--plugin-isolation process", told.Output, StringComparison.Ordinal);
        CliRun again = await CliRun.Of(World, "plugins", "doctor");
        Assert.DoesNotContain("died inside", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_loads_what_comes_with_Weir_and_what_is_named()
    {
        CliRun run = await CliRun.Of(World, "plugins", "doctor", Plugins.CompiledPlugin.Sample);
        Assert.True(run.Exit is 0, run.Output + run.Error);
        Assert.Contains("✓ plugin weir_code_functions", run.Output, StringComparison.Ordinal);
        Assert.Matches("✓ plugin sample +1\\.0\\.0, native, process, ABI 1\\.0: it passes every check and loads", run.Output);
        CliRun absent = await CliRun.Of(World, "plugins", "doctor", "absent", "--base", _folder.Path);
        Assert.Equal(1, absent.Exit);
        Assert.Contains("WEIR3100", absent.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_leaves_nothing_behind()
    {
        CliRun run = await CliRun.Of(World, "query", "SELECT sample_add(1, 2) AS three", "--plugin", Plugins.CompiledPlugin.Sample);
        Assert.True(run.Exit is 0, run.Error);
        Assert.Empty(Directory.GetFiles(_folder["state/breadcrumbs"]));
    }
}
