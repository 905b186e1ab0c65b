using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Engine;

/// <summary>
/// Chains numbers in the order in which they come, sums them beside, and counts its states. Fails where it is told to.
/// </summary>
internal sealed unsafe class ChainAggregate(string name, bool chains = false)
    : PluginAggregate(name, InlinePlugin.Parameters(ArrowType.Int64))
{
    private const long Magic = 0x57454952;

    private long _made;
    private long _destroyed;
    private long _merged;

    public long Made => Interlocked.Read(ref _made);

    public long Destroyed => Interlocked.Read(ref _destroyed);

    public long Merged => Interlocked.Read(ref _merged);

    /// <summary>The value that makes an update fail.</summary>
    public long? FailsAt { get; init; }

    public bool FailsToMake { get; init; }

    public bool FailsToMerge { get; init; }

    public bool FailsToFinish { get; init; }

    public override int StateSizeBytes => sizeof(State);

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("result", ArrowType.Int64);

    public override void Initialize(void* state)
    {
        if (FailsToMake)
            throw new InvalidOperationException("cannot begin");
        Interlocked.Increment(ref _made);
        *(State*)state = new State { Mark = Magic };
    }

    public override void Update(ref PluginAggregateCall rows)
    {
        ColumnView values = rows.Argument(0);
        for (int row = 0; row < rows.RowCount; row++)
        {
            if (!rows.Rows.IsEmpty && (rows.Rows[row >> 6] >> (row & 63) & 1) == 0)
                continue;
            State* state = Checked(rows.States[row]);
            long value = values.IsNull(row) ? 1_000_000 : values.Values<long>()[values.IsConstant ? 0 : row];
            if (value == FailsAt)
                throw new InvalidOperationException($"does not like {value}");
            state->Sum += value;
            state->Chain = (state->Chain * 31 + value) % 1_000_003;
            state->Rows++;
        }
    }

    public override void Merge(void** sources, void** targets, int count)
    {
        if (FailsToMerge)
            throw new InvalidOperationException("cannot merge");
        for (int i = 0; i < count; i++)
        {
            State* source = Checked(sources[i]), target = Checked(targets[i]);
            long power = (long)System.Numerics.BigInteger.ModPow(31, source->Rows, 1_000_003);
            target->Chain = (target->Chain * power + source->Chain) % 1_000_003;
            target->Sum += source->Sum;
            target->Rows += source->Rows;
            Interlocked.Increment(ref _merged);
        }
    }

    public override void Finish(ReadOnlySpan<nint> states, ref ColumnResult result)
    {
        if (FailsToFinish)
            throw new InvalidOperationException("cannot finish");
        for (int i = 0; i < states.Length; i++)
        {
            State* state = Checked((void*)states[i]);
            if (state->Rows == 0)
                result.SetNull(i);
            else
                result.Values<long>()[i] = chains ? state->Chain : state->Sum;
        }
    }

    public override void Destroy(ReadOnlySpan<nint> states)
    {
        foreach (nint state in states)
        {
            Checked((void*)state)->Mark = 0;
            Interlocked.Increment(ref _destroyed);
        }
    }

    private static State* Checked(void* state) =>
        ((State*)state)->Mark == Magic ? (State*)state : throw new InvalidOperationException("This is no live state.");

    private struct State
    {
        public long Mark;
        public long Sum;
        public long Chain;
        public long Rows;
    }
}

/// <summary>The difference to the previous row of the partition.</summary>
internal sealed class GapWindow(string name) : PluginWindow(name, InlinePlugin.Parameters(ArrowType.Int64))
{
    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("result", ArrowType.Int64);

    public override void Evaluate(ref PluginWindowCall partition)
    {
        ColumnView values = partition.Argument(0);
        for (int row = 0; row < partition.RowCount; row++)
        {
            if (row == 0 || values.IsNull(row) || values.IsNull(row - 1))
                partition.Result.SetNull(row);
            else
                partition.Result.Values<long>()[row] = values.Values<long>()[row] - values.Values<long>()[row - 1];
        }
    }
}
