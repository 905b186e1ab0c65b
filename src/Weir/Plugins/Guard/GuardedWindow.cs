using Weir.Arrow;

namespace Weir.Plugins.Guard;

/// <summary>A window function whose calls are watched.</summary>
internal sealed unsafe class GuardedWindow : PluginWindow
{
    private readonly PluginWindow _inner;
    private readonly CallWatch _watch;
    private readonly int _export;

    public GuardedWindow(PluginWindow inner, CallWatch watch, int export) : base(inner.Name, inner.Parameters)
    {
        _inner = inner;
        _watch = watch;
        _export = export;
        Aliases = inner.Aliases;
        FurtherArguments = inner.FurtherArguments;
        IsVolatile = inner.IsVolatile;
        Summary = inner.Summary;
    }

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => CallScope.ResultOf(_watch, _export, _inner.ResultOf, argumentTypes);

    public override void Evaluate(ref PluginWindowCall partition)
    {
        using CallScope scope = new(_watch, _export, PluginOperation.Evaluate, partition.RowCount, partition.Control.Flag);
        try
        {
            PluginWindowCall watched = new(partition.Nodes, partition.ArgumentTypes, partition.Result, scope.Control);
            _inner.Evaluate(ref watched);
            scope.InTime();
        }
        catch (Exception e)
        {
            throw scope.Fault(e);
        }
    }
}
