using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Guard;
using Weir.Plugins.Process;

namespace Weir.Bench;

/// <summary>
/// Adds two BIGINT columns in batches of 2,048 rows, on the port: in process, behind the guard, and in a child process.
/// The child must give 50 million rows a second, the guard cost next to nothing.
/// </summary>
internal static class ProcessBenchmark
{
    private const int BatchRows = 2_048;
    private const int Batches = 10_000;
    private const int SmallCalls = 1_000_000;
    private const double ChildNanosecondsARowMax = 20;
    private const double GuardNanosecondsABatchMax = 100;

    public static int Run()
    {
        using AddPlugin here = new();
        using Plugin guarded = GuardedPlugin.Wrap(new AddPlugin(), new PluginCallPolicy
        {
            Deadline = TimeSpan.FromSeconds(60),
            Breadcrumbs = new BreadcrumbFolder(Path.Combine(Path.GetTempPath(), "weir-bench"), TimeProvider.System, NullLogger.Instance),
        });
        WorkerLoad load = new("add", typeof(AddPlugin).Assembly.Location, null, typeof(AddPlugin).FullName);
        using Plugin child = ProcessPlugin.Start(new ProcessPluginRequest("add", load));
        double[] seconds = RatioRunner.Compare(7, () => Add(here, Batches), () => Add(child, Batches));
        // One row a call, so that the function itself hides nothing.
        double[] calls = RatioRunner.Compare(7, () => Add(here, SmallCalls, rows: 1), () => Add(guarded, SmallCalls, rows: 1));
        double rows = (double)Batches * BatchRows;
        return RatioRunner.Print($"process: a + b, {rows:N0} rows in batches of {BatchRows:N0}",
        [
            new BenchLine("in process", seconds[0] * 1e9 / rows, "ns/row", 1),
            new BenchLine("guard, a batch", (calls[1] - calls[0]) * 1e9 / SmallCalls, "ns", null, GuardNanosecondsABatchMax),
            new BenchLine("child process", seconds[1] * 1e9 / rows, "ns/row", null, ChildNanosecondsARowMax),
            new BenchLine("child process, million rows a second", rows / seconds[1] / 1e6, "M/s"),
            new BenchLine("child process, one row, round trip", RoundTrip(child), "us"),
        ]);
    }

    private static double RoundTrip(Plugin plugin)
    {
        const int Calls = 20_000;
        long start = Stopwatch.GetTimestamp();
        Add(plugin, Calls, rows: 1);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls;
    }

    private static unsafe void Add(Plugin plugin, int batches, int rows = BatchRows)
    {
        ArrowType[] types = [ArrowType.Int64, ArrowType.Int64];
        long[] left = [.. Enumerable.Range(0, rows).Select(row => (long)row)];
        long[] right = [.. left];
        long[] sums = new long[rows];
        NoSink sink = new();
        PluginScalar function = plugin.Scalars[0];
        fixed (long* a = left, b = right, sum = sums)
        {
            ColumnNode* nodes = stackalloc ColumnNode[2];
            nodes[0] = new ColumnNode { Data = a, Length = rows, Layout = ColumnLayout.Fixed, ValueBytes = 8 };
            nodes[1] = new ColumnNode { Data = b, Length = rows, Layout = ColumnLayout.Fixed, ValueBytes = 8 };
            for (int i = 0; i < batches; i++)
            {
                ResultNode result = new() { Data = sum, Length = rows, Layout = ColumnLayout.Fixed, ValueBytes = 8 };
                PluginScalarCall call = new(nodes, types, new ColumnResult(&result, sink, ArrowType.Int64), null, null, null, default);
                function.Invoke(ref call);
            }
        }
        if (sums[rows - 1] != 2L * (rows - 1))
            throw new InvalidOperationException("The sums are wrong.");
    }

    private sealed class AddPlugin : Plugin
    {
        public override PluginDescription Description { get; } = new("add", "1.0.0");

        public override IReadOnlyList<PluginScalar> Scalars { get; } = [new AddFunction()];
    }

    private sealed class AddFunction() : PluginScalar("add", [new("a", ArrowType.Int64), new("b", ArrowType.Int64)])
    {
        public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Int64);

        public override void Invoke(ref PluginScalarCall batch)
        {
            ReadOnlySpan<long> left = batch.Argument(0).Values<long>();
            ReadOnlySpan<long> right = batch.Argument(1).Values<long>();
            Span<long> sum = batch.Result.Values<long>();
            for (int row = 0; row < sum.Length; row++)
                sum[row] = left[row] + right[row];
        }
    }

    private sealed unsafe class NoSink : ResultSink
    {
        public override void MakeValidity(ResultNode* node) => throw new InvalidOperationException("No sum is NULL.");

        public override void SetBytes(ResultNode* node, int row, ReadOnlySpan<byte> bytes) => throw new InvalidOperationException("A sum is no text.");

        public override int AppendList(ResultNode* node, int row, int length) => throw new InvalidOperationException("A sum is no list.");
    }
}
