using System.Text.Json;
using System.Text.RegularExpressions;
using Weir.Plugins;
using Weir.Tests.House;

namespace Weir.Tests.Packages;

/// <summary>What the guide says beside its steps.</summary>
public sealed class GuidePageTests
{
    [Fact]
    [Trait("Requirement", "R088")]
    public void The_guide_says_of_each_field_of_the_manifest_whether_hosts_check_it()
    {
        string page = Repository.Read("docs/plugins.md");
        string table = page[page.IndexOf("| field |", StringComparison.Ordinal)..page.IndexOf("## Where plugins are found", StringComparison.Ordinal)];
        string[] written = [.. Regex.Matches(table, @"`([a-z_]+)`(?=[^|]*\| (checked|informational) \|)").Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];
        string[] fields =
        [
            .. typeof(PluginManifest).GetProperties().Where(property => !property.GetMethod!.IsStatic && property.Name != "EqualityContract")
                .Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(fields, written);
    }
}
