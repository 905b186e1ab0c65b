using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Abi;

/// <summary>A plugin of every kind of export, each of which throws when it is called.</summary>
internal sealed class FailingPlugin(Func<Exception> fault) : Plugin
{
    public override PluginDescription Description { get; } = new("failing", "1.0.0");

    public override IReadOnlyList<PluginScalar> Scalars { get; } = [new Scalar(fault)];

    public override IReadOnlyList<PluginAggregate> Aggregates { get; } = [new Aggregate(fault)];

    public override IReadOnlyList<PluginWindow> Windows { get; } = [new Window(fault)];

    public override IReadOnlyList<PluginTableFunction> TableFunctions { get; } = [new Table(fault)];

    public override IReadOnlyList<PluginTableProvider> TableProviders { get; } = [new Provider(fault)];

    public override IReadOnlyList<PluginRelationPlanner> RelationPlanners { get; } = [new Planner(fault)];

    private sealed class Scalar(Func<Exception> fault) : PluginScalar("failing_scalar", [new("value", ArrowType.Int64)])
    {
        public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Int64);

        public override void Invoke(ref PluginScalarCall batch) => throw fault();
    }

    private sealed unsafe class Aggregate(Func<Exception> fault) : PluginAggregate("failing_aggregate", [new("value", ArrowType.Int64)])
    {
        public override int StateSizeBytes => 8;

        public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Int64);

        public override void Initialize(void* state) => *(long*)state = 0;

        public override void Update(ref PluginAggregateCall rows) => throw fault();

        public override void Merge(void** sources, void** targets, int count) => throw fault();

        public override void Finish(ReadOnlySpan<nint> states, ref ColumnResult result) => throw fault();

        public override void Destroy(ReadOnlySpan<nint> states) => throw fault();
    }

    private sealed class Window(Func<Exception> fault) : PluginWindow("failing_window", [new("value", ArrowType.Int64)])
    {
        public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Int64);

        public override void Evaluate(ref PluginWindowCall partition) => throw fault();
    }

    private sealed class Table(Func<Exception> fault) : PluginTableFunction("failing_table", [])
    {
        public override PluginTable Bind(PluginBinding binding) => throw fault();
    }

    private sealed class Provider(Func<Exception> fault) : PluginTableProvider("failing_rows")
    {
        public override PluginTable Open(string optionsJson) => throw fault();
    }

    private sealed class Planner(Func<Exception> fault) : PluginRelationPlanner("failing_planner")
    {
        public override string? Rewrite(string syntaxTreeJson) => throw fault();
    }
}
