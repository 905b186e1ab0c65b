using Weir.Arrow;
using Weir.Engine;

namespace Weir.Bench;

/// <summary>Streams 100 million rows to Arrow batches: rows a second, and peak memory above the start.</summary>
internal static class StreamingBenchmark
{
    private const long Rows = 100_000_000;
    private const double MegabytesMax = 200;

    public static int Run()
    {
        using DuckDatabase database = DuckDatabase.Open(new EngineOptions());
        using DuckConnection connection = database.Connect();
        Stream(connection, Numbers(1_000_000));
        List<BenchLine> lines = [];
        foreach ((string name, string sql) in new[]
        {
            ("2 BIGINT columns", Numbers(Rows)),
            ("BIGINT, BIGINT, VARCHAR", $"SELECT range AS id, range * 2 AS twice, 'row ' || (range % 1000) AS label FROM range({Rows})"),
        })
        {
            GC.Collect();
            ProcessMemory.ResetPeak();
            long before = ProcessMemory.Resident;
            double[] seconds = RatioRunner.Compare(3, () => Stream(connection, sql));
            lines.Add(new BenchLine($"{name}: speed", Rows / seconds[0] / 1e6, "M rows/s"));
            lines.Add(new BenchLine($"{name}: peak above start", (ProcessMemory.Peak - before) / 1e6, "MB", Limit: MegabytesMax));
        }
        return RatioRunner.Print($"stream: {Rows:N0} rows as batches of {DuckResultReader.BatchRowsDefault:N0}", lines);
    }

    private static string Numbers(long rows) => $"SELECT range AS id, range * 2 AS twice FROM range({rows})";

    private static void Stream(DuckConnection connection, string sql)
    {
        using RecordBatchReader reader = connection.Query(sql);
        long rows = 0;
        while (reader.Read() is RecordBatch batch)
            using (batch)
                rows += batch.RowCount;
        if (rows is not (Rows or 1_000_000))
            throw new InvalidOperationException($"{rows} rows came.");
    }
}
