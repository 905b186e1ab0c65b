using Weir.Plugins;
using Weir.Tests.CodeFunctions;
using Weir.Tests.House;
using Weir.Tests.Sessions;

namespace Weir.Tests.Packages;

/// <summary>The bundled functions as a native library: the same sources, published by one property.</summary>
[Trait("Category", "Slow")]
[Trait("Category", "Packages")]
public sealed class NativeFunctionsTests : IDisposable
{
    private const string Plugin = "weir_code_functions";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Requirement", "R059")]
    [Trait("Requirement", "R116")]
    public async Task Every_line_of_the_golden_table_holds_of_the_functions_compiled_ahead()
    {
        await PublishAsync();
        WeirOptions options = new() { Threads = 2, Plugins = { new PluginReference(Plugin) { Path = _folder["native/plugin.json"], Isolation = PluginIsolation.InProcess } } };
        using WeirRuntime runtime = WeirRuntime.Open(options);
        PluginSnapshot loaded = Assert.Single(runtime.Plugins);
        Assert.Equal((Plugin, PluginSource.Explicit), (loaded.Name, loaded.Source));
        using Session session = runtime.NewSession();
        Assert.Equal(["native|in_process"], Lake.Rows(session, "SELECT kind, isolation FROM weir_plugins()"));
        string[] wrong = [.. GoldenCalls.Wrong(session)];
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
    }

    // With folders of its own for what is made on the way, so that no other build of these sources is in its way.
    private async Task PublishAsync()
    {
        ProcessResult run = await ChildProcess.RunAsync(
            "dotnet",
            [
                "publish", Path.Combine(Repository.Folder, "plugins/Weir.CodeFunctions/Weir.CodeFunctions.csproj"), "-c", "Release", "-p:WeirPluginNative=true",
                "--artifacts-path", _folder["artifacts"], "-o", _folder["native"], "-v", "quiet", "--disable-build-servers",
            ],
            Repository.Folder,
            patience: TimeSpan.FromMinutes(8));
        Assert.True(run.ExitCode == 0, $"dotnet publish ended with {run.ExitCode}: {run.Output}{run.Errors}");
        Assert.True(File.Exists(_folder["native/Weir.CodeFunctions.so"]), run.Output);
    }
}
