using System.Text.RegularExpressions;
using System.Xml.Linq;
using Weir.Engine;
using Weir.Plugins;
using Weir.Tests.House;

namespace Weir.Tests.Packages;

public sealed class PackagingPageTests
{
    private static readonly string Page = Repository.Read("docs/packaging.md");

    [Fact]
    [Trait("Requirement", "R090")]
    public void The_page_lists_each_package_that_the_solution_makes()
    {
        string[] packable =
        [
            .. Directory.EnumerateFiles(Repository.Folder, "*.csproj", SearchOption.AllDirectories)
                .Where(file => !Regex.IsMatch(file, "/(bin|obj|content|node_modules)/"))
                .Where(file => XDocument.Load(file).Descendants("IsPackable").Any(item => item.Value == "true"))
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(packable, Rows("package").Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "R090")]
    [Trait("Requirement", "R091")]
    public void The_page_lists_each_platform_that_the_build_packs()
    {
        string[] packed =
        [
            .. XDocument.Parse(Repository.Read("eng/DuckDb.Package.targets")).Descendants("DuckDbPackage")
                .Select(item => item.Attribute("Include")?.Value).OfType<string>(),
        ];
        Assert.NotEmpty(packed);
        Assert.All(packed, runtime => Assert.Matches($@"\n\| `{runtime}` \| `libduckdb.so` \|[^|]+\| packed;", Page));
    }

    [Fact]
    [Trait("Requirement", "R093")]
    public void The_page_says_the_names_that_the_code_uses()
    {
        Assert.Contains($"| engine library, in every import | `{DuckNative.Library}` |", Page, StringComparison.Ordinal);
        Assert.Contains($"`{EngineLibrary.FileName}`", Page, StringComparison.Ordinal);
        Assert.Contains($"| entry point of a native plugin | `{PluginAbi.EntryPoint}` |", Page, StringComparison.Ordinal);
        Assert.Contains($"| manifest section of a native plugin | `{PluginAbi.ManifestSection}` |", Page, StringComparison.Ordinal);
        Assert.Contains($"| assembly of the runtime | `{typeof(WeirRuntime).Assembly.GetName().Name}` |", Page, StringComparison.Ordinal);
        Assert.Contains($"| assembly of the contract | `{typeof(Plugin).Assembly.GetName().Name}` |", Page, StringComparison.Ordinal);
        string header = Repository.Read("include/weir_plugin.h");
        Assert.Contains($"{PluginAbi.EntryPoint}(const weir_host* host", header, StringComparison.Ordinal);
        Assert.Contains($"section(\"{PluginAbi.ManifestSection}\")", header, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R094")]
    [Trait("Requirement", "R095")]
    public void Restores_are_locked_in_CI_and_nothing_pushes_packages()
    {
        string settings = Repository.Read("Directory.Build.props");
        Assert.Contains("<RestoreLockedMode Condition=\"'$(CI)' == 'true'\">true</RestoreLockedMode>", settings, StringComparison.Ordinal);
        Assert.Contains("<Deterministic>true</Deterministic>", settings, StringComparison.Ordinal);
        foreach (string script in Directory.EnumerateFiles(Path.Combine(Repository.Folder, "eng")).Append(Path.Combine(Repository.Folder, ".ci/run")))
            Assert.DoesNotContain("nuget push", File.ReadAllText(script), StringComparison.Ordinal);
    }

    // What stands in the first column of the table whose first heading is this.
    private static IEnumerable<string> Rows(string heading) =>
        Regex.Match(Page, $@"^\| {heading} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", RegexOptions.Multiline).Groups[1].Value
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => Regex.Match(row, "^\\| `([^`]+)`").Groups[1].Value);
}
