using System.Text.Json;
using Weir.Delta.Actions;
using Weir.Delta.Table;
using Weir.Diagnostics;

namespace Weir.Delta.Commands;

/// <summary>What one write will do to one version of a table, all checks passed. Pure: reads and writes nothing.</summary>
internal sealed record WritePlan
{
    private WritePlan(WriteRequest request, Snapshot? source, ProtocolAction protocol, MetadataAction metadata, DeltaSchema schema)
    {
        Request = request;
        Source = source;
        Protocol = protocol;
        Metadata = metadata;
        Schema = schema;
    }

    public WriteRequest Request { get; }

    /// <summary>The version that the write rests on; null makes the table.</summary>
    public Snapshot? Source { get; }

    public ProtocolAction Protocol { get; }
    public MetadataAction Metadata { get; }
    public DeltaSchema Schema { get; }

    public bool ReplacesAllRows => Request.Mode == WriteMode.Overwrite && Source is not null;

    public WriteBasis Basis => new(
        CreatesTable: Source is null,
        ReplacesAllRows,
        WriteSerializable: new TableProperties(Metadata.Configuration).Text("delta.isolationLevel") is { } level
            && level.Equals("WriteSerializable", StringComparison.OrdinalIgnoreCase));

    /// <summary>Checks the request against the table (or the rules of new tables) and settles what will be done.</summary>
    /// <exception cref="WeirException">
    /// WEIR2024 to WEIR2028, WEIR2042: table, schema, partitioning, properties. WEIR2003 to WEIR2006: what the
    /// table needs, this version does not have.
    /// </exception>
    public static WritePlan Make(WriteRequest request, Snapshot? source, string table, DateTimeOffset now)
    {
        if (source is null)
        {
            (ProtocolAction protocol, MetadataAction metadata) = NewTable.Make(request, table, now);
            return new WritePlan(request, null, protocol, metadata, request.Schema);
        }
        if (request.Mode == WriteMode.Create)
            throw DeltaWriteErrors.TableExists(table, source.Version);
        ProtocolGate.RequireWritable(source.Protocol, source.Metadata, source.Schema, table);
        if (request.Mode == WriteMode.Overwrite && new TableProperties(source.Metadata.Configuration).AppendOnly)
            throw DeltaWriteErrors.AppendOnly(table);
        if (SchemaAgreement.Differences(request.Schema, source.Schema) is { Count: > 0 } differences)
            throw DeltaWriteErrors.SchemaDiffers(table, differences);
        IReadOnlyList<string> found = source.Metadata.PartitionColumns;
        if (request.PartitionColumns is { } asked && !asked.SequenceEqual(found, StringComparer.OrdinalIgnoreCase))
            throw DeltaWriteErrors.PartitioningDiffers(table, asked, found);
        if (TableProperty.Contradictions(request.Properties, source.Metadata.Configuration) is { Count: > 0 } contradictions)
            throw DeltaWriteErrors.PropertiesDiffer(table, contradictions);
        return new WritePlan(request, source, source.Protocol, source.Metadata, source.Schema);
    }

    /// <summary>
    /// The actions of the commit, <c>commitInfo</c> first, as in-commit timestamps want it. Operation
    /// names, parameters and metrics are Spark's, so that its history and ours read alike.
    /// </summary>
    public IReadOnlyList<DeltaAction> Actions(string writeId, IReadOnlyList<AddFile> added, DateTimeOffset now)
    {
        IReadOnlyList<AddFile> removed = ReplacesAllRows ? Source!.Files : [];
        List<DeltaAction> actions = [Info(writeId, added, removed, now)];
        if (Source is null)
            actions.AddRange([Protocol, Metadata]);
        actions.AddRange(removed.Select(file => Remove(file, now)));
        actions.AddRange(added);
        return actions;
    }

    private CommitInfo Info(string writeId, IReadOnlyList<AddFile> added, IReadOnlyList<AddFile> removed, DateTimeOffset now) => new()
    {
        Timestamp = now.ToUnixTimeMilliseconds(),
        Operation = Request.Mode == WriteMode.Create ? "CREATE TABLE AS SELECT" : "WRITE",
        OperationParameters = Parameters(),
        OperationMetrics = Metrics(added, removed),
        ReadVersion = Source?.Version,
        IsolationLevel = Basis.WriteSerializable ? "WriteSerializable" : "Serializable",
        IsBlindAppend = Request.Mode != WriteMode.Overwrite,
        EngineInfo = $"Weir/{WeirTelemetry.Version}",
        UserMetadata = Request.CommitMetadata.Count == 0 ? null : ToJson(Request.CommitMetadata),
        TxnId = writeId,
    };

    private Dictionary<string, string?> Parameters()
    {
        string partitionBy = ToJson(Metadata.PartitionColumns);
        return Request.Mode == WriteMode.Create
            ? new() { ["isManaged"] = "false", ["partitionBy"] = partitionBy, ["properties"] = ToJson(Metadata.Configuration) }
            : new() { ["mode"] = Request.Mode.ToString(), ["partitionBy"] = partitionBy };
    }

    private Dictionary<string, string?> Metrics(IReadOnlyList<AddFile> added, IReadOnlyList<AddFile> removed)
    {
        Dictionary<string, string?> metrics = new()
        {
            ["numFiles"] = $"{added.Count}",
            ["numOutputRows"] = $"{added.Sum(file => FileStatistics.NumRecords(file.Stats) ?? 0)}",
            ["numOutputBytes"] = $"{added.Sum(file => file.Size)}",
        };
        if (Request.Mode == WriteMode.Overwrite)
        {
            metrics["numRemovedFiles"] = $"{removed.Count}";
            metrics["numRemovedBytes"] = $"{removed.Sum(file => file.Size)}";
        }
        return metrics;
    }

    private static RemoveFile Remove(AddFile file, DateTimeOffset now) => new()
    {
        Path = file.Path,
        DeletionTimestamp = now.ToUnixTimeMilliseconds(),
        DataChange = true,
        ExtendedFileMetadata = true,
        PartitionValues = file.PartitionValues,
        Size = file.Size,
        Tags = file.Tags,
        DeletionVector = file.DeletionVector,
        BaseRowId = file.BaseRowId,
        DefaultRowCommitVersion = file.DefaultRowCommitVersion,
    };

    private static string ToJson(IReadOnlyList<string> values) =>
        $"[{string.Join(',', values.Select(Quoted))}]";

    private static string ToJson(IReadOnlyDictionary<string, string> map) =>
        $"{{{string.Join(',', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Quoted(pair.Key)}:{Quoted(pair.Value)}"))}}}";

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
