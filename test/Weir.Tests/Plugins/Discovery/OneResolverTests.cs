using System.Text.RegularExpressions;
using Weir.Plugins.Discovery;

namespace Weir.Tests.Plugins.Discovery;

public sealed class OneResolverTests
{
    private static readonly House.SourceFile[] Sources = [.. House.House.Read("src").Files];

    [Fact]
    [Trait("Requirement", "R003")]
    [Trait("Requirement", "R007")]
    public void Only_one_file_of_the_plugin_system_asks_whether_a_file_is_there() => Assert.Equal(
        ["src/Weir/Plugins/Discovery/DiskPluginFiles.cs"],
        Sources.Where(file => file.Path.StartsWith("src/Weir/Plugins/", StringComparison.Ordinal))
            // The worker's own executable is no plugin, nor are the traces of calls.
            .Where(file => !file.Path.EndsWith("/WorkerCommand.cs", StringComparison.Ordinal) && !file.Path.EndsWith("/BreadcrumbFolder.cs", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(file.Code, @"\b(File|Directory|Path)\.Exists\b"))
            .Select(file => file.Path));

    [Theory]
    [InlineData(PluginSearch.PathVariable)]
    [InlineData(PluginSearch.PointerVariable)]
    [InlineData(PluginSearch.StubVariable)]
    [Trait("Requirement", "R015")]
    public void Only_the_search_reads_the_variables_of_plugins(string variable) => Assert.Equal(
        ["src/Weir/Plugins/Discovery/PluginSearch.cs"],
        Sources.Where(file => file.Text.Contains($"= \"{variable}\"", StringComparison.Ordinal) || file.Text.Contains($"Variable(\"{variable}\"", StringComparison.Ordinal))
            .Select(file => file.Path));

    [Fact]
    [Trait("Requirement", "R060")]
    public void Only_one_file_of_the_library_asks_the_engine_for_its_settings() => Assert.Equal(
        ["src/Weir/Session/SettingsQuery.cs"],
        Sources.Where(file => file.Path.StartsWith("src/Weir/", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(file.Text, @"duckdb_settings\(|current_setting\("))
            .Select(file => file.Path));

    [Fact]
    [Trait("Requirement", "R017")]
    [Trait("Requirement", "R028")]
    public void No_switch_makes_plugins_optional()
    {
        Assert.DoesNotContain(Sources, file => Regex.IsMatch(file.Text, "PLUGIN_OPTIONAL|allow_missing|AllowMissing", RegexOptions.IgnoreCase));
        Assert.All(Directory.GetFiles(Path.Combine(House.Repository.Folder, "test"), "*.runsettings"), path =>
            Assert.DoesNotContain("WEIR_PLUGIN", File.ReadAllText(path), StringComparison.Ordinal));
    }
}
