using Weir.Plugins;

namespace Weir.Tests.Plugins.Sample;

/// <summary>
/// The plugin "sample" written against the bare port, in memory: what the same plugin gives behind each
/// of its packagings is held against this one.
/// </summary>
internal sealed class SamplePlugin : Plugin
{
    public const string PluginName = "sample";

    public SamplePlugin() : this(PluginName)
    {
    }

    public SamplePlugin(string name = PluginName, string version = "1.0.0") =>
        Description = new PluginDescription(name, version) { BuildId = "in-memory" };

    public override PluginDescription Description { get; }

    public override IReadOnlyList<PluginScalar> Scalars { get; } = [new SampleAdd(), new SampleGreet(), new SampleHash(), new SampleRepeat()];

    public override IReadOnlyList<PluginAggregate> Aggregates { get; } = [new SampleSum(), new SampleFirst()];

    public override IReadOnlyList<PluginWindow> Windows { get; } = [new SampleRankGap()];

    public override IReadOnlyList<PluginTableFunction> TableFunctions { get; } = [new SampleSeries()];

    public override IReadOnlyList<PluginTableProvider> TableProviders { get; } = [new SampleRows()];

    public override IReadOnlyList<PluginRelationPlanner> RelationPlanners { get; } = [new SampleNowIsEpoch()];
}
