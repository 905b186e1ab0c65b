using System.Text.RegularExpressions;
using Weir.Tests.House;

namespace Weir.Tests.Packages;

/// <summary>Walks through docs/plugins.md as a reader would: writes each file, runs each command, compares each output.</summary>
[Collection(PackageTests.Name)]
public sealed class GuideTests(PackedPackages packages)
{
    private static readonly string Page = Repository.Read("docs/plugins.md");

    [Fact]
    [Trait("Category", "Slow")]
    [Trait("Category", "Packages")]
    public async Task Each_step_of_the_guide_works()
    {
        using TemporaryFolder folder = new();
        packages.UseFeedIn(folder.Path);
        string output = "";
        foreach (Match step in Regex.Matches(Page, @"^```(\w+)(?: (\S+))?\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline))
        {
            (string language, string file, string text) = (step.Groups[1].Value, step.Groups[2].Value, step.Groups[3].Value);
            if (language == "bash")
                output = await RunAsync(folder, text);
            else if (language == "text")
                Assert.Equal(text, output);
            else
                File.WriteAllText(folder[file], text);
        }
    }

    private async Task<string> RunAsync(TemporaryFolder folder, string script)
    {
        string command = Path.Combine(AppContext.BaseDirectory, "Weir.Cli.dll");
        ProcessResult run = await ChildProcess.RunAsync(
            "bash",
            ["-euo", "pipefail", "-c", $"weir() {{ dotnet '{command}' \"$@\"; }}\n{script}"],
            folder.Path,
            environment: packages.Environment,
            patience: TimeSpan.FromMinutes(5));
        Assert.True(run.ExitCode == 0, $"{script} ended with {run.ExitCode}: {run.Output}{run.Errors}");
        return run.Output;
    }
}
