using Weir.Arrow;

namespace Weir.Plugins.Process;

/// <summary>One call of an aggregate in a worker.</summary>
internal sealed unsafe class WorkerAggregate(SharedChannel channel, PluginAggregate aggregate, WorkerStates states, Func<int, ArrowType[]> types)
{
    private int Rows => channel.Header->Rows;

    private long* Numbers => (long*)(channel.Base + channel.Header->States);

    public void Run(WireOperation operation)
    {
        switch (operation)
        {
            case WireOperation.AggregateUpdate:
                Update();
                break;
            case WireOperation.AggregateMerge:
                aggregate.Merge(Find(Numbers), Find((long*)(channel.Base + channel.Header->MoreStates)), Rows);
                break;
            case WireOperation.AggregateFinish:
                Finish();
                break;
            default:
                states.Destroy(Numbers, Rows);
                break;
        }
    }

    private void Update()
    {
        ChannelHeader* header = channel.Header;
        ArrowType[] argumentTypes = types(header->ArgumentTypes);
        PluginAggregateCall call = new(
            ColumnSender.Receive(channel, header->Arguments, argumentTypes.Length), argumentTypes, Rows,
            header->StatesAreOne != 0 ? One() : Find(Numbers), Question.Mask(channel), new PluginCallControl(&header->Cancel));
        aggregate.Update(ref call);
    }

    private void Finish()
    {
        ChannelHeader* header = channel.Header;
        void** found = Find(Numbers);
        using WorkerResult result = new(channel, header->Result, types(header->ResultType)[0]);
        ColumnResult place = result.Place;
        aggregate.Finish(new ReadOnlySpan<nint>(found, Rows), ref place);
        result.Finish();
    }

    // Pointers need as much room as numbers do, and nobody else writes behind the question.
    private void** Find(long* numbers)
    {
        void** found = (void**)(channel.Base + channel.Room((long)Rows * sizeof(void*)));
        states.Find(numbers, Rows, found);
        return found;
    }

    private void** One()
    {
        void** found = (void**)(channel.Base + channel.Room((long)Rows * sizeof(void*)));
        states.Find(Numbers, 1, found);
        new Span<nint>(found, Rows).Fill((nint)found[0]);
        return found;
    }
}
