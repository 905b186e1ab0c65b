using Weir.Arrow;

namespace Weir.Plugins.Guard;

/// <summary>A scalar function whose calls are watched.</summary>
internal sealed unsafe class GuardedScalar : PluginScalar
{
    private readonly PluginScalar _inner;
    private readonly CallWatch _watch;
    private readonly int _export;

    public GuardedScalar(PluginScalar inner, CallWatch watch, int export) : base(inner.Name, inner.Parameters)
    {
        _inner = inner;
        _watch = watch;
        _export = export;
        Aliases = inner.Aliases;
        FurtherArguments = inner.FurtherArguments;
        IsVolatile = inner.IsVolatile;
        Summary = inner.Summary;
        SeesNulls = inner.SeesNulls;
        IsTotal = inner.IsTotal;
        IsPlanned = inner.IsPlanned;
    }

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => CallScope.ResultOf(_watch, _export, _inner.ResultOf, argumentTypes);

    public override object? Bind(PluginBinding binding)
    {
        using CallScope scope = new(_watch, _export, PluginOperation.Bind);
        try
        {
            object? bound = _inner.Bind(binding);
            scope.InTime();
            return bound;
        }
        catch (Exception e)
        {
            throw scope.Fault(e);
        }
    }

    public override object? NewState(object? bound)
    {
        using CallScope scope = new(_watch, _export, PluginOperation.NewState);
        try
        {
            object? state = _inner.NewState(bound);
            scope.InTime();
            return state;
        }
        catch (Exception e)
        {
            throw scope.Fault(e);
        }
    }

    public override void Invoke(ref PluginScalarCall batch)
    {
        using CallScope scope = new(_watch, _export, PluginOperation.Invoke, batch.RowCount, batch.Control.Flag);
        try
        {
            PluginScalarCall watched = new(
                batch.Nodes, batch.ArgumentTypes, batch.Result, batch.RowBits, batch.Bound, batch.State, scope.Control);
            _inner.Invoke(ref watched);
            scope.InTime();
        }
        catch (Exception e)
        {
            throw scope.Fault(e);
        }
    }
}
