using Weir.Arrow;

namespace Weir.Bench;

/// <summary>interval_align of two tables of spans, all of one path, against the join that one would write by hand: equal paths, bounds compared row by row.</summary>
internal static class IntervalAlignBenchmark
{
    private const int Rows = 100_000;
    private const double RatioMax = 0.2;

    private const string Naive = """
        SELECT count(*) FROM (
            SELECT l.i, row_number() OVER (PARTITION BY l.i ORDER BY r.bend - r.bstart, r.bstart, r.bend) AS place
            FROM spans AS l JOIN containers AS r ON l.path = r.path AND r.bstart <= l.bstart AND r.bend >= l.bend)
        WHERE place = 1
        """;

    private const string Aligned = "SELECT count(*) FROM interval_align(spans, containers, mode := 'CONTAINED_BEST')";

    public static int Run()
    {
        string folder = Directory.CreateTempSubdirectory("weir-intervals-").FullName;
        try
        {
            using WeirRuntime runtime = WeirRuntime.Open();
            using Session session = runtime.NewSession();
            Write(session, folder, "spans", lengthMax: 20);
            Write(session, folder, "containers", lengthMax: 300);
            double[] seconds = RatioRunner.Compare(1, () => Count(session, Naive), () => Count(session, Aligned));
            return RatioRunner.Print($"interval-align: {Rows:N0} x {Rows:N0} spans of one path",
            [
                new BenchLine("join on path, bounds as conditions", seconds[0], "s", 1),
                new BenchLine("interval_align", seconds[1], "s", seconds[1] / seconds[0], RatioMax),
            ]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(Session session, string folder, string table, int lengthMax)
    {
        string select = $"""
            SELECT i, 'src/app.cs' AS path, (hash(i * {lengthMax}) % {Rows * 10})::BIGINT AS bstart,
                ((hash(i * {lengthMax}) % {Rows * 10}) + 1 + hash(i + 7) % {lengthMax})::BIGINT AS bend
            FROM range({Rows}) AS r(i)
            """;
        DatasetLocation location = new(Path.Combine(folder, table));
        session.WriteAsync(location, new Query(select), DeltaWriteMode.Overwrite).GetAwaiter().GetResult();
        session.Register(table, location);
    }

    private static void Count(Session session, string sql)
    {
        using QueryResult result = session.Run(new Query(sql));
        using RecordBatchReader reader = result.AsReader();
        using RecordBatch batch = reader.Read() ?? throw new InvalidOperationException("No row came.");
        if (batch.Column(0).Values<long>()[0] == 0)
            throw new InvalidOperationException("No span is in a container.");
    }
}
