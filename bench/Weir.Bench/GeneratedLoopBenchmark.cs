using System.Numerics;
using System.Runtime.CompilerServices;
using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Generated;

namespace Weir.Bench;

/// <summary>Loops of the source generator against the same loops written by hand over spans, on one batch in cache. Runs are short and many, so
/// that the median is that of runs which nobody interrupted.</summary>
internal static unsafe class GeneratedLoopBenchmark
{
    private const int Rows = 2048;
    // About a tenth of a millisecond.
    private const int Batches = 100;
    private const double RatioMax = 1.1;

    private delegate void Loop(ref PluginScalarCall batch);

    private sealed record Way(string Name, PluginScalar Generated, Loop Hand, bool HasNulls, bool HasConstant);

    public static int Run()
    {
        using BenchPlugin plugin = new();
        PluginScalar Of(string name) => plugin.Scalars.Single(function => function.Name == name);
        Way[] ways =
        [
            new("add", Of("bench_add"), Add, HasNulls: false, HasConstant: false),
            new("add, 10 % NULL", Of("bench_add"), AddWanted, HasNulls: true, HasConstant: false),
            new("add, total, 10 % NULL", Of("bench_add_total"), Add, HasNulls: true, HasConstant: false),
            new("add, constant", Of("bench_add"), AddConstant, HasNulls: false, HasConstant: true),
            new("hash of number and text", Of("bench_hash"), Hash, HasNulls: false, HasConstant: false),
        ];
        return RatioRunner.Print($"generated: {Batches:N0} batches of {Rows:N0} rows", [.. ways.SelectMany(Measure)]);
    }

    private static IEnumerable<BenchLine> Measure(Way way)
    {
        double[] seconds = MeasureBoth(way);
        double scale = 1e9 / Batches / Rows;
        yield return new BenchLine($"{way.Name}, by hand", seconds[0] * scale, "ns/row", 1);
        yield return new BenchLine($"{way.Name}, generated", seconds[1] * scale, "ns/row", seconds[1] / seconds[0], RatioMax);
    }

    private static double[] MeasureBoth(Way way)
    {
        long[] left = [.. Enumerable.Range(0, Rows).Select(i => (long)i)], right = [.. left.Reverse()], result = new long[Rows];
        int[] texts = [.. Enumerable.Range(0, Rows).SelectMany(i => new[] { 8, i, ~i, 0 })];
        ulong[] wanted = [.. Enumerable.Range(0, Rows / 64).Select(i => ~(0x0204_0810_2040_8102UL >> (i % 7)))];
        bool isHash = way.Generated.Parameters[1].Type!.IsText;
        ArrowType[] types = [ArrowType.Int64, way.Generated.Parameters[1].Type!];
        fixed (long* first = left, second = right, target = result)
        fixed (int* text = texts)
        fixed (ulong* bits = wanted)
        {
            ColumnNode* nodes = stackalloc ColumnNode[2];
            nodes[0] = new ColumnNode { Data = first, Length = Rows, ValueBytes = 8 };
            nodes[1] = isHash
                ? new ColumnNode { Data = text, Length = Rows, Layout = ColumnLayout.Texts }
                : new ColumnNode { Data = second, Length = way.HasConstant ? 1 : Rows, ValueBytes = 8, IsConstant = way.HasConstant };
            ResultNode results = new() { Data = target, Length = Rows, ValueBytes = 8 };
            Batch batch = new(nodes, types, &results, way.HasNulls ? bits : null);
            return RatioRunner.Compare(2001, () => batch.Run(way.Hand), () => batch.Run(way.Generated.Invoke));
        }
    }

    // Lambdas cannot hold pointers.
    private sealed class Batch(ColumnNode* nodes, ArrowType[] types, ResultNode* result, ulong* rows)
    {
        private readonly NoSink _sink = new();

        public void Run(Loop loop)
        {
            for (int i = 0; i < Batches; i++)
            {
                PluginScalarCall call = new(nodes, types, new ColumnResult(result, _sink, ArrowType.Int64), rows, null, null, default);
                loop(ref call);
            }
        }
    }

    private sealed class NoSink : ResultSink
    {
        public override void MakeValidity(ResultNode* node) => throw new InvalidOperationException("No row is NULL here.");

        public override void SetBytes(ResultNode* node, int row, ReadOnlySpan<byte> bytes) => throw new InvalidOperationException("No row is a text here.");

        public override int AppendList(ResultNode* node, int row, int length) => throw new InvalidOperationException("No row is a list here.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(ref PluginScalarCall batch)
    {
        ReadOnlySpan<long> a = batch.Argument(0).Values<long>(), b = batch.Argument(1).Values<long>();
        Span<long> result = batch.Result.Values<long>();
        for (int i = 0; i < result.Length; i++)
            result[i] = a[i] + b[i];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddConstant(ref PluginScalarCall batch)
    {
        ReadOnlySpan<long> a = batch.Argument(0).Values<long>();
        long b = batch.Argument(1).Values<long>()[0];
        Span<long> result = batch.Result.Values<long>();
        for (int i = 0; i < result.Length; i++)
            result[i] = a[i] + b;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddWanted(ref PluginScalarCall batch)
    {
        ReadOnlySpan<long> a = batch.Argument(0).Values<long>(), b = batch.Argument(1).Values<long>();
        Span<long> result = batch.Result.Values<long>();
        ReadOnlySpan<ulong> rows = batch.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            for (ulong word = rows[i]; word != 0; word &= word - 1)
            {
                int row = (i * 64) + BitOperations.TrailingZeroCount(word);
                result[row] = a[row] + b[row];
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Hash(ref PluginScalarCall batch)
    {
        ReadOnlySpan<long> seeds = batch.Argument(0).Values<long>();
        ColumnView texts = batch.Argument(1);
        Span<long> result = batch.Result.Values<long>();
        for (int i = 0; i < result.Length; i++)
            result[i] = GeneratedFunctions.Hash(seeds[i], texts.GetBytes(i));
    }
}
