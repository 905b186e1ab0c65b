using Weir.Arrow;

namespace Weir.Plugins.Guard;

/// <summary>An aggregate function whose calls are watched.</summary>
internal sealed unsafe class GuardedAggregate : PluginAggregate
{
    private readonly PluginAggregate _inner;
    private readonly CallWatch _watch;
    private readonly int _export;

    public GuardedAggregate(PluginAggregate inner, CallWatch watch, int export) : base(inner.Name, inner.Parameters)
    {
        _inner = inner;
        _watch = watch;
        _export = export;
        Aliases = inner.Aliases;
        FurtherArguments = inner.FurtherArguments;
        IsVolatile = inner.IsVolatile;
        Summary = inner.Summary;
        SeesNulls = inner.SeesNulls;
        IsOrderSensitive = inner.IsOrderSensitive;
    }

    public override int StateSizeBytes => _inner.StateSizeBytes;

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => CallScope.ResultOf(_watch, _export, _inner.ResultOf, argumentTypes);

    public override void Initialize(void* state)
    {
        using CallScope scope = new(_watch, _export, PluginOperation.Initialize);
        try
        {
            _inner.Initialize(state);
        }
        catch (Exception e)
        {
            throw scope.Fault(e);
        }
    }

    public override void Update(ref PluginAggregateCall rows)
    {
        using CallScope scope = new(_watch, _export, PluginOperation.Update, rows.RowCount, rows.Control.Flag);
        try
        {
            PluginAggregateCall watched = new(
                rows.Nodes, rows.ArgumentTypes, rows.RowCount, rows.States, rows.RowBits, scope.Control);
            _inner.Update(ref watched);
            scope.InTime();
        }
        catch (Exception e)
        {
            throw scope.Fault(e);
        }
    }

    public override void Merge(void** sources, void** targets, int count)
    {
        using CallScope scope = new(_watch, _export, PluginOperation.Merge, count);
        try
        {
            _inner.Merge(sources, targets, count);
            scope.InTime();
        }
        catch (Exception e)
        {
            throw scope.Fault(e);
        }
    }

    public override void Finish(ReadOnlySpan<nint> states, ref ColumnResult result)
    {
        using CallScope scope = new(_watch, _export, PluginOperation.Finish, states.Length);
        try
        {
            _inner.Finish(states, ref result);
            scope.InTime();
        }
        catch (Exception e)
        {
            throw scope.Fault(e);
        }
    }

    // What the states of a fenced plugin hold is lost until the process ends: no call can free it. An aggregate
    // must not throw here; one that does loses what the states hold, and the log says so.
    public override void Destroy(ReadOnlySpan<nint> states)
    {
        if (_watch.Stuck is not null)
            return;
        using CallScope scope = new(_watch, _export, PluginOperation.Destroy, states.Length);
        try
        {
            _inner.Destroy(states);
        }
        catch (Exception e)
        {
            scope.Tell(e);
        }
    }
}
