using Weir.Arrow;
using Weir.Engine;

namespace Weir.Bench.Tpch;

/// <summary>
/// Verb <c>tpch</c>: the 22 queries over Delta tables against the bare engine on the same Parquet files.
/// Verb <c>append</c>: appending lineitem to a Delta table against a bare COPY of the same SELECT.
/// </summary>
internal static class TpchBench
{
    private const int Scale = 1;
    private const int Repetitions = 5;
    private const double QueryLimit = 1.05;
    private const double AppendLimit = 1.10;

    // Kept between runs: making the tables takes longer than the queries.
    private static string Folder => Path.Combine(Path.GetTempPath(), "weir-bench");

    public static int Queries()
    {
        using TpchLake lake = TpchLake.OpenAsync(Folder, Scale).GetAwaiter().GetResult();
        using DuckConnection bare = lake.BareConnection();
        List<BenchLine> lines = [];
        foreach ((string name, string sql) in TpchText.Queries())
        {
            double[] seconds = RatioRunner.Compare(Repetitions,
                () => Drain(bare.Query(sql)), () => Drain(lake.Session.Run(new Query(sql)).AsReader()));
            lines.Add(new BenchLine($"{name} bare engine", seconds[0] * 1000, "ms"));
            lines.Add(new BenchLine($"{name} over Delta", seconds[1] * 1000, "ms", seconds[1] / seconds[0]));
        }
        double mean = Math.Exp(lines.Where(line => line.Ratio is not null).Average(line => Math.Log(line.Ratio!.Value)));
        lines.Add(new BenchLine("geometric mean of the ratios", mean, "", mean, QueryLimit));
        return RatioRunner.Print($"TPC-H-shaped queries at scale {Scale}, the same Parquet files", lines);
    }

    public static int Append()
    {
        using TpchLake lake = TpchLake.OpenAsync(Folder, Scale).GetAwaiter().GetResult();
        using DuckConnection bare = lake.BareConnection();
        const string Select = "SELECT * FROM lineitem";
        DatasetLocation target = new(Path.Combine(lake.Folder, "appended"));
        string file = Path.Combine(lake.Folder, "bare.parquet");
        Delete(target.Path);
        double[] seconds = RatioRunner.Compare(Repetitions,
            () => Drain(bare.Query($"COPY ({Select}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")),
            () => lake.Session.WriteAsync(target, new Query(Select), DeltaWriteMode.Append).GetAwaiter().GetResult());
        Delete(target.Path);
        File.Delete(file);
        return RatioRunner.Print($"Appending lineitem at scale {Scale}",
        [
            new BenchLine("bare COPY of the same SELECT", seconds[0] * 1000, "ms"),
            new BenchLine("append to a Delta table, flushed to disk", seconds[1] * 1000, "ms", seconds[1] / seconds[0], AppendLimit),
        ]);
    }

    private static void Drain(RecordBatchReader reader)
    {
        using (reader)
        {
            while (reader.Read() is { } batch)
                batch.Dispose();
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
