using Weir.Plugins;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Sessions;

/// <summary>Relation planners rewrite queries, and what they give is judged like a user's text.</summary>
[Trait("Requirement", "R067")]
[Trait("Requirement", "R080")]
[Trait("Requirement", "R089")]
public sealed class RelationPlannerTests : IDisposable
{
    private readonly List<Lake> _lakes = [];

    public void Dispose() => _lakes.ForEach(lake => lake.Dispose());

    [Theory]
    [InlineData("SELECT sample_epoch() AS t")]
    [InlineData("WITH w AS (SELECT sample_epoch() AS t) SELECT sum(t)::BIGINT FROM w WHERE t = sample_epoch()")]
    public void A_planner_changes_what_runs(string sql) => Assert.Equal(["0"], Rows(sql, new SamplePlugin()));

    [Fact]
    public void A_view_and_an_explained_query_are_planned_too()
    {
        using Session session = Session(new SamplePlugin());
        session.RegisterView("epoch", "SELECT sample_epoch() AS t");
        using QueryResult rows = session.Run(new Query("SELECT t::VARCHAR FROM epoch"));
        Assert.Equal(["0"], Lake.Texts(rows));
        using QueryResult plan = session.Run(new Query("EXPLAIN SELECT sample_epoch()"));
        Assert.NotEmpty(plan.Schema.Fields);
    }

    [Fact]
    public void Planners_are_asked_in_the_order_of_their_plugins_and_each_sees_what_the_one_before_made()
    {
        Assert.Equal(["3"], Rows("SELECT 1 AS x", new Planned("a", json => Swap(json, 1, 2)), new Planned("b", json => Swap(json, 2, 3))));
        Assert.Equal(["2"], Rows("SELECT 1 AS x", new Planned("b", json => Swap(json, 2, 3)), new Planned("a", json => Swap(json, 1, 2))));
    }

    [Fact]
    public void A_planner_that_fails_is_named()
    {
        WeirException error = Fails(new Planned("p", _ => throw new InvalidOperationException("no idea")));
        Assert.Equal("WEIR3215", error.Code);
        Assert.Contains("the relation planner 'plan_p' of the plugin 'p' failed", error.Message, StringComparison.Ordinal);
        Assert.Contains("no idea", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"error\":false,\"statements\":[]}")]
    [InlineData("{\"error\":false,\"statements\":[{\"node\":{\"type\":\"SELECT_NODE\"}}]}")]
    [InlineData("{\"error\":false,\"statements\":[{\"node\":7}]}")]
    public void What_is_no_tree_is_refused(string answer)
    {
        WeirException error = Fails(new Planned("p", _ => answer));
        Assert.Equal("WEIR3215", error.Code);
        Assert.Contains("'plan_p' of the plugin 'p'", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1"], Rows("SELECT 1 AS x"));
    }

    [Fact]
    public void A_tree_that_nests_without_end_is_refused()
    {
        string deep = $"{{\"statements\":{new string('[', 100_000)}{new string(']', 100_000)}}}";
        Assert.Equal("WEIR3215", Fails(new Planned("p", _ => deep)).Code);
    }

    [Fact]
    public void A_planner_opens_no_function_that_is_closed_to_users()
    {
        Planned hostile = new("p", json => json.Replace("\"upper\"", "\"json_serialize_plan\"", StringComparison.Ordinal));
        WeirException error = Assert.Throws<WeirException>(() => Rows("SELECT upper('SELECT 1') AS x", hostile));
        Assert.Equal("WEIR3215", error.Code);
        Assert.Equal("WEIR5003", Assert.IsType<WeirException>(error.InnerException).Code);
    }

    [Fact]
    public void A_planner_that_keeps_the_tree_keeps_the_text() => Assert.Equal(
        ["x"], Rows("SELECT 'x' /* as it is */ AS y", new Planned("a", _ => null), new Planned("b", json => json)));

    private static string Swap(string json, int old, int now) =>
        json.Replace($"\"value\":{old}}}", $"\"value\":{now}}}", StringComparison.Ordinal);

    private WeirException Fails(Planned plugin) => Assert.Throws<WeirException>(() => Rows("SELECT 1 AS x", plugin));

    private List<string> Rows(string sql, params Plugin[] plugins)
    {
        using Session session = Session(plugins);
        using QueryResult result = session.Run(new Query($"SELECT COLUMNS(*)::VARCHAR FROM ({sql})"));
        return [.. Lake.Texts(result)];
    }

    // A runtime keeps the names of its plugins, and the cases use the same ones: each has its own.
    private Session Session(params Plugin[] plugins)
    {
        Lake lake = new(options => Array.ForEach(plugins, options.EmbeddedPlugins.Add));
        _lakes.Add(lake);
        return lake.Runtime.NewSession();
    }

    private sealed class Planned(string name, Func<string, string?> plan) : Plugin
    {
        public override PluginDescription Description { get; } = new(name, "1.0.0");

        public override IReadOnlyList<PluginRelationPlanner> RelationPlanners { get; } = [new Planner($"plan_{name}", plan)];
    }

    private sealed class Planner(string name, Func<string, string?> plan) : PluginRelationPlanner(name)
    {
        public override string? Rewrite(string syntaxTreeJson) => plan(syntaxTreeJson);
    }
}
