using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Diagnostics;

namespace Weir.Delta.Actions;

/// <summary>
/// Writes actions as the lines of a commit file. Members without a value are left out, never
/// written as <c>null</c>: some readers refuse <c>"deletionVector": null</c>.
/// </summary>
internal static class ActionWriter
{
    // The log is read by JSON parsers, never pasted into HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of a commit file: one action a line, in the order given.</summary>
    public static byte[] ToCommit(IEnumerable<DeltaAction> actions)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer, Options);
        foreach (DeltaAction action in actions)
        {
            json.WriteStartObject();
            Write(json, action);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            buffer.Write("\n"u8);
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, DeltaAction action)
    {
        switch (action)
        {
            case AddFile add: WriteAdd(json, add); break;
            case RemoveFile remove: WriteRemove(json, remove); break;
            case AddCdcFile cdc: WriteCdc(json, cdc); break;
            case MetadataAction metadata: WriteMetadata(json, metadata); break;
            case ProtocolAction protocol: WriteProtocol(json, protocol); break;
            case TransactionAction transaction: WriteTransaction(json, transaction); break;
            case DomainMetadata domain: WriteDomain(json, domain); break;
            case CommitInfo info: WriteCommitInfo(json, info); break;
            default: throw Invariant.Unreachable(action);
        }
    }

    private static void WriteAdd(Utf8JsonWriter json, AddFile add)
    {
        json.WriteStartObject("add"u8);
        json.WriteString("path"u8, add.Path);
        WriteMap(json, "partitionValues"u8, add.PartitionValues);
        json.WriteNumber("size"u8, add.Size);
        json.WriteNumber("modificationTime"u8, add.ModificationTime);
        json.WriteBoolean("dataChange"u8, add.DataChange);
        WriteText(json, "stats"u8, add.Stats);
        WriteExtras(json, new AddFileExtras(add.Tags, add.DeletionVector, add.BaseRowId, add.DefaultRowCommitVersion, add.ClusteringProvider));
        json.WriteEndObject();
    }

    /// <summary>Writes the members as one JSON object, which the reader of actions takes back.</summary>
    public static void WriteExtras(ArrayBufferWriter<byte> buffer, in AddFileExtras extras)
    {
        using Utf8JsonWriter json = new(buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        WriteExtras(json, extras);
        json.WriteEndObject();
    }

    private static void WriteExtras(Utf8JsonWriter json, in AddFileExtras extras)
    {
        WriteMap(json, "tags"u8, extras.Tags);
        WriteDeletionVector(json, extras.DeletionVector);
        WriteNumber(json, "baseRowId"u8, extras.BaseRowId);
        WriteNumber(json, "defaultRowCommitVersion"u8, extras.DefaultRowCommitVersion);
        WriteText(json, "clusteringProvider"u8, extras.ClusteringProvider);
    }

    private static void WriteRemove(Utf8JsonWriter json, RemoveFile remove)
    {
        json.WriteStartObject("remove"u8);
        json.WriteString("path"u8, remove.Path);
        WriteNumber(json, "deletionTimestamp"u8, remove.DeletionTimestamp);
        json.WriteBoolean("dataChange"u8, remove.DataChange);
        WriteFlag(json, "extendedFileMetadata"u8, remove.ExtendedFileMetadata);
        WriteMap(json, "partitionValues"u8, remove.PartitionValues);
        WriteNumber(json, "size"u8, remove.Size);
        WriteText(json, "stats"u8, remove.Stats);
        WriteMap(json, "tags"u8, remove.Tags);
        WriteDeletionVector(json, remove.DeletionVector);
        WriteNumber(json, "baseRowId"u8, remove.BaseRowId);
        WriteNumber(json, "defaultRowCommitVersion"u8, remove.DefaultRowCommitVersion);
        json.WriteEndObject();
    }

    private static void WriteCdc(Utf8JsonWriter json, AddCdcFile cdc)
    {
        json.WriteStartObject("cdc"u8);
        json.WriteString("path"u8, cdc.Path);
        WriteMap(json, "partitionValues"u8, cdc.PartitionValues);
        json.WriteNumber("size"u8, cdc.Size);
        json.WriteBoolean("dataChange"u8, false);
        WriteMap(json, "tags"u8, cdc.Tags);
        json.WriteEndObject();
    }

    private static void WriteDeletionVector(Utf8JsonWriter json, DeletionVectorDescriptor? vector)
    {
        if (vector is null)
            return;
        json.WriteStartObject("deletionVector"u8);
        json.WriteString("storageType"u8, vector.StorageType);
        json.WriteString("pathOrInlineDv"u8, vector.PathOrInlineDv);
        WriteNumber(json, "offset"u8, vector.Offset);
        json.WriteNumber("sizeInBytes"u8, vector.SizeInBytes);
        json.WriteNumber("cardinality"u8, vector.Cardinality);
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, MetadataAction metadata)
    {
        json.WriteStartObject("metaData"u8);
        json.WriteString("id"u8, metadata.Id);
        WriteText(json, "name"u8, metadata.Name);
        WriteText(json, "description"u8, metadata.Description);
        json.WriteStartObject("format"u8);
        json.WriteString("provider"u8, metadata.Format.Provider);
        WriteMap(json, "options"u8, metadata.Format.Options);
        json.WriteEndObject();
        json.WriteString("schemaString"u8, metadata.SchemaString);
        WriteList(json, "partitionColumns"u8, metadata.PartitionColumns);
        WriteNumber(json, "createdTime"u8, metadata.CreatedTime);
        WriteMap(json, "configuration"u8, metadata.Configuration);
        json.WriteEndObject();
    }

    private static void WriteProtocol(Utf8JsonWriter json, ProtocolAction protocol)
    {
        json.WriteStartObject("protocol"u8);
        json.WriteNumber("minReaderVersion"u8, protocol.MinReaderVersion);
        json.WriteNumber("minWriterVersion"u8, protocol.MinWriterVersion);
        WriteList(json, "readerFeatures"u8, protocol.ReaderFeatures);
        WriteList(json, "writerFeatures"u8, protocol.WriterFeatures);
        json.WriteEndObject();
    }

    private static void WriteTransaction(Utf8JsonWriter json, TransactionAction transaction)
    {
        json.WriteStartObject("txn"u8);
        json.WriteString("appId"u8, transaction.AppId);
        json.WriteNumber("version"u8, transaction.Version);
        WriteNumber(json, "lastUpdated"u8, transaction.LastUpdated);
        json.WriteEndObject();
    }

    private static void WriteDomain(Utf8JsonWriter json, DomainMetadata domain)
    {
        json.WriteStartObject("domainMetadata"u8);
        json.WriteString("domain"u8, domain.Domain);
        json.WriteString("configuration"u8, domain.Configuration);
        json.WriteBoolean("removed"u8, domain.Removed);
        json.WriteEndObject();
    }

    private static void WriteCommitInfo(Utf8JsonWriter json, CommitInfo info)
    {
        json.WriteStartObject("commitInfo"u8);
        // Readers of in-commit timestamps find theirs fastest in front.
        WriteNumber(json, "inCommitTimestamp"u8, info.InCommitTimestamp);
        WriteNumber(json, "timestamp"u8, info.Timestamp);
        WriteText(json, "operation"u8, info.Operation);
        WriteMap(json, "operationParameters"u8, info.OperationParameters);
        WriteNumber(json, "readVersion"u8, info.ReadVersion);
        WriteText(json, "isolationLevel"u8, info.IsolationLevel);
        WriteFlag(json, "isBlindAppend"u8, info.IsBlindAppend);
        WriteMap(json, "operationMetrics"u8, info.OperationMetrics);
        WriteText(json, "engineInfo"u8, info.EngineInfo);
        WriteText(json, "userMetadata"u8, info.UserMetadata);
        WriteText(json, "txnId"u8, info.TxnId);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    private static void WriteFlag(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
            json.WriteBoolean(name, flag);
    }

    private static void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string>? values)
    {
        if (values is null)
            return;
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    // A null inside a map is a value (a null partition), so it is written; see AddFile.PartitionValues.
    private static void WriteMap<TValue>(
        Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, TValue>? map) where TValue : class?
    {
        if (map is null)
            return;
        json.WriteStartObject(name);
        foreach ((string key, TValue value) in map)
            json.WriteString(key, value as string);
        json.WriteEndObject();
    }
}
