using Weir.Tests.House;

namespace Weir.Tests.Cli;

/// <summary>An installation of Weir from which a bundled plugin's folder is gone.</summary>
public sealed class AbsentPluginTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Requirement", "R001")]
    [Trait("Requirement", "R002")]
    public async Task A_runtime_whose_bundled_plugin_is_absent_stays_closed_and_says_where_it_was_searched()
    {
        string program = Install();
        ProcessResult run = await RunAsync(program, "query", "SELECT 1");
        Assert.Equal(Weir.Cli.ExitCode.Refused, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith("error WEIR3100: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("'weir_code_functions'", run.Errors, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(program, "plugins", "weir_code_functions"), run.Errors, StringComparison.Ordinal);
        Assert.Contains("WEIR_PLUGIN_PATH", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_installation_opens_a_runtime_where_a_variable_names_the_plugin()
    {
        string plugins = Path.Combine(AppContext.BaseDirectory, "plugins");
        ProcessResult run = await RunAsync(Install(), "functions", "stable_hash64", plugins: plugins);
        Assert.DoesNotContain("WEIR3100", run.Errors, StringComparison.Ordinal);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("stable_hash64", run.Output, StringComparison.Ordinal);
    }

    // What the command consists of, without the folder of plugins.
    private string Install()
    {
        string program = Path.GetFullPath(_folder["program"]);
        Directory.CreateDirectory(program);
        string[] files = [.. Directory.GetFiles(AppContext.BaseDirectory, "*.dll"), .. Directory.GetFiles(AppContext.BaseDirectory, "Weir.Cli.*.json")];
        foreach (string file in files.Where(file => !DocumentExamples.IsOne(file)))
            File.Copy(file, Path.Combine(program, Path.GetFileName(file)));
        File.CreateSymbolicLink(Path.Combine(program, "libduckdb.so"), Path.Combine(AppContext.BaseDirectory, "libduckdb.so"));
        return program;
    }

    private Task<ProcessResult> RunAsync(string program, string command, string argument, string? plugins = null) => ChildProcess.RunAsync(
        "dotnet", [Path.Combine(program, "Weir.Cli.dll"), command, argument], _folder.Path,
        environment: new Dictionary<string, string?> { ["WEIR_PLUGIN_PATH"] = plugins, ["WEIR_STATE_PATH"] = _folder["state"] });
}
