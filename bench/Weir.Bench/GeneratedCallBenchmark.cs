using Weir.Arrow;
using Weir.Engine;
using Weir.Plugins;
using Weir.Plugins.Generated;
using Weir.Plugins.Guard;

namespace Weir.Bench;

/// <summary>Functions whose loops the source generator made, called from SQL as a plugin behind its guard, against the same function
/// written by hand on the engine's raw binding, over the same rows in the same database.</summary>
internal static class GeneratedCallBenchmark
{
    private const long Rows = 20_000_000;
    private const double RatioMax = 1.15;

    public static int Run()
    {
        using DuckDatabase database = DuckDatabase.Open(new EngineOptions());
        using Plugin plugin = GuardedPlugin.Wrap(new BenchPlugin(), new PluginCallPolicy());
        database.Register(plugin);
        database.Register(Raw("raw_add", [ArrowType.Int64, ArrowType.Int64], Add));
        database.Register(Raw("raw_hash", [ArrowType.Int64, ArrowType.Utf8], Hash));
        using DuckConnection connection = database.Connect();
        connection.Execute($"CREATE TABLE facts AS SELECT range AS a, {Rows} - range AS b, 'name of row ' || range AS s FROM range({Rows})");
        return RatioRunner.Print(
            $"generated-sql: {Rows:N0} rows through SQL",
            [.. Measure(connection, "a + b", "add(a, b)"), .. Measure(connection, "hash of number and text", "hash(a, s)")]);
    }

    private static IEnumerable<BenchLine> Measure(DuckConnection connection, string name, string call)
    {
        double[] seconds = RatioRunner.Compare(
            11,
            () => Fold(connection, $"SELECT bit_xor(raw_{call}) FROM facts"),
            () => Fold(connection, $"SELECT bit_xor(bench_{call}) FROM facts"));
        yield return new BenchLine($"{name}, raw binding", seconds[0] * 1e9 / Rows, "ns/row", 1);
        yield return new BenchLine($"{name}, generated", seconds[1] * 1e9 / Rows, "ns/row", seconds[1] / seconds[0], RatioMax);
    }

    private static ScalarFunction Raw(string name, IReadOnlyList<ArrowType> arguments, ScalarKernel kernel) =>
        new(name, new ScalarOverload { Arguments = arguments, Result = ArrowType.Int64, Kernel = kernel });

    private static void Add(ref ScalarCall call)
    {
        ReadOnlySpan<long> a = call.Argument(0).Values<long>(), b = call.Argument(1).Values<long>();
        Span<long> result = call.Result.Values<long>();
        foreach (int row in call.Rows)
            result[row] = a[row] + b[row];
    }

    private static void Hash(ref ScalarCall call)
    {
        ReadOnlySpan<long> seeds = call.Argument(0).Values<long>();
        VectorView texts = call.Argument(1);
        Span<long> result = call.Result.Values<long>();
        foreach (int row in call.Rows)
            result[row] = GeneratedFunctions.Hash(seeds[row], texts.Bytes(row));
    }

    private static void Fold(DuckConnection connection, string sql)
    {
        using RecordBatchReader reader = connection.Query(sql);
        using RecordBatch batch = reader.Read() ?? throw new InvalidOperationException("No row came.");
        _ = batch.Column(0).Values<long>()[0];
    }
}
