using System.Text.RegularExpressions;
using Weir.Tests.House;

namespace Weir.Tests.Preflight;

public sealed class BundledPluginsTests
{
    private const string Plugin = "weir_code_functions";

    [Fact]
    [Trait("Requirement", "R027")]
    public async Task A_run_without_the_bundled_plugins_ends_with_one_message_and_no_test()
    {
        using TemporaryFolder folder = new();
        CopyProgram(AppContext.BaseDirectory, folder.Path);
        ProcessResult run = await ChildProcess.RunAsync(
            "dotnet", ["test", folder["Weir.Tests.dll"], "--filter", "FullyQualifiedName~BuildIdTests"], folder.Path);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Single(Regex.Matches(run.Output + run.Errors, "No test was run"));
        Assert.Contains($"the bundled plugin '{Plugin}' is absent", run.Output + run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Passed:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R027")]
    public void A_bundled_plugin_of_another_ABI_ends_the_run_too()
    {
        using TemporaryFolder folder = new();
        CopyPlugin(folder);
        string manifest = folder[$"plugins/{Plugin}/plugin.json"];
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"abi\":{\"major\":1", "\"abi\":{\"major\":9", StringComparison.Ordinal));
        Assert.Contains("does not fit, WEIR3", Message(folder), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R027")]
    public void A_bundled_plugin_that_was_cut_off_ends_the_run_too()
    {
        using TemporaryFolder folder = new();
        CopyPlugin(folder);
        string library = folder[$"plugins/{Plugin}/Weir.CodeFunctions.dll"];
        File.WriteAllBytes(library, File.ReadAllBytes(library)[..500]);
        Assert.Contains("does not fit, WEIR3", Message(folder), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R028")]
    [Trait("Requirement", "R030")]
    public void No_setting_of_the_tests_makes_a_plugin_optional()
    {
        string[] settings =
        [
            .. Directory.GetFiles(Path.Combine(Repository.Folder, "test"), "*.runsettings"),
            Path.Combine(Repository.Folder, "test/Weir.Tests/xunit.runner.json"),
            Path.Combine(Repository.Folder, ".ci/run"),
            Path.Combine(Repository.Folder, "eng/build.sh"),
            Path.Combine(Repository.Folder, "eng/build.ps1"),
        ];
        foreach (string file in settings)
            Assert.DoesNotMatch(new Regex("WEIR_PLUGIN|EnvironmentVariables"), File.ReadAllText(file));
    }

    [Fact]
    [Trait("Requirement", "R031")]
    public void Contributing_says_what_the_tests_require() =>
        Assert.Contains("bundled plugins", Repository.Read("CONTRIBUTING.md"), StringComparison.Ordinal);

    [Fact]
    [Trait("Requirement", "R029")]
    public void The_bootstrap_scripts_build_and_test_everything()
    {
        Assert.Contains("dotnet build Weir.slnx\ndotnet test --no-build", Repository.Read("eng/build.sh"), StringComparison.Ordinal);
        Assert.Contains("dotnet build Weir.slnx", Repository.Read("eng/build.ps1"), StringComparison.Ordinal);
        Assert.Contains("plugins/Weir.CodeFunctions/", Repository.Read("Weir.slnx"), StringComparison.Ordinal);
    }

    private static string Message(TemporaryFolder folder) =>
        Assert.Throws<InvalidOperationException>(() => BundledPlugins.Require(folder.Path)).Message;

    private static void CopyPlugin(TemporaryFolder folder)
    {
        foreach (string name in BundledPlugins.Names)
        {
            Directory.CreateDirectory(folder[$"plugins/{name}"]);
            foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "plugins", name)))
                File.Copy(file, folder[$"plugins/{name}/{Path.GetFileName(file)}"]);
        }
        BundledPlugins.Require(folder.Path);
    }

    // Everything that a run needs but the plugins. The engine's library is large and not needed to find out.
    private static void CopyProgram(string source, string target)
    {
        foreach (string file in Directory.GetFiles(source))
            if (Path.GetFileName(file) is not "libduckdb.so" && !DocumentExamples.IsOne(file))
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
    }
}
