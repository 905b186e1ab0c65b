using Weir.Arrow;

namespace Weir.Plugins.Process;

/// <summary>A scalar function in a child process.</summary>
internal sealed unsafe class ProcessScalar : PluginScalar
{
    private readonly WorkerLink _link;
    private readonly int _index;
    private readonly string _called;

    public ProcessScalar(WorkerLink link, FunctionSurface surface, int index) : base(surface.Name, surface.Parameters)
    {
        _link = link;
        _index = index;
        _called = $"scalar function '{surface.Name}'";
        Aliases = surface.Aliases;
        FurtherArguments = surface.FurtherArguments;
        IsVolatile = surface.IsVolatile;
        Summary = surface.Summary;
        SeesNulls = surface.SeesNulls;
        IsTotal = surface.IsTotal;
        IsPlanned = surface.IsPlanned;
    }

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) =>
        ProcessResultType.Ask(_link, WireOperation.ScalarResult, _index, _called, argumentTypes);

    public override object Bind(PluginBinding binding)
    {
        ProcessBound bound = new(_link, _index, _called, WireBinding.Write(binding));
        // The plugin may refuse the call, and does so now.
        bound.NumberIn(_link.Current());
        return bound;
    }

    public override object? NewState(object? bound) =>
        bound is ProcessBound call ? new ProcessState(_link, _index, _called, call) : null;

    public override void Invoke(ref PluginScalarCall batch)
    {
        WorkerProcess worker = _link.Current();
        long bound = batch.Bound is ProcessBound call ? call.NumberIn(worker) : 0;
        long state = batch.State is ProcessState made ? made.NumberIn(worker) : 0;
        using WorkerCall question = new(_link.Terms, worker, _called, WireOperation.ScalarInvoke, _index, batch.Control.Flag);
        ChannelHeader* header = question.Header;
        header->Rows = batch.RowCount;
        header->Subject = bound;
        header->State = state;
        header->ArgumentTypes = question.Number(_link.Terms.Types.Of(batch.ArgumentTypes));
        header->ResultType = question.Number(_link.Terms.Types.Of(batch.Result.Type));
        header->Arguments = ColumnSender.Send(question.Channel, batch.Nodes, batch.ArgumentCount);
        if (batch.RowBits != null)
            header->Mask = question.Channel.Copy(batch.RowBits, ColumnSender.Words(batch.RowCount) * sizeof(ulong));
        ResultTemplate template = ResultTemplate.Ask(question.Channel, batch.Result.Node);
        header->Result = template.Place;
        question.Ask();
        question.Take(template, batch.Result);
    }
}
