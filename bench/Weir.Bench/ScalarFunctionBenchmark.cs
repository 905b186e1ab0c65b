using System.Buffers.Binary;
using Weir.Arrow;
using Weir.Engine;

namespace Weir.Bench;

/// <summary>A 64-bit hash of a text column: ours in C#, called row by row through the bridge, against the built-in.</summary>
internal static class ScalarFunctionBenchmark
{
    private const long Rows = 20_000_000;
    private const double RatioMax = 1.2;

    public static int Run()
    {
        using DuckDatabase database = DuckDatabase.Open(new EngineOptions());
        database.Register(new ScalarFunction("text_hash", new ScalarOverload
        {
            Arguments = [ArrowType.Utf8],
            Result = ArrowType.UInt64,
            Kernel = HashRows,
        }));
        using DuckConnection connection = database.Connect();
        connection.Execute($"CREATE TABLE texts AS SELECT 'name of row ' || range AS s FROM range({Rows})");
        double[] seconds = RatioRunner.Compare(
            7,
            () => Sum(connection, "SELECT bit_xor(hash(s)) FROM texts"),
            () => Sum(connection, "SELECT bit_xor(text_hash(s)) FROM texts"));
        return RatioRunner.Print($"scalar: hash of {Rows:N0} texts",
        [
            new BenchLine("built-in hash(VARCHAR)", seconds[0] * 1e9 / Rows, "ns/row", 1),
            new BenchLine("C# hash(VARCHAR)", seconds[1] * 1e9 / Rows, "ns/row", seconds[1] / seconds[0], RatioMax),
        ]);
    }

    internal static void HashRows(ref ScalarCall call)
    {
        VectorView input = call.Argument(0);
        Span<ulong> output = call.Result.Values<ulong>();
        foreach (int row in call.Rows)
            output[row] = Hash(input.Bytes(row));
    }

    // Eight bytes at a time, multiplied and folded; enough mixing to be a fair amount of work.
    private static ulong Hash(ReadOnlySpan<byte> text)
    {
        const ulong Prime = 0x9E3779B97F4A7C15;
        ulong hash = (ulong)text.Length * Prime;
        while (text.Length >= sizeof(ulong))
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text), Prime);
            text = text[sizeof(ulong)..];
        }
        ulong tail = 0;
        foreach (byte b in text)
            tail = (tail << 8) | b;
        return Fold(hash ^ tail, Prime);
    }

    private static ulong Fold(ulong value, ulong prime)
    {
        ulong high = Math.BigMul(value, prime, out ulong low);
        return high ^ low;
    }

    private static void Sum(DuckConnection connection, string sql)
    {
        using RecordBatchReader reader = connection.Query(sql);
        using RecordBatch batch = reader.Read() ?? throw new InvalidOperationException("No row came.");
        if (batch.Column(0).Values<ulong>()[0] == 0)
            throw new InvalidOperationException("The hashes cancel out.");
    }
}
