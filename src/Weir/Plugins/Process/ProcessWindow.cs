using Weir.Arrow;

namespace Weir.Plugins.Process;

/// <summary>A window function in a child process.</summary>
internal sealed unsafe class ProcessWindow : PluginWindow
{
    private readonly WorkerLink _link;
    private readonly int _index;
    private readonly string _called;

    public ProcessWindow(WorkerLink link, FunctionSurface surface, int index) : base(surface.Name, surface.Parameters)
    {
        _link = link;
        _index = index;
        _called = $"window function '{surface.Name}'";
        Aliases = surface.Aliases;
        FurtherArguments = surface.FurtherArguments;
        IsVolatile = surface.IsVolatile;
        Summary = surface.Summary;
    }

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) =>
        ProcessResultType.Ask(_link, WireOperation.WindowResult, _index, _called, argumentTypes);

    public override void Evaluate(ref PluginWindowCall partition)
    {
        using WorkerCall question = new(_link.Terms, _link.Current(), _called, WireOperation.WindowEvaluate, _index, partition.Control.Flag);
        ChannelHeader* header = question.Header;
        header->Rows = partition.RowCount;
        header->ArgumentTypes = question.Number(_link.Terms.Types.Of(partition.ArgumentTypes));
        header->ResultType = question.Number(_link.Terms.Types.Of(partition.Result.Type));
        header->Arguments = ColumnSender.Send(question.Channel, partition.Nodes, partition.ArgumentCount);
        ResultTemplate template = ResultTemplate.Ask(question.Channel, partition.Result.Node);
        header->Result = template.Place;
        question.Ask();
        question.Take(template, partition.Result);
    }
}
