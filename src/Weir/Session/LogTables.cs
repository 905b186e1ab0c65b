using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Plugins;
using Weir.Storage;

namespace Weir.Sessions;

/// <summary>The tables over the log of a Delta table.</summary>
internal static class LogTables
{
    private const int FilesPerPart = 128 * 1024;

    /// <summary>One row about a version.</summary>
    /// <param name="snapshot">The version.</param>
    /// <param name="time">When it was made, in milliseconds since the Unix epoch; null when that is not known.</param>
    public static PluginTable OfSnapshot(Snapshot snapshot, long? time) => new LogTable<Snapshot>(
    [
        LogColumn<Snapshot>.Text("table_uri", row => row.Root),
        LogColumn<Snapshot>.Whole("version", row => row.Version),
        LogColumn<Snapshot>.Moment("snapshot_timestamp", _ => time),
        LogColumn<Snapshot>.Number("min_reader_version", row => row.Protocol.MinReaderVersion),
        LogColumn<Snapshot>.Number("min_writer_version", row => row.Protocol.MinWriterVersion),
        LogColumn<Snapshot>.Text("reader_features_json", row => Json(row.Protocol.ReaderFeatures)),
        LogColumn<Snapshot>.Text("writer_features_json", row => Json(row.Protocol.WriterFeatures)),
        LogColumn<Snapshot>.Text("table_properties_json", row => Json(row.Metadata.Configuration.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))),
        LogColumn<Snapshot>.Text("partition_columns_json", row => Json(row.Metadata.PartitionColumns)),
        LogColumn<Snapshot>.Text("schema_json", row => row.Metadata.SchemaString),
    ], partitionCount: 1, (_, _) => [snapshot]);

    /// <summary>The files of a version, in order of path.</summary>
    public static PluginTable OfFiles(Snapshot snapshot)
    {
        FileList files = snapshot.Files;
        ConditionalWeakTable<object, string> partitions = [];
        return new LogTable<int>(
        [
            LogColumn<int>.Text("table_uri", _ => snapshot.Root),
            LogColumn<int>.Whole("version", _ => snapshot.Version),
            LogColumn<int>.Text("path", place => Encoding.UTF8.GetString(files.PathUtf8(place))),
            LogColumn<int>.Whole("size", place => files.Size(place)),
            LogColumn<int>.Moment("modification_time", place => files.Table.ModificationTime(files.Rows[place])),
            LogColumn<int>.Truth("data_change", place => files[place].DataChange),
            LogColumn<int>.Text("stats", place => files[place].Stats),
            // Files of one partition share their values.
            LogColumn<int>.Text("partition_values_json", place => partitions.GetValue(files.PartitionValues(place), values => Json((IReadOnlyDictionary<string, string?>)values)!)),
            LogColumn<int>.Text("tags_json", place => Json(files.Table.Extras(files.Rows[place]).Tags)),
        ], Math.Max(1, (files.Count + FilesPerPart - 1) / FilesPerPart), (part, _) =>
            Enumerable.Range(part * FilesPerPart, Math.Min(FilesPerPart, files.Count - (part * FilesPerPart))));
    }

    /// <summary>The commits, newest first, each read when it is asked for.</summary>
    /// <param name="store">The table's root.</param>
    /// <param name="times">When versions were made, and which there are.</param>
    /// <param name="last">The first one to give.</param>
    /// <param name="limit">The number of commits; null for all.</param>
    public static PluginTable OfHistory(IObjectStore store, VersionTimes times, long last, long? limit) =>
        OfHistory(store, times, last, limit, ExecutionContext.Capture());

    // Rows are made on threads of the engine, to which the ids of the query do not flow.
    private static LogTable<Commit> OfHistory(IObjectStore store, VersionTimes times, long last, long? limit, ExecutionContext? flow) => new(
    [
        LogColumn<Commit>.Text("table_uri", _ => store.Root),
        LogColumn<Commit>.Whole("version", row => row.Version),
        LogColumn<Commit>.Moment("timestamp", row => row.Time),
        LogColumn<Commit>.Text("operation", row => row.Info?.Operation),
        LogColumn<Commit>.Text("operation_parameters", row => Json(row.Info?.OperationParameters)),
        LogColumn<Commit>.Text("operation_metrics", row => Json(row.Info?.OperationMetrics)),
        LogColumn<Commit>.Text("user_metadata", row => row.Info?.UserMetadata),
        LogColumn<Commit>.Text("engine_info", row => row.Info?.EngineInfo),
        LogColumn<Commit>.Truth("is_blind_append", row => row.Info?.IsBlindAppend),
        LogColumn<Commit>.Whole("read_version", row => row.Info?.ReadVersion),
        LogColumn<Commit>.Text("isolation_level", row => row.Info?.IsolationLevel),
        LogColumn<Commit>.Text("txn_id", row => row.Info?.TxnId),
    ], partitionCount: 1, (_, stop) => Commits(store, times, last, limit, flow, stop));

    private sealed record Commit(long Version, long Time, CommitInfo? Info);

    private static IEnumerable<Commit> Commits(
        IObjectStore store, VersionTimes times, long last, long? limit, ExecutionContext? flow, CancellationToken cancellationToken)
    {
        for (long version = last; version >= times.First && last - version < (limit ?? long.MaxValue); version--)
        {
            Commit? commit = null;
            if (flow is null)
                commit = CommitOf(store, times, version, cancellationToken);
            else
                ExecutionContext.Run(flow, _ => commit = CommitOf(store, times, version, cancellationToken), null);
            yield return commit!;
        }
    }

    private static Commit CommitOf(IObjectStore store, VersionTimes times, long version, CancellationToken cancellationToken)
    {
        ObjectPath path = LogPath.Commit(version);
        byte[] content = store.TryReadAsync(path, cancellationToken).AsTask().GetAwaiter().GetResult() ?? throw DeltaErrors.CommitMissing(store.Root, version);
        CommitInfo? info = ActionReader.Read(content, store.ToEnginePath(path)).OfType<CommitInfo>().FirstOrDefault();
        return new Commit(version, times.TimeAsync(version, cancellationToken).GetAwaiter().GetResult(), info);
    }

    private static string? Json(IEnumerable<string>? texts) => texts is null ? null : Written(json =>
    {
        json.WriteStartArray();
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    });

    private static string? Json(IEnumerable<KeyValuePair<string, string?>>? pairs) => pairs is null ? null : Written(json =>
    {
        json.WriteStartObject();
        foreach ((string name, string? value) in pairs)
            json.WriteString(name, value);
        json.WriteEndObject();
    });

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(json);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
