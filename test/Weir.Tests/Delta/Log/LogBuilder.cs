using System.Text;
using Weir.Arrow;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Delta.Table;

namespace Weir.Tests.Delta.Log;

/// <summary>Makes the log of a table, file by file, in an <see cref="InMemoryStore"/>.</summary>
internal sealed class LogBuilder : ICheckpointReader
{
    public static readonly DeltaSchema Schema = new([new StructField("id", DeltaType.Long), new StructField("p", DeltaType.String)]);

    private readonly Dictionary<string, Func<RecordBatchReader>> _checkpoints = new(StringComparer.Ordinal);

    public InMemoryStore Store { get; } = new();

    public DeltaTable Table => new(Store, this);

    public static MetadataAction Metadata(params (string Key, string Value)[] configuration) => new()
    {
        Id = "6f1b",
        SchemaString = Schema.ToSchemaString(),
        Configuration = configuration.ToDictionary(pair => pair.Key, pair => pair.Value),
    };

    public static AddFile Add(string path, DeletionVectorDescriptor? vector = null) =>
        new() { Path = path, Size = 1, ModificationTime = 2, Stats = """{"numRecords":3}""", DeletionVector = vector };

    public static RemoveFile Remove(string path, DeletionVectorDescriptor? vector = null) =>
        new() { Path = path, DeletionTimestamp = 5, DeletionVector = vector };

    /// <summary>Version 0: protocol, metadata, then these actions.</summary>
    public LogBuilder Start(params DeltaAction[] actions) => Commit(0, [new ProtocolAction(1, 2), Metadata(), .. actions]);

    public LogBuilder Commit(long version, params DeltaAction[] actions)
    {
        Store.Put(LogPath.Commit(version).Value, ActionWriter.ToCommit(actions));
        return this;
    }

    public LogBuilder Text(string name, string content)
    {
        Store.Put($"_delta_log/{name}", Encoding.UTF8.GetBytes(content));
        return this;
    }

    /// <summary>A classic checkpoint.</summary>
    public LogBuilder Checkpoint(long version, params DeltaAction[] actions) =>
        Parquet($"{LogPath.Prefix(version)}.checkpoint.parquet", actions);

    /// <summary>One part of a checkpoint.</summary>
    public LogBuilder Part(long version, int part, int parts, params DeltaAction[] actions) =>
        Parquet($"{LogPath.Prefix(version)}.checkpoint.{part:D10}.{parts:D10}.parquet", actions);

    /// <summary>A checkpoint of the v2 spec, named by a UUID.</summary>
    public LogBuilder V2Checkpoint(long version, string format, params DeltaAction[] actions)
    {
        string name = $"{LogPath.Prefix(version)}.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.{format}";
        if (format == "parquet")
            return Parquet(name, actions);
        return Text(name, string.Join('\n', actions.Select(action => action is SidecarFile sidecar
            ? $$$"""{"sidecar":{"path":"{{{sidecar.Path}}}","sizeInBytes":1,"modificationTime":1}}"""
            : Encoding.UTF8.GetString(ActionWriter.ToCommit([action])).Trim()).Append("""{"checkpointMetadata":{"version":1}}""")));
    }

    /// <summary>A sidecar file of a checkpoint.</summary>
    public LogBuilder Sidecar(string name, params DeltaAction[] actions) => Parquet($"_sidecars/{name}", actions);

    /// <summary>What the commits of these versions come to.</summary>
    public LogBuilder Compaction(long first, long last, params DeltaAction[] actions)
    {
        Store.Put($"_delta_log/{LogPath.Prefix(first)}.{LogPath.Prefix(last)}.compacted.json", ActionWriter.ToCommit(actions));
        return this;
    }

    /// <summary>A checkpoint file that ends in this failure.</summary>
    public LogBuilder BrokenCheckpoint(long version, Exception failure)
    {
        string name = $"{LogPath.Prefix(version)}.checkpoint.parquet";
        Text(name, "PAR1");
        _checkpoints[$"{Store.Root}/_delta_log/{name}"] = () => throw failure;
        return this;
    }

    /// <summary>A checkpoint file with rows of another schema.</summary>
    public LogBuilder StrangeCheckpoint(long version, Func<RecordBatch> batch)
    {
        string name = $"{LogPath.Prefix(version)}.checkpoint.parquet";
        Text(name, "PAR1");
        _checkpoints[$"{Store.Root}/_delta_log/{name}"] = () => Reader(batch());
        return this;
    }

    public Task<Snapshot> OpenAsync(long? version = null) => Table.OpenAsync(version, CancellationToken.None);

    public async Task<string[]> PathsAsync(long? version = null) => [.. (await OpenAsync(version)).Files.Select(file => file.Path)];

    public async Task<WeirException> RefusalAsync(long? version = null) =>
        await Assert.ThrowsAsync<WeirException>(() => OpenAsync(version));

    public RecordBatchReader Read(string enginePath, IReadOnlyList<string> columns, CancellationToken cancellationToken) =>
        _checkpoints.TryGetValue(enginePath, out Func<RecordBatchReader>? read)
            ? read()
            : throw new WeirException("WEIR4006", $"there is no file '{enginePath}'.");

    private LogBuilder Parquet(string name, DeltaAction[] actions)
    {
        Text(name, "PAR1");
        // Two batches, so that every test crosses a border between batches.
        _checkpoints[$"{Store.Root}/_delta_log/{name}"] = () => RecordBatchReader.From(
            CheckpointBatch.Schema, actions.Chunk(Math.Max(1, (actions.Length + 1) / 2)).Select(CheckpointBatch.Of));
        return this;
    }

    private static RecordBatchReader Reader(RecordBatch batch) => RecordBatchReader.From(batch.Schema, [batch]);
}
