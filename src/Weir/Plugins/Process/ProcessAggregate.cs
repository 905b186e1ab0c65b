using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Plugins.Process;

/// <summary>
/// An aggregate function in a child process. Its states live in the child; the host's bytes hold the number of one
/// and which child it is in. A state has no number until rows come.
/// </summary>
internal sealed unsafe class ProcessAggregate : PluginAggregate
{
    // Below is a block of the worker that would never be full.
    private const long FirstNumber = 4_096;

    private readonly WorkerLink _link;
    private readonly int _index;
    private readonly string _called;
    private long _last = FirstNumber - 1;

    public ProcessAggregate(WorkerLink link, FunctionSurface surface, int index) : base(surface.Name, surface.Parameters)
    {
        _link = link;
        _index = index;
        _called = $"aggregate function '{surface.Name}'";
        Aliases = surface.Aliases;
        FurtherArguments = surface.FurtherArguments;
        IsVolatile = surface.IsVolatile;
        Summary = surface.Summary;
        SeesNulls = surface.SeesNulls;
        IsOrderSensitive = surface.IsOrderSensitive;
    }

    public override int StateSizeBytes => sizeof(State);

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) =>
        ProcessResultType.Ask(_link, WireOperation.AggregateResult, _index, _called, argumentTypes);

    public override void Initialize(void* state) => *(State*)state = default;

    public override void Update(ref PluginAggregateCall rows)
    {
        WorkerProcess worker = _link.Current();
        using WorkerCall question = new(_link.Terms, worker, _called, WireOperation.AggregateUpdate, _index, rows.Control.Flag);
        ChannelHeader* header = question.Header;
        header->Rows = rows.RowCount;
        header->ArgumentTypes = question.Number(_link.Terms.Types.Of(rows.ArgumentTypes));
        header->Arguments = ColumnSender.Send(question.Channel, rows.Nodes, rows.ArgumentCount);
        if (rows.RowBits != null)
            header->Mask = question.Channel.Copy(rows.RowBits, ColumnSender.Words(rows.RowCount) * sizeof(ulong));
        bool isOne = rows.RowCount > 0 && AreOne(rows.States, rows.RowCount);
        header->StatesAreOne = isOne ? 1 : 0;
        header->States = Numbers(question.Channel, worker, rows.States, isOne ? 1 : rows.RowCount);
        question.Ask();
    }

    public override void Merge(void** sources, void** targets, int count)
    {
        WorkerProcess worker = _link.Current();
        using WorkerCall question = new(_link.Terms, worker, _called, WireOperation.AggregateMerge, _index);
        question.Header->Rows = count;
        question.Header->States = Numbers(question.Channel, worker, sources, count);
        question.Header->MoreStates = Numbers(question.Channel, worker, targets, count);
        question.Ask();
    }

    public override void Finish(ReadOnlySpan<nint> states, ref ColumnResult result)
    {
        WorkerProcess worker = _link.Current();
        using WorkerCall question = new(_link.Terms, worker, _called, WireOperation.AggregateFinish, _index);
        ChannelHeader* header = question.Header;
        header->Rows = states.Length;
        header->ResultType = question.Number(_link.Terms.Types.Of(result.Type));
        fixed (nint* first = states)
            header->States = Numbers(question.Channel, worker, (void**)first, states.Length);
        ResultTemplate template = ResultTemplate.Ask(question.Channel, result.Node);
        header->Result = template.Place;
        question.Ask();
        question.Take(template, result);
    }

    // Must not throw: what a child that has ended held is gone with it, and what one that fails holds goes with it.
    public override void Destroy(ReadOnlySpan<nint> states)
    {
        foreach (IGrouping<int, long> group in Made(states).GroupBy(state => state.Generation, state => state.Number))
        {
            if (_link.Running(group.Key) is not { } worker)
                continue;
            long[] numbers = [.. group];
            try
            {
                using WorkerCall question = new(_link.Terms, worker, _called, WireOperation.AggregateDestroy, _index);
                question.Header->Rows = numbers.Length;
                question.Header->States = question.Channel.Copy(MemoryMarshal.AsBytes(numbers.AsSpan()));
                question.Ask();
            }
            catch (Exception e) when (e is WeirException or PluginFaultException)
            {
                LogMessages.PluginReleaseFailed(_link.Terms.Request.Log, _link.Terms.Request.Name, _called, e.Message);
            }
        }
    }

    private static List<State> Made(ReadOnlySpan<nint> states)
    {
        List<State> made = [];
        foreach (nint state in states)
            if (((State*)state)->Number != 0)
                made.Add(*(State*)state);
        return made;
    }

    private static bool AreOne(void** states, int count)
    {
        for (int i = 1; i < count; i++)
            if (states[i] != states[0])
                return false;
        return true;
    }

    private long Numbers(SharedChannel channel, WorkerProcess worker, void** states, int count)
    {
        long place = channel.Room((long)count * sizeof(long));
        long* numbers = (long*)(channel.Base + place);
        for (int i = 0; i < count; i++)
        {
            State* state = (State*)states[i];
            if (state->Number == 0)
                *state = new State { Number = Interlocked.Increment(ref _last), Generation = worker.Generation };
            else if (state->Generation != worker.Generation)
                throw PluginProcessErrors.StateLost(_link.Terms.Request.Name, _called, "state");
            numbers[i] = state->Number;
        }
        return place;
    }

    private struct State
    {
        public long Number;
        public int Generation;
    }
}
