using System.Text.RegularExpressions;
using Weir.Tests.House;

namespace Weir.Tests.Cli;

/// <summary>Runs every <c>console</c> block of docs/command-line.md, in order and in one folder, and compares what it prints.</summary>
public sealed class CommandLinePageTests : IDisposable
{
    private const string Page = "docs/command-line.md";
    private const string Mark = "==== end of step ====";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_example_prints_what_the_page_shows()
    {
        List<(string Command, string Expected)> steps = [.. Steps()];
        Assert.NotEmpty(steps);
        string spec = DocumentBlock.Of(Page).Single(block => block.Language is "json").Text;
        await File.WriteAllTextAsync(_folder["spec.json"], spec);
        string script = string.Join('\n', steps.Select(step => $"{{ {step.Command}\n}} 2>&1; echo '{Mark}'"));
        using CliProcess shell = CliProcess.Shell(_folder.Path, script);
        (_, string output, string error) = await shell.EndAsync();
        Assert.Empty(error);
        string[] printed = output.Split(Mark + "\n");
        Assert.Equal(steps.Count, printed.Length - 1);
        for (int i = 0; i < steps.Count; i++)
            Assert.Matches($"^{Pattern($"$ {steps[i].Command}\n{Steady(steps[i].Expected)}")}$", $"$ {steps[i].Command}\n{Steady(printed[i])}");
    }

    private static IEnumerable<(string Command, string Expected)> Steps()
    {
        foreach (DocumentBlock block in DocumentBlock.Of(Page).Where(block => block.Language is "console"))
            foreach (string step in ("\n" + block.Text).Split("\n$ ").Skip(1))
            {
                string[] parts = step.Split('\n', 2);
                yield return (parts[0], parts.ElementAtOrDefault(1)?.TrimEnd('\n') is { Length: > 0 } text ? text + "\n" : "");
            }
    }

    // What the page leaves out with an ellipsis may be anything on its line.
    private static string Pattern(string shown) => Regex.Escape(shown).Replace("…", ".*", StringComparison.Ordinal);

    // Times, sizes of files that the engine packs, and the folder differ from run to run.
    private string Steady(string text)
    {
        string steady = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace(_folder.Path, "/data", StringComparison.Ordinal);
        return Regex.Replace(steady, @" *\b[\d.]+ (?:s|[KM]iB|B)\b|│ +[\d.]+$", "#", RegexOptions.Multiline, TimeSpan.FromSeconds(5));
    }
}
