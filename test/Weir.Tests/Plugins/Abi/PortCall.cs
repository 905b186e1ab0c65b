using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Abi;

namespace Weir.Tests.Plugins.Abi;

/// <summary>Calls of the port as a host makes them, with results in Arrow arrays.</summary>
internal static unsafe class PortCall
{
    public static RecordBatch Scalar(PluginScalar scalar, EngineColumns arguments, int rows, PluginCallControl control = default)
    {
        bool[] isConstant = [.. Enumerable.Range(0, arguments.Types.Count).Select(i => arguments.Nodes[i].IsConstant)];
        object? bound = scalar.Bind(new PluginBinding(arguments.Types, null, isConstant));
        object? state = null;
        try
        {
            state = scalar.NewState(bound);
            using ArrowResultSink sink = new(scalar.ResultOf(arguments.Types).Type, rows);
            PluginScalarCall call = new(arguments.Nodes, arguments.Types, sink.Result, null, bound, state, control);
            scalar.Invoke(ref call);
            return Batch(sink, scalar.ResultOf(arguments.Types).Type);
        }
        finally
        {
            (state as IDisposable)?.Dispose();
            (bound as IDisposable)?.Dispose();
        }
    }

    public static RecordBatch Window(PluginWindow window, EngineColumns arguments, int rows)
    {
        ArrowType type = window.ResultOf(arguments.Types).Type;
        using ArrowResultSink sink = new(type, rows);
        PluginWindowCall call = new(arguments.Nodes, arguments.Types, sink.Result, default);
        window.Evaluate(ref call);
        return Batch(sink, type);
    }

    /// <summary>Two halves of the rows in states of their own, merged; one result.</summary>
    public static RecordBatch Aggregate(PluginAggregate aggregate, EngineColumns first, EngineColumns second, int firstRows, int secondRows)
    {
        ArrowType type = aggregate.ResultOf(first.Types).Type;
        NativeBlocks memory = new();
        void** states = stackalloc void*[2];
        int made = 0;
        try
        {
            for (; made < 2; made++)
            {
                states[made] = memory.AllocateZeroed(aggregate.StateSizeBytes);
                aggregate.Initialize(states[made]);
            }
            Update(aggregate, first, firstRows, states[0]);
            Update(aggregate, second, secondRows, states[1]);
            aggregate.Merge(states + 1, states, 1);
            using ArrowResultSink sink = new(type, 1);
            ColumnResult result = sink.Result;
            aggregate.Finish(new ReadOnlySpan<nint>(states, 1), ref result);
            return Batch(sink, type);
        }
        finally
        {
            aggregate.Destroy(new ReadOnlySpan<nint>(states, made));
            memory.Release();
        }
    }

    private static void Update(PluginAggregate aggregate, EngineColumns arguments, int rows, void* state)
    {
        nint[] states = [.. Enumerable.Repeat((nint)state, rows + 1)];
        fixed (nint* first = states)
        {
            PluginAggregateCall call = new(arguments.Nodes, arguments.Types, rows, (void**)first, null, default);
            aggregate.Update(ref call);
        }
    }

    private static RecordBatch Batch(ArrowResultSink sink, ArrowType type)
    {
        CArrowArray column = default;
        sink.MoveTo(&column);
        CArrowArray* child = &column;
        void* noValidity = null;
        CArrowArray root = new() { Length = column.Length, BufferCount = 1, Buffers = &noValidity, ChildCount = 1, Children = &child, Release = &Nothing };
        using RecordBatch borrowed = ArrowC.ImportBatch(&root, new Schema(new Field("result", type)));
        using RecordBatch nothing = borrowed.Slice(0, 0);
        RecordBatch copy = RecordBatch.Concat([borrowed, nothing]);
        column.Release(&column);
        return copy;
    }

    [System.Runtime.InteropServices.UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static void Nothing(CArrowArray* array)
    {
    }
}
