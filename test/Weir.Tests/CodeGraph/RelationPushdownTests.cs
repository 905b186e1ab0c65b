using Weir.Plugins;
using Weir.Plugins.Load;

namespace Weir.Tests.CodeGraph;

public sealed class RelationPushdownTests
{
    public static TheoryData<string> Relations => [.. CodeBases.Relations];

    [Theory]
    [MemberData(nameof(Relations))]
    public void A_filter_on_path_or_kind_gives_what_the_same_filter_over_all_rows_gives(string relation)
    {
        using Session session = CodeBases.Session(CodeBases.Fixture);
        string[] kinds = [.. Sessions.Lake.Rows(session, $"SELECT DISTINCT kind FROM {relation} ORDER BY kind").Take(3)];
        string[] conditions =
        [
            "path = 'Shop/Cart.cs'", "path <> 'Shop/Cart.cs'", "path < 'Shop/I'", "path >= 'Shop/I'", "path IN ('App/Broken.cs', 'Shop/Item.cs', 'none')",
            "starts_with(path, 'Shop/C')", "path LIKE 'Shop/%'", "path IS NOT NULL", "path IS NULL",
            .. kinds.SelectMany(kind => (string[])[$"kind = '{kind}'", $"kind > '{kind}' AND path > 'Shop'"]),
            $"kind IN ({string.Join(", ", kinds.Select(kind => $"'{kind}'"))})",
        ];
        foreach (string condition in conditions)
            Assert.Equal(
                Sessions.Lake.Rows(session, $"SELECT * FROM (SELECT *, row_number() OVER () AS all_rows FROM {relation}) WHERE {condition}").Select(WithoutNumber).Order(StringComparer.Ordinal),
                Sessions.Lake.Rows(session, $"SELECT * FROM {relation} WHERE {condition}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_plugin_passes_the_conformance_kit()
    {
        string options = $$"""{ "root": {{System.Text.Json.JsonSerializer.Serialize(Path.Combine(CodeBases.Fixture, "Shop"))}}, "include": "IPriced.cs;Item.cs" }""";
        using OpenedPlugin opened = Open();
        PluginVerifyReport report = await PluginVerifier.VerifyAsync(
            opened.Plugin, new PluginVerifyOptions { ProviderOptionsJson = CodeBases.Relations.ToDictionary(relation => relation, _ => options) });
        Assert.DoesNotContain(report.Checks, check => check.Outcome == ConformanceOutcome.Failed);
        Assert.Contains(report.Checks, check => check is { Name: "filters", Outcome: ConformanceOutcome.Passed });
    }

    private static OpenedPlugin Open()
    {
        string folder = AppContext.BaseDirectory;
        Weir.Plugins.Discovery.LocatedPlugin located = new PluginLocator(folder).Open(new PluginReference(CodeBases.Plugin));
        return new PluginLoader(new Weir.Plugins.Discovery.DiskPluginFiles(), (_, name, _) => throw new NotSupportedException(name))
            .OpenInProcess(new PluginInspector(folder).Require(located), PluginContext.Empty);
    }

    private static string WithoutNumber(string row) => row[..row.LastIndexOf('|')];
}
