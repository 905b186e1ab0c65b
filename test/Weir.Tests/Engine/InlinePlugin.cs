using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Engine;

/// <summary>A plugin whose functions a test writes in place, against the bare port.</summary>
internal sealed class InlinePlugin(string name) : Plugin
{
    private readonly List<PluginScalar> _scalars = [];
    private readonly List<PluginAggregate> _aggregates = [];
    private readonly List<PluginWindow> _windows = [];
    private readonly List<PluginTableFunction> _tables = [];

    public override PluginDescription Description => new(name, "1.0.0");

    public override IReadOnlyList<PluginScalar> Scalars => _scalars;

    public override IReadOnlyList<PluginAggregate> Aggregates => _aggregates;

    public override IReadOnlyList<PluginWindow> Windows => _windows;

    public override IReadOnlyList<PluginTableFunction> TableFunctions => _tables;

    public static PluginParameter[] Parameters(params ArrowType?[] types) =>
        [.. types.Select((type, i) => new PluginParameter($"p{i}", type))];

    public InlinePlugin With(PluginScalar scalar)
    {
        _scalars.Add(scalar);
        return this;
    }

    public InlinePlugin With(PluginAggregate aggregate)
    {
        _aggregates.Add(aggregate);
        return this;
    }

    public InlinePlugin With(PluginWindow window)
    {
        _windows.Add(window);
        return this;
    }

    public InlinePlugin With(PluginTableFunction table)
    {
        _tables.Add(table);
        return this;
    }
}

/// <summary>Computes a batch.</summary>
internal delegate void InlineKernel(ref PluginScalarCall call);

/// <summary>A scalar function made of delegates.</summary>
internal sealed class InlineScalar(string name, PluginParameter[] parameters, ArrowType? result, InlineKernel kernel)
    : PluginScalar(name, parameters)
{
    /// <summary>The result where it depends on the arguments.</summary>
    public Func<IReadOnlyList<ArrowType>, ArrowType>? ResultFrom { get; init; }

    public Func<PluginBinding, object?>? OnBind { get; init; }

    public Func<object?, object?>? OnState { get; init; }

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("result", result ?? ResultFrom!(argumentTypes));

    public override object? Bind(PluginBinding binding) => OnBind?.Invoke(binding);

    public override object? NewState(object? bound) => OnState?.Invoke(bound);

    public override void Invoke(ref PluginScalarCall batch) => kernel(ref batch);
}
