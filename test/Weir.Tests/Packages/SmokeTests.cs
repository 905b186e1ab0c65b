using System.Text.Json;

namespace Weir.Tests.Packages;

/// <summary>The packed packages in an empty project: nothing else is set, and everything is there.</summary>
[Collection(PackageTests.Name)]
[Trait("Category", "Slow")]
[Trait("Category", "Packages")]
public sealed class SmokeTests(PackedPackages packages)
{
    private const string Program = """
        using Weir;
        using Weir.Arrow;
        using Weir.Plugins;

        await using WeirRuntime lake = WeirRuntime.Open();
        Console.WriteLine(PluginJson.Write(lake.Capabilities));
        Console.WriteLine(new PluginLocator(".").PluginLibraryPath("weir_code_functions"));
        using Session session = lake.NewSession();
        using QueryResult result = session.Run(new Query("SELECT stable_id('node', 'a') = 'node:27c35e6e9373877f29e562464e46497e'"));
        await foreach (RecordBatch batch in result.Batches())
            using (batch)
                Console.WriteLine(batch.Columns[0].GetBoolean(0));

        // The same plugin in a child process.
        WeirOptions apart = new();
        apart.Plugins.Add(new PluginReference("weir_code_functions") { Isolation = PluginIsolation.Process });
        await using WeirRuntime other = WeirRuntime.Open(apart);
        using Session second = other.NewSession();
        using QueryResult answer = second.Run(new Query("SELECT stable_id('node', 'a') || ' ' || isolation FROM weir_plugins()"));
        await foreach (RecordBatch batch in answer.Batches())
            using (batch)
                Console.WriteLine(batch.Columns[0].GetString(0));
        """;

    [Fact]
    [Trait("Requirement", "R001")]
    [Trait("Requirement", "R018")]
    [Trait("Requirement", "R020")]
    [Trait("Requirement", "R021")]
    [Trait("Requirement", "R092")]
    [Trait("Requirement", "R127")]
    public async Task An_empty_project_with_the_package_prints_its_capabilities_and_calls_a_bundled_function()
    {
        using TemporaryFolder folder = new();
        packages.UseFeedIn(folder.Path);
        await packages.DotnetAsync(folder.Path, "new", "console", "-n", "App", "-o", ".", "--no-restore", "--no-update-check");
        await packages.DotnetAsync(folder.Path, "add", "package", "Weir", "--version", PackedPackages.Version);
        File.WriteAllText(folder["Program.cs"], Program);
        await packages.DotnetAsync(folder.Path, "build", "-o", folder["out"]);
        ProcessResult run = await packages.DotnetAsync(folder.Path, folder["out/App.dll"]);

        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using JsonDocument snapshot = JsonDocument.Parse(string.Concat(lines[..^3]));
        JsonElement plugin = Assert.Single(snapshot.RootElement.GetProperty("plugins").EnumerateArray());
        Assert.Equal("weir_code_functions", plugin.GetProperty("name").GetString());
        Assert.Equal("extension", plugin.GetProperty("source").GetString());
        Assert.False(snapshot.RootElement.GetProperty("stub_enabled").GetBoolean());
        Assert.Equal(folder["out/plugins/weir_code_functions/Weir.CodeFunctions.dll"], lines[^3]);
        Assert.Equal("True", lines[^2]);
        Assert.Equal("node:27c35e6e9373877f29e562464e46497e process", lines[^1]);
    }
}
