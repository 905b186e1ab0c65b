using System.Text.Json;
using Weir.Tests.House;

namespace Weir.Tests.Packages;

/// <summary>The templates as a user has them: installed from their package, built against the packed packages, without a network.</summary>
[Collection(PackageTests.Name)]
[Trait("Category", "Slow")]
[Trait("Category", "Packages")]
public sealed class TemplateTests(PackedPackages packages)
{
    [Fact]
    public async Task A_plugin_in_CSharp_from_the_template_builds_and_is_accepted()
    {
        using TemporaryFolder folder = new();
        await MakeAsync(folder, "weir-plugin", "City.Names");
        await packages.DotnetAsync(folder["City.Names"], "build", "-c", "Release");
        await AcceptAsync(folder, "City.Names/bin/Release/net9.0/plugin.json", "city_names_greet");
    }

    [Fact]
    public async Task The_same_project_becomes_a_native_library_by_one_property()
    {
        using TemporaryFolder folder = new();
        await MakeAsync(folder, "weir-plugin", "Greetings");
        await packages.DotnetAsync(folder["Greetings"], "publish", "-c", "Release", "-p:WeirPluginNative=true", "-o", folder["native"]);
        await AcceptAsync(folder, "native/plugin.json", "greetings_greet");
        Assert.True(File.Exists(folder["native/Greetings.so"]));
    }

    [Fact]
    public async Task A_plugin_in_C_from_the_template_builds_with_gcc_alone_and_is_accepted()
    {
        using TemporaryFolder folder = new();
        await MakeAsync(folder, "weir-plugin-c", "greetings");
        ProcessResult build = await ChildProcess.RunAsync("bash", ["build.sh"], folder["greetings"]);
        Assert.True(build.ExitCode == 0, build.Errors);
        await AcceptAsync(folder, "greetings/bin/plugin.json", "greetings_greet");
    }

    [Fact]
    [Trait("Requirement", "R069")]
    public void The_templates_ask_for_the_version_of_this_repository()
    {
        using JsonDocument template = JsonDocument.Parse(
            Repository.Read("templates/Weir.Templates/content/weir-plugin/.template.config/template.json"));
        Assert.Equal(
            PackedPackages.Version,
            template.RootElement.GetProperty("symbols").GetProperty("weirVersion").GetProperty("defaultValue").GetString());
    }

    private async Task MakeAsync(TemporaryFolder folder, string template, string name)
    {
        packages.UseFeedIn(folder.Path);
        await packages.DotnetAsync(folder.Path, "new", template, "-n", name, "--no-update-check");
    }

    private static async Task AcceptAsync(TemporaryFolder folder, string manifest, string function)
    {
        string command = Path.Combine(AppContext.BaseDirectory, "Weir.Cli.dll");
        ProcessResult inspection = await ChildProcess.RunAsync("dotnet", [command, "plugins", "inspect", folder[manifest]], folder.Path);
        Assert.True(inspection.ExitCode == 0, inspection.Output + inspection.Errors);
        Assert.Contains(function, File.ReadAllText(folder[manifest]), StringComparison.Ordinal);
    }
}
