using System.Text.Json;

namespace Weir.Plugins.Verify;

/// <summary>What must hold of the planners and of configuring.</summary>
internal sealed class HookChecks(Plugin plugin)
{
    private const string Tree =
        """{"error":false,"statements":[{"node":{"type":"SELECT_NODE","modifiers":[],"cte_map":{"map":[]},"select_list":[{"class":"CONSTANT","type":"VALUE_CONSTANT","alias":"","value":{"type":{"id":"INTEGER","type_info":null},"is_null":false,"value":1}}],"from_table":{"type":"EMPTY","alias":"","sample":null},"where_clause":null,"group_expressions":[],"group_sets":[],"aggregate_handling":"STANDARD_HANDLING","having":null,"sample":null,"qualify":null}}]}""";

    public async Task RunAsync(CheckRunner runner)
    {
        foreach (PluginRelationPlanner planner in plugin.RelationPlanners)
        {
            await runner.RunAsync("pure", $"planner {planner.Name}", () => IsPure(planner)).ConfigureAwait(false);
            await runner.RunAsync("foreign_tree", $"planner {planner.Name}", () => SurvivesOtherTrees(planner)).ConfigureAwait(false);
        }
        await runner.RunAsync("configure", "plugin", () => ConfiguresOnce(runner.Options)).ConfigureAwait(false);
    }

    private static void IsPure(PluginRelationPlanner planner)
    {
        string? first = planner.Rewrite(Tree);
        Check.Equal(first, planner.Rewrite(Tree), "The same tree gives two answers");
        if (first is not null)
            using (JsonDocument.Parse(first))
            {
            }
    }

    // What it answers is open; it must answer or refuse, not crash.
    private static void SurvivesOtherTrees(PluginRelationPlanner planner)
    {
        foreach (string text in (string[])["", "{}", "[]", "not a tree"])
        {
            try
            {
                string? answer = planner.Rewrite(text);
                Check.That(answer is null || answer.Length > 0, $"For '{text}' it gives an empty text");
            }
            catch (Exception e) when (e is WeirException or JsonException or InvalidOperationException or ArgumentException)
            {
                Check.That(e.Message.Length > 0, $"It refuses '{text}' without saying why");
            }
        }
    }

    private void ConfiguresOnce(PluginVerifyOptions options)
    {
        PluginContext given = PluginContext.Empty with { ConfigurationJson = options.ConfigurationJson };
        plugin.Reset();
        Check.That(plugin.Configure(given), "The first configuration counts as a repetition");
        Check.That(!plugin.Configure(given), "The same configuration again does not count as a repetition");
        try
        {
            plugin.Configure(given with { MemoryLimitBytes = 123_456_789 });
        }
        catch (WeirException e) when (e.Code == "WEIR3010")
        {
            plugin.Reset();
            Check.That(plugin.Configure(given), "After a reset it cannot be configured anew");
            return;
        }
        throw new CheckFailedException("Another configuration is taken though one is in force.");
    }
}
