using System.Diagnostics;
using System.Globalization;
using Weir.Arrow;
using Weir.Engine;

namespace Weir.Bench;

/// <summary>
/// Files that are left out: a point query on a table of very many files, of which one holds its row, with the snapshot in memory; and
/// a query for the first hundred of very many rows in 2,000 files against the same query over the files as a glob.
/// </summary>
internal static class DeltaPruneBenchmark
{
    private const int FilesDefault = 100_000;
    private const long RowsDefault = 100_000_000;
    private const int RowsAFile = 1_000;
    private const int GlobFiles = 2_000;
    private const double PointMs = 60;
    private const double GlobRatioMax = 1 / 30.0;
    private const string Schema =
        """{\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}},{\"name\":\"v\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}]}""";

    /// <summary>Runs both parts.</summary>
    /// <param name="options">Files of the first part, rows of the second; 0 leaves a part out.</param>
    public static int Run(string[] options)
    {
        int files = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : FilesDefault;
        long rows = options.Length > 1 ? long.Parse(options[1], CultureInfo.InvariantCulture) : RowsDefault;
        string folder = Directory.CreateTempSubdirectory("weir-prune-").FullName;
        try
        {
            using WeirRuntime runtime = WeirRuntime.Open();
            int exit = files > 0 ? Point(runtime, Path.Combine(folder, "point"), files) : 0;
            return rows > 0 ? Math.Max(exit, Glob(runtime, Path.Combine(folder, "glob"), rows)) : exit;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Point(WeirRuntime runtime, string table, int files)
    {
        int wanted = files / 2;
        Directory.CreateDirectory(table);
        Write(runtime.NewSession(), table, wanted, RowsAFile);
        WriteLog(table, files, RowsAFile);
        using Session session = runtime.NewSession();
        session.Register("t", new DatasetLocation(table));
        string sql = $"SELECT count(*) FROM t WHERE id = {((long)wanted * RowsAFile) + 7}";
        long start = Stopwatch.GetTimestamp();
        Require(session, sql, 1, 1);
        double first = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double[] seconds = RatioRunner.Compare(21,
            () => Require(session, sql, 1, 1),
            () => Require(session, $"SELECT count(*) FROM t WHERE id BETWEEN {(long)wanted * RowsAFile} AND {((long)wanted * RowsAFile) + 6} AND v IS NOT NULL", 7, 1));
        double refreshed = Refreshed(session, sql, table, files);
        return RatioRunner.Print($"delta-prune: a point query on a table of {files:N0} files",
        [
            new BenchLine("first query: log and statistics read", first * 1e3, "ms"),
            new BenchLine("snapshot in memory: id = ...", seconds[0] * 1e3, "ms", Limit: files <= FilesDefault ? PointMs : null),
            new BenchLine("snapshot in memory: two columns", seconds[1] * 1e3, "ms"),
            new BenchLine("after a commit of one more file", refreshed * 1e3, "ms"),
        ]);
    }

    // Each commit adds a file that the query does not need; the first query after it is timed.
    private static double Refreshed(Session session, string sql, string table, int files)
    {
        double[] seconds = new double[9];
        for (int i = 0; i < seconds.Length; i++)
        {
            WriteCommit(table, version: i + 1, file: files + i);
            long start = Stopwatch.GetTimestamp();
            Require(session, sql, 1, 1);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(seconds);
        return seconds[seconds.Length / 2];
    }

    private static int Glob(WeirRuntime runtime, string table, long rows)
    {
        int each = (int)(rows / GlobFiles);
        Directory.CreateDirectory(table);
        using Session session = runtime.NewSession();
        for (int file = 0; file < GlobFiles; file++)
            Write(session, table, file, each);
        WriteLog(table, GlobFiles, each);
        session.Register("t", new DatasetLocation(table));
        string glob = $"read_parquet('{table}/*.parquet')";
        (string What, string Select)[] queries = [("count", "count(*)"), ("sum of another column", "sum(v - v + 1)::BIGINT")];
        List<BenchLine> lines = [];
        foreach ((string what, string select) in queries)
        {
            void OverGlob() => Require(session, $"SELECT {select} FROM {glob} WHERE id < 100", 100, null);
            void OverTable() => Require(session, $"SELECT {select} FROM t WHERE id < 100", 100, 1);
            double globSeconds = RatioRunner.Compare(15, OverGlob)[0], tableSeconds = RatioRunner.Compare(51, OverTable)[0];
            // In turns, each query finds the processor's caches as the glob has left them. What the engine then takes for the one file alone
            // tells how near to the limit anyone could come.
            void OverFile() => Require(session, $"SELECT {select} FROM read_parquet('{table}/{Name(0)}') WHERE id < 100", 100, null);
            double[] inTurns = RatioRunner.Compare(15, OverGlob, OverTable, OverGlob, OverFile);
            lines.AddRange(
            [
                new BenchLine($"glob: {what}", globSeconds * 1e3, "ms", 1),
                new BenchLine($"Delta: {what}", tableSeconds * 1e3, "ms", tableSeconds / globSeconds, GlobRatioMax),
                new BenchLine($"Delta: {what}, in turns with the glob", inTurns[1] * 1e3, "ms", inTurns[1] / inTurns[0], GlobRatioMax),
                new BenchLine($"the one file by its name: {what}, in turns", inTurns[3] * 1e3, "ms", inTurns[3] / inTurns[2]),
            ]);
        }
        return RatioRunner.Print($"delta-prune: id < 100 of {rows:N0} rows in {GlobFiles:N0} files, each way by itself", lines);
    }

    private static void Write(Session session, string table, int file, int rows)
    {
        using DuckConnection connection = session.Host.Engine.Connect();
        long first = (long)file * rows;
        connection.Execute($"COPY (SELECT i AS id, i * 7 AS v FROM range({first}, {first + rows}) AS r(i)) TO '{table}/{Name(file)}' (FORMAT parquet)");
    }

    private static string Name(int file) => string.Create(CultureInfo.InvariantCulture, $"part-{file:D7}.parquet");

    private const string Add = """{"add":{"path":"PATH","partitionValues":{},"size":10000,"modificationTime":0,"dataChange":true,"stats":"STATS"}}""";
    private const string Stats = """{\"numRecords\":ROWS,\"minValues\":{\"id\":LOW,\"v\":VLOW},\"maxValues\":{\"id\":TOP,\"v\":VTOP},\"nullCount\":{\"id\":0,\"v\":0}}""";

    private static void WriteCommit(string table, int version, int file) => File.WriteAllText(
        Path.Combine(table, "_delta_log", string.Create(CultureInfo.InvariantCulture, $"{version:D20}.json")), $"{AddOf(file, RowsAFile)}\n");

    private static string AddOf(int file, int rows)
    {
        long first = (long)file * rows, last = first + rows - 1;
        string stats = Filled(Stats, ("ROWS", rows), ("VLOW", first * 7), ("VTOP", last * 7), ("LOW", first), ("TOP", last));
        return Add.Replace("PATH", Name(file), StringComparison.Ordinal).Replace("STATS", stats, StringComparison.Ordinal);
    }

    private static void WriteLog(string table, int files, int rows)
    {
        const string Protocol = """{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}""";
        const string Metadata = """{"metaData":{"id":"t","format":{"provider":"parquet","options":{}},"schemaString":"SCHEMA","partitionColumns":[],"configuration":{},"createdTime":0}}""";
        string log = Directory.CreateDirectory(Path.Combine(table, "_delta_log")).FullName;
        using StreamWriter writer = new(Path.Combine(log, "00000000000000000000.json"));
        writer.Write($"{Protocol}\n{Metadata.Replace("SCHEMA", Schema, StringComparison.Ordinal)}\n");
        for (int file = 0; file < files; file++)
            writer.Write($"{AddOf(file, rows)}\n");
    }

    private static string Filled(string template, params (string Name, long Value)[] values) => values.Aggregate(template, (text, value) =>
        text.Replace(value.Name, value.Value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

    private static void Require(Session session, string sql, long expected, int? filesRead)
    {
        using QueryResult result = session.Run(new Query(sql));
        using RecordBatchReader reader = result.AsReader();
        using RecordBatch batch = reader.Read() ?? throw new InvalidOperationException("No row came.");
        long actual = batch.Column(0).Values<long>()[0];
        if (actual != expected || (filesRead is not null && result.Tables[0].Files!.FilesRead != filesRead))
            throw new InvalidOperationException($"{sql} gave {actual} from {string.Join(", ", result.Tables)}.");
    }
}
