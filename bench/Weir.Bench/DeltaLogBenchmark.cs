using System.Diagnostics;
using System.Globalization;
using System.Text;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Engine;
using Weir.Sessions;
using Weir.Storage;

namespace Weir.Bench;

/// <summary>Opens and refreshes logs of many files, as commits of JSON and as a checkpoint; no data file is there.</summary>
internal static class DeltaLogBenchmark
{
    private const int Files = 300_000;
    private const int AddsPerCommit = 10_000;

    private static readonly DeltaSchema Schema = new(
        [new StructField("id", DeltaType.Long), new StructField("ts", DeltaType.Timestamp), new StructField("name", DeltaType.String), new StructField("x", DeltaType.Double)]);

    /// <summary>Runs it.</summary>
    /// <param name="options">None; or two folders of logs, of which the second is opened and what that took is printed, in bytes: at the peak, and kept.</param>
    public static int Run(string[] options)
    {
        if (options is [string small, string large])
            return PrintMemory(small, large);
        string folder = Directory.CreateTempSubdirectory("weir-bench-log-").FullName;
        using DuckDatabase database = DuckDatabase.Open(new EngineOptions());
        try
        {
            return RatioRunner.Print($"delta-log: {Files:N0} files, {Add(7).Length:N0} bytes of JSON each", Measure(database, folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<BenchLine> Measure(DuckDatabase database, string folder)
    {
        string small = Log(database, folder, 1_000, checkpoint: true);
        Open(database, small);
        Open(database, Log(database, folder, 1_000, checkpoint: false));
        string json = Log(database, folder, Files, checkpoint: false), parquet = Log(database, folder, Files, checkpoint: true);
        List<BenchLine> lines =
        [
            .. Memory("checkpoint", small, parquet, Files),
            .. Memory("commits", small, json, Files),
            .. Memory("checkpoint", small, Log(database, folder, 1_000_000, checkpoint: true), 1_000_000),
            new("cold open of the commits", Seconds(() => Open(database, json)), "s", Limit: 2.5),
            new("cold open of the checkpoint", Seconds(() => Open(database, parquet)), "s", Limit: 1.0),
            new("refresh after one commit", Refresh(database, parquet) * 1000, "ms", Limit: 5),
        ];
        foreach (int files in new[] { 1_000, 10_000, 100_000, 1_000_000 })
        {
            string log = Log(database, folder, files, checkpoint: true);
            lines.Add(new($"checkpoint of {files:N0} files: cost a file", Seconds(() => Open(database, log)) / files * 1e6, "us"));
        }
        return lines;
    }

    // In a process of its own, which has opened a small log before: what a process has taken once it takes again without growing.
    private static BenchLine[] Memory(string name, string small, string log, int files)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (string argument in (string[])[typeof(DeltaLogBenchmark).Assembly.Location, "delta-log", small, log])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        long[] bytes = [.. process.StandardOutput.ReadToEnd().Split(' ').Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
        process.WaitForExit();
        return
        [
            new($"{name} of {files:N0}: memory kept a file", (double)bytes[1] / files, "bytes", Limit: 400),
            new($"{name} of {files:N0}: peak above the start, a file", (double)bytes[0] / files, "bytes", Limit: 400),
        ];
    }

    private static int PrintMemory(string small, string large)
    {
        using DuckDatabase database = DuckDatabase.Open(new EngineOptions());
        Open(database, small);
        long before = Held();
        ProcessMemory.ResetPeak();
        long resident = ProcessMemory.Resident;
        Snapshot snapshot = Open(database, large);
        long peak = ProcessMemory.Peak - resident;
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{peak} {Held() - before}"));
        GC.KeepAlive(snapshot);
        return 0;
    }

    private static long Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static double Refresh(DuckDatabase database, string log)
    {
        DeltaTable table = Table(database, log);
        Snapshot snapshot = Open(database, log);
        List<double> seconds = [];
        for (int i = 0; i < 20; i++)
        {
            File.WriteAllText(Path.Combine(log, LogPath.Commit(snapshot.Version + 1).Value), Add(Files + i));
            Snapshot before = snapshot;
            seconds.Add(Seconds(() => snapshot = table.RefreshAsync(before, CancellationToken.None).GetAwaiter().GetResult(), times: 1));
        }
        return seconds.Order().ElementAt(seconds.Count / 2);
    }

    private static double Seconds(Action work, int times = 3) => RatioRunner.Compare(times, work)[0];

    private static Snapshot Open(DuckDatabase database, string log) =>
        Table(database, log).OpenAsync(null, CancellationToken.None).GetAwaiter().GetResult();

    private static DeltaTable Table(DuckDatabase database, string log) => new(new LocalStore(log), new EngineCheckpointReader(database.Connect));

    private static string Log(DuckDatabase database, string folder, int files, bool checkpoint)
    {
        string root = Path.Combine(folder, $"{files}-{checkpoint}");
        Directory.CreateDirectory(Path.Combine(root, "_delta_log"));
        long version = 0;
        for (int first = 0; first < files; first += AddsPerCommit, version++)
        {
            using StreamWriter commit = new(Path.Combine(root, LogPath.Commit(version).Value));
            if (version == 0)
                commit.Write(Encoding.UTF8.GetString(ActionWriter.ToCommit([new ProtocolAction(1, 2), new MetadataAction { Id = "b", SchemaString = Schema.ToSchemaString() }])));
            for (int i = first; i < Math.Min(files, first + AddsPerCommit); i++)
                commit.Write(Add(i));
        }
        if (checkpoint)
            Compact(database, root, version - 1);
        return root;
    }

    private static string Add(int i)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"part-{i % 1000:D5}-{(uint)(i * 2654435761L):x8}-0f1e-4d2c-8b3a-{i:x12}-c000.snappy.parquet");
        string stats = string.Create(CultureInfo.InvariantCulture,
            $$$"""{"numRecords":1000,"minValues":{"id":{{{i * 1000L}}},"ts":"2024-01-01T00:00:00.{{{i % 1000:D3}}}Z","name":"n{{{i}}}","x":0.5},"maxValues":{"id":{{{(i * 1000L) + 999}}},"ts":"2024-06-01T00:00:00.{{{i % 1000:D3}}}Z","name":"n{{{i}}}z","x":{{{i}}}.5},"nullCount":{"id":0,"ts":0,"name":3,"x":1}}""");
        return Encoding.UTF8.GetString(ActionWriter.ToCommit([new AddFile { Path = path, Size = 10_000 + i, ModificationTime = 1_700_000_000_000 + i, Stats = stats }]));
    }

    // The checkpoint is made of the commits, which then go. Its pages are of the size that other writers give them.
    private static void Compact(DuckDatabase database, string root, long version)
    {
        using DuckConnection connection = database.Connect();
        string commits = Path.Combine(root, "_delta_log", "*.json");
        connection.Execute($$"""
            COPY (SELECT add, protocol, metaData FROM read_json('{{commits}}', format = 'newline_delimited', columns = {
                add: 'STRUCT(path VARCHAR, partitionValues MAP(VARCHAR, VARCHAR), size BIGINT, modificationTime BIGINT, dataChange BOOLEAN, stats VARCHAR)',
                protocol: 'STRUCT(minReaderVersion INTEGER, minWriterVersion INTEGER)',
                metaData: 'STRUCT(id VARCHAR, schemaString VARCHAR, partitionColumns VARCHAR[], configuration MAP(VARCHAR, VARCHAR))'}))
            TO '{{Path.Combine(root, "_delta_log", $"{LogPath.Prefix(version)}.checkpoint.parquet")}}' (FORMAT parquet, ROW_GROUP_SIZE 20480)
            """);
        for (long old = 0; old <= version; old++)
            File.Delete(Path.Combine(root, LogPath.Commit(old).Value));
    }
}
