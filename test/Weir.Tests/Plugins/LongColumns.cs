using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins;

/// <summary>Calls functions of 64-bit numbers on arrays, as a host does.</summary>
internal sealed unsafe class LongColumns : ResultSink
{
    public static readonly IReadOnlyList<ArrowType> One = [ArrowType.Int64];
    public static readonly IReadOnlyList<ArrowType> Two = [ArrowType.Int64, ArrowType.Int64];

    public static long[] Invoke(PluginScalar function, long[] left, long[] right, object? bound = null, object? state = null) =>
        Invoke(function, left, right, null, bound, state);

    public static long[] Invoke(PluginScalar function, long[] left, long[] right, int* flag, object? bound = null, object? state = null)
    {
        long[] results = new long[left.Length];
        fixed (long* a = left, b = right, r = results)
        {
            ColumnNode* nodes = stackalloc ColumnNode[2];
            nodes[0] = Node(a, left.Length);
            nodes[1] = Node(b, right.Length);
            ResultNode result = Result(r, results.Length);
            PluginScalarCall call = new(nodes, Two, new ColumnResult(&result, new LongColumns(), ArrowType.Int64), null, bound, state, new PluginCallControl(flag));
            function.Invoke(ref call);
        }
        return results;
    }

    public static ColumnNode Node(long* values, int length) => new() { Data = values, Length = length, Layout = ColumnLayout.Fixed, ValueBytes = 8 };

    public static ResultNode Result(long* values, int length) => new() { Data = values, Length = length, Layout = ColumnLayout.Fixed, ValueBytes = 8 };

    public override void MakeValidity(ResultNode* node) => throw new NotSupportedException("These functions give no NULL.");

    public override void SetBytes(ResultNode* node, int row, ReadOnlySpan<byte> bytes) => throw new NotSupportedException("These functions give numbers.");

    public override int AppendList(ResultNode* node, int row, int length) => throw new NotSupportedException("These functions give numbers.");
}
