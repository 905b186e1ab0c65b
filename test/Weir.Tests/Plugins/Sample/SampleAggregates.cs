using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Sample;

/// <summary>The sum; NULL of no rows; an overflow is an error.</summary>
internal sealed unsafe class SampleSum() : PluginAggregate("sample_sum", [new("value", ArrowType.Int64)])
{
    public override int StateSizeBytes => sizeof(State);

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Int64);

    public override void Initialize(void* state) => *(State*)state = default;

    public override void Update(ref PluginAggregateCall rows)
    {
        ColumnView values = rows.Argument(0);
        for (int row = 0; row < rows.RowCount; row++)
        {
            if (values.IsNull(row))
                continue;
            Add((State*)rows.States[row], values.Values<long>()[values.IsConstant ? 0 : row]);
        }
    }

    public override void Merge(void** sources, void** targets, int count)
    {
        for (int i = 0; i < count; i++)
        {
            State* source = (State*)sources[i];
            if (source->HasRows != 0)
                Add((State*)targets[i], source->Sum);
        }
    }

    public override void Finish(ReadOnlySpan<nint> states, ref ColumnResult result)
    {
        for (int i = 0; i < states.Length; i++)
        {
            State* state = (State*)states[i];
            if (state->HasRows == 0)
                result.SetNull(i);
            else
                result.Values<long>()[i] = state->Sum;
        }
    }

    private static void Add(State* state, long value)
    {
        state->Sum = checked(state->Sum + value);
        state->HasRows = 1;
    }

    private struct State
    {
        public long Sum;
        public long HasRows;
    }
}

/// <summary>The first text that is not NULL, in the order in which rows come.</summary>
internal sealed unsafe class SampleFirst : PluginAggregate
{
    public SampleFirst() : base("sample_first", [new("value", ArrowType.Utf8)]) => IsOrderSensitive = true;

    public override int StateSizeBytes => sizeof(nint);

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Utf8);

    public override void Initialize(void* state) => *(nint*)state = 0;

    public override void Update(ref PluginAggregateCall rows)
    {
        ColumnView values = rows.Argument(0);
        for (int row = 0; row < rows.RowCount; row++)
        {
            nint* state = (nint*)rows.States[row];
            if (*state == 0 && !values.IsNull(row))
                *state = GCHandle.ToIntPtr(GCHandle.Alloc(values.GetBytes(row).ToArray()));
        }
    }

    public override void Merge(void** sources, void** targets, int count)
    {
        for (int i = 0; i < count; i++)
        {
            nint source = *(nint*)sources[i];
            nint* target = (nint*)targets[i];
            if (*target == 0 && source != 0)
                *target = GCHandle.ToIntPtr(GCHandle.Alloc(GCHandle.FromIntPtr(source).Target));
        }
    }

    public override void Finish(ReadOnlySpan<nint> states, ref ColumnResult result)
    {
        for (int i = 0; i < states.Length; i++)
        {
            nint state = *(nint*)states[i];
            if (state == 0)
                result.SetNull(i);
            else
                result.SetBytes(i, (byte[])GCHandle.FromIntPtr(state).Target!);
        }
    }

    public override void Destroy(ReadOnlySpan<nint> states)
    {
        foreach (nint state in states)
        {
            if (*(nint*)state != 0)
                GCHandle.FromIntPtr(*(nint*)state).Free();
        }
    }
}

/// <summary>The difference to the row before; NULL for the first row and where either is NULL.</summary>
internal sealed class SampleRankGap() : PluginWindow("sample_rank_gap", [new("value", ArrowType.Int64)])
{
    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Int64);

    public override void Evaluate(ref PluginWindowCall partition)
    {
        ColumnView values = partition.Argument(0);
        for (int row = 0; row < partition.RowCount; row++)
        {
            if (row == 0 || values.IsNull(row) || values.IsNull(row - 1))
                partition.Result.SetNull(row);
            else
                partition.Result.Values<long>()[row] = At(values, row) - At(values, row - 1);
        }
    }

    private static long At(ColumnView values, int row) => values.Values<long>()[values.IsConstant ? 0 : row];
}
