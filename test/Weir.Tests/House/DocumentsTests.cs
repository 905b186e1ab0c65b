using System.Text.RegularExpressions;

namespace Weir.Tests.House;

public sealed class DocumentsTests
{
    [Fact]
    [Trait("Requirement", "R193")]
    public void The_requirements_page_lists_each_row_with_its_tests()
    {
        Assert.Empty(RequirementsPage.UnknownIds(typeof(DocumentsTests).Assembly));
        Repository.MustMatch("docs/requirements.md", RequirementsPage.Generate(typeof(DocumentsTests).Assembly));
    }

    [Fact]
    public void The_architecture_fits_its_page() =>
        Assert.InRange(Repository.Read("ARCHITECTURE.md").Split('\n').Length, 50, 200);

    [Fact]
    public void The_changelog_has_its_form()
    {
        string changelog = Repository.Read("CHANGELOG.md");
        Assert.Equal(Version, Regex.Match(changelog, @"^## (\d+\.\d+\.\d+)$", RegexOptions.Multiline).Groups[1].Value);
        foreach (Match heading in Regex.Matches(changelog, "^### (.*)$", RegexOptions.Multiline))
            Assert.Contains(heading.Groups[1].Value, (string[])["Added", "Changed", "Fixed", "Broke"]);
    }

    [Fact]
    [Trait("Requirement", "R069")]
    [Trait("Requirement", "R077")]
    [Trait("Requirement", "R088")]
    public void The_compatibility_policy_names_the_constants_of_the_code()
    {
        string policy = Repository.Read("COMPATIBILITY.md");
        Assert.Contains($"`contract_version` {Weir.Build.RunBuildContract.Version} is one constant", policy, StringComparison.Ordinal);
        Assert.Contains($"`version` in the spec, now {Weir.Build.BuildSpec.CurrentVersion}", policy, StringComparison.Ordinal);
        Assert.Contains("A minor version only appends", policy, StringComparison.Ordinal);
        Assert.Contains("WEIR_PLUGIN_STUB=1", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_decision_says_context_decision_price_and_what_would_change_our_mind()
    {
        string[] pages = Directory.GetFiles(Path.Combine(Repository.Folder, "docs/decisions"), "*.md");
        Assert.True(pages.Length >= 5);
        foreach (string page in pages)
            Assert.Equal(
                ["Context", "Decision", "Price", "What would change our mind"],
                Regex.Matches(File.ReadAllText(page), "^## (.*)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        List<string> dead = [];
        foreach (string page in Directory.EnumerateFiles(Path.Combine(Repository.Folder, "docs"), "*.md", SearchOption.AllDirectories)
                     .Concat(Directory.EnumerateFiles(Repository.Folder, "*.md")))
            foreach (Match link in Regex.Matches(File.ReadAllText(page), @"\]\((?!https?:|#)([^)#]+)"))
                if (!Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value)))
                    dead.Add($"{Path.GetRelativePath(Repository.Folder, page)} -> {link.Groups[1].Value}");
        Assert.True(dead.Count == 0, string.Join(Environment.NewLine, dead));
    }

    private static string Version =>
        Regex.Match(Repository.Read("Directory.Build.props"), "<Version>(.*)</Version>").Groups[1].Value;
}
