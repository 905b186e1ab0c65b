using Weir.Arrow;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Engine;
using Weir.Tests.Delta.Table;

namespace Weir.Bench;

/// <summary>An aggregate over 50 million rows in 50 files of which 1 % are deleted, against the same table without deletion vectors.</summary>
internal static class DeletionVectorBenchmark
{
    private const int Files = 50;
    private const int RowsPerFile = 1_000_000;
    private const int Repetitions = 9;
    private const double RatioMax = 1.35;

    private static readonly DeltaSchema Schema = new(
        [new StructField("a", DeltaType.Long), new StructField("b", DeltaType.Long), new StructField("c", DeltaType.Double)]);

    public static int Run()
    {
        string folder = Directory.CreateTempSubdirectory("weir-bench-vectors-").FullName;
        try
        {
            Write(folder);
            using WeirRuntime runtime = WeirRuntime.Open();
            using Session session = runtime.NewSession();
            session.Register("kept", new DatasetLocation(Path.Combine(folder, "kept")));
            session.Register("deleted", new DatasetLocation(Path.Combine(folder, "deleted")));
            List<BenchLine> lines = [];
            foreach (string columns in new[] { "count(*)", "sum(a)", "sum(a), max(b), avg(c)" })
            {
                double[] seconds = RatioRunner.Compare(Repetitions, () => Read(session, $"SELECT {columns} FROM kept"), () => Read(session, $"SELECT {columns} FROM deleted"));
                lines.Add(new($"{columns}, none deleted", seconds[0] * 1000, "ms"));
                lines.Add(new($"{columns}, 1 % deleted", seconds[1] * 1000, "ms", seconds[1] / seconds[0], columns.Contains(',', StringComparison.Ordinal) ? RatioMax : null));
            }
            return RatioRunner.Print($"delta-vectors: {(long)Files * RowsPerFile:N0} rows in {Files} files", lines);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Read(Session session, string sql)
    {
        using QueryResult result = session.Run(new Query(sql));
        using RecordBatchReader reader = result.AsReader();
        while (reader.Read() is { } batch)
            batch.Dispose();
    }

    private static void Write(string folder)
    {
        foreach (string table in new[] { "kept", "deleted" })
            Directory.CreateDirectory(Path.Combine(folder, table, "_delta_log"));
        using DuckDatabase database = DuckDatabase.Open(new EngineOptions());
        using DuckConnection connection = database.Connect();
        Random random = new(7);
        List<AddFile> kept = [], deleted = [];
        for (int i = 0; i < Files; i++)
        {
            string name = $"part-{i}.parquet", path = Path.Combine(folder, "kept", name);
            connection.Execute($"COPY (SELECT range + {(long)i * RowsPerFile} AS a, (hash(range) % 1048576)::BIGINT AS b, (range % 1000)::DOUBLE / 8 AS c FROM range({RowsPerFile})) TO '{path}' (FORMAT parquet)");
            File.CreateSymbolicLink(Path.Combine(folder, "deleted", name), path);
            byte[] vector = RoaringWriter.Write(Enumerable.Range(0, RowsPerFile).Where(_ => random.Next(100) == 0).Select(row => (long)row), RoaringWriter.Form.Plain);
            (byte[] file, int[] offsets) = RoaringWriter.File(vector);
            Guid id = new(i, 0, 0, new byte[8]);
            File.WriteAllBytes(Path.Combine(folder, "deleted", $"deletion_vector_{id:D}.bin"), file);
            AddFile add = new() { Path = name, Size = new FileInfo(path).Length, ModificationTime = 0, Stats = $"{{\"numRecords\":{RowsPerFile}}}" };
            kept.Add(add);
            deleted.Add(add with
            {
                DeletionVector = new DeletionVectorDescriptor("u", Weir.Delta.Table.Z85.Encode(id.ToByteArray(bigEndian: true)), offsets[0], vector.Length, Weir.Delta.Table.DeletedRows.Parse(vector).Count),
            });
        }
        Commit(folder, "kept", new ProtocolAction(1, 2), kept);
        Commit(folder, "deleted", new ProtocolAction(3, 7, ["deletionVectors"], ["deletionVectors"]), deleted);
    }

    private static void Commit(string folder, string table, ProtocolAction protocol, IEnumerable<AddFile> files) => File.WriteAllBytes(
        Path.Combine(folder, table, LogPath.Commit(0).Value),
        ActionWriter.ToCommit([protocol, new MetadataAction { Id = table, SchemaString = Schema.ToSchemaString() }, .. files]));
}
