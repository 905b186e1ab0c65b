using System.Collections.ObjectModel;
using System.Text;
using System.Text.Json;
using Weir.Diagnostics;

namespace Weir.Delta.Actions;

/// <summary>
/// Reads the actions of one commit file: newline-delimited JSON, one action a line ("Delta Log
/// Entries"). Unknown actions and unknown members are ignored, as "Protocol Evolution" asks. What
/// cannot be read ends in an error that names the file and the line, never in a missing action.
/// </summary>
internal static class ActionReader
{
    /// <summary>Reads all known actions, in the order of the file.</summary>
    /// <param name="commit">The bytes of the whole file.</param>
    /// <param name="file">Name for error messages.</param>
    public static IReadOnlyList<DeltaAction> Read(ReadOnlySpan<byte> commit, string file)
    {
        ActionList list = new();
        int lines = 0;
        ReadInto(commit, file, ref lines, list);
        return list.Actions;
    }

    /// <summary>Reads some whole lines of a file.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="file">Name for error messages.</param>
    /// <param name="lines">Lines of the file that were read before; counts on.</param>
    /// <param name="target">Takes the known actions.</param>
    public static void ReadInto(ReadOnlySpan<byte> text, string file, ref int lines, IActionTarget target)
    {
        foreach (Range range in text.Split((byte)'\n'))
        {
            lines++;
            ReadOnlySpan<byte> line = text[range].Trim(" \t\r"u8);
            if (line.IsEmpty)
                continue;
            try
            {
                ReadLine(line, target);
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
                // Utf8JsonReader reports text that is not UTF-8 as InvalidOperationException.
                throw DeltaErrors.CommitCorrupt(file, lines, error);
            }
        }
    }

    /// <summary>Reads the members that <see cref="AddFileExtras"/> keeps.</summary>
    public static AddFileExtras ReadExtras(ReadOnlySpan<byte> text)
    {
        JsonCursor json = new(text);
        json.EnterObject();
        return Extras(ReadFileMembers(ref json));
    }

    private static void ReadLine(ReadOnlySpan<byte> text, IActionTarget target)
    {
        JsonCursor json = new(text);
        if (!json.EnterObject())
            throw new JsonException("Found null where an action was expected.");
        bool found = false;
        while (json.NextMember())
        {
            if (found && IsKnown(json))
                throw new JsonException("Found two actions in one line.");
            if (json.Is("add"u8))
                found |= TakeAdd(ref json, target);
            else if (ReadAction(ref json) is { } action)
            {
                target.Take(action);
                found = true;
            }
        }
        RequireLineEnd(text[(int)json.BytesConsumed..]);
    }

    private static bool IsKnown(in JsonCursor json) =>
        json.Is("add"u8) || json.Is("remove"u8) || json.Is("commitInfo"u8) || json.Is("metaData"u8) || json.Is("protocol"u8)
        || json.Is("txn"u8) || json.Is("domainMetadata"u8) || json.Is("cdc"u8) || json.Is("sidecar"u8);

    // Log files in the wild carry stray characters behind the action, and the reference
    // implementation passes over them. What could be the rest of another action is never passed over.
    private static void RequireLineEnd(ReadOnlySpan<byte> rest)
    {
        if (rest.ContainsAny("{}[]\""u8))
            throw new JsonException("More JSON follows the action on its line.");
    }

    private static DeltaAction? ReadAction(ref JsonCursor json)
    {
        if (json.Is("remove"u8))
            return json.EnterObject() ? ReadRemove(ref json) : null;
        if (json.Is("commitInfo"u8))
            return json.EnterObject() ? ReadCommitInfo(ref json) : null;
        if (json.Is("metaData"u8))
            return json.EnterObject() ? ReadMetadata(ref json) : null;
        if (json.Is("protocol"u8))
            return json.EnterObject() ? ReadProtocol(ref json) : null;
        if (json.Is("txn"u8))
            return json.EnterObject() ? ReadTransaction(ref json) : null;
        if (json.Is("domainMetadata"u8))
            return json.EnterObject() ? ReadDomain(ref json) : null;
        if (json.Is("cdc"u8))
            return json.EnterObject() ? ReadCdc(ref json) : null;
        if (json.Is("sidecar"u8))
            return json.EnterObject() ? ReadSidecar(ref json) : null;
        json.Skip();
        return null;
    }

    private static bool TakeAdd(ref JsonCursor json, IActionTarget target)
    {
        if (!json.EnterObject())
            return false;
        Utf8Text path = default, stats = default;
        try
        {
            FileMembers file = ReadFileMembers(ref json, ref path, ref stats);
            target.Take(new AddEntry
            {
                Path = path.IsSet ? path.Bytes : throw Lacking("add", "path"),
                PartitionValues = file.PartitionValues ?? TextMap.Empty,
                Size = Required(file.Size, "add", "size"),
                ModificationTime = Required(file.ModificationTime, "add", "modificationTime"),
                DataChange = file.DataChange ?? true,
                Stats = stats.Bytes,
                Extras = Extras(file),
            });
            return true;
        }
        finally
        {
            path.Release();
            stats.Release();
        }
    }

    private static AddFileExtras Extras(in FileMembers file) =>
        new(file.Tags, file.DeletionVector, file.BaseRowId, file.DefaultRowCommitVersion, file.ClusteringProvider);

    private static RemoveFile ReadRemove(ref JsonCursor json)
    {
        FileMembers file = ReadFileMembers(ref json);
        return new RemoveFile
        {
            Path = Required(file.Path, "remove", "path"),
            DeletionTimestamp = file.DeletionTimestamp,
            DataChange = file.DataChange ?? true,
            ExtendedFileMetadata = file.ExtendedFileMetadata,
            PartitionValues = file.PartitionValues,
            Size = file.Size,
            Stats = file.Stats,
            Tags = file.Tags,
            DeletionVector = file.DeletionVector,
            BaseRowId = file.BaseRowId,
            DefaultRowCommitVersion = file.DefaultRowCommitVersion,
        };
    }

    private static AddCdcFile ReadCdc(ref JsonCursor json)
    {
        FileMembers file = ReadFileMembers(ref json);
        return new AddCdcFile
        {
            Path = Required(file.Path, "cdc", "path"),
            PartitionValues = file.PartitionValues ?? TextMap.Empty,
            Size = Required(file.Size, "cdc", "size"),
            Tags = file.Tags,
        };
    }

    // add, remove and cdc share their members; each takes from here what is its own.
    private struct FileMembers
    {
        public string? Path;
        public IReadOnlyDictionary<string, string?>? PartitionValues;
        public long? Size;
        public long? ModificationTime;
        public long? DeletionTimestamp;
        public bool? DataChange;
        public bool? ExtendedFileMetadata;
        public string? Stats;
        public IReadOnlyDictionary<string, string?>? Tags;
        public DeletionVectorDescriptor? DeletionVector;
        public long? BaseRowId;
        public long? DefaultRowCommitVersion;
        public string? ClusteringProvider;
    }

    private static FileMembers ReadFileMembers(ref JsonCursor json)
    {
        Utf8Text path = default, stats = default;
        try
        {
            FileMembers file = ReadFileMembers(ref json, ref path, ref stats);
            file.Path = path.IsSet ? Encoding.UTF8.GetString(path.Bytes) : null;
            file.Stats = stats.IsSet ? Encoding.UTF8.GetString(stats.Bytes) : null;
            return file;
        }
        finally
        {
            path.Release();
            stats.Release();
        }
    }

    private static FileMembers ReadFileMembers(ref JsonCursor json, ref Utf8Text path, ref Utf8Text stats)
    {
        FileMembers file = default;
        while (json.NextMember())
        {
            if (json.Is("path"u8)) json.Utf8(ref path);
            else if (json.Is("partitionValues"u8)) file.PartitionValues = json.Map();
            else if (json.Is("size"u8)) file.Size = json.Long();
            else if (json.Is("modificationTime"u8)) file.ModificationTime = json.Long();
            else if (json.Is("deletionTimestamp"u8)) file.DeletionTimestamp = json.Long();
            else if (json.Is("dataChange"u8)) file.DataChange = json.Bool();
            else if (json.Is("extendedFileMetadata"u8)) file.ExtendedFileMetadata = json.Bool();
            else if (json.Is("stats"u8)) json.Utf8(ref stats);
            else if (json.Is("tags"u8)) file.Tags = json.Map();
            else if (json.Is("deletionVector"u8)) file.DeletionVector = ReadDeletionVector(ref json);
            else if (json.Is("baseRowId"u8)) file.BaseRowId = json.Long();
            else if (json.Is("defaultRowCommitVersion"u8)) file.DefaultRowCommitVersion = json.Long();
            else if (json.Is("clusteringProvider"u8)) file.ClusteringProvider = json.String();
            else json.Skip();
        }
        return file;
    }

    private static DeletionVectorDescriptor? ReadDeletionVector(ref JsonCursor json)
    {
        if (!json.EnterObject())
            return null;
        string? storage = null, path = null;
        int? offset = null, size = null;
        long? cardinality = null;
        while (json.NextMember())
        {
            if (json.Is("storageType"u8)) storage = json.String();
            else if (json.Is("pathOrInlineDv"u8)) path = json.String();
            else if (json.Is("offset"u8)) offset = json.Int();
            else if (json.Is("sizeInBytes"u8)) size = json.Int();
            else if (json.Is("cardinality"u8)) cardinality = json.Long();
            else json.Skip();
        }
        return new DeletionVectorDescriptor(
            Required(storage, "deletionVector", "storageType"),
            Required(path, "deletionVector", "pathOrInlineDv"),
            offset,
            Required(size, "deletionVector", "sizeInBytes"),
            Required(cardinality, "deletionVector", "cardinality"));
    }

    private static MetadataAction ReadMetadata(ref JsonCursor json)
    {
        string? id = null, name = null, description = null, schema = null;
        TableFormat? format = null;
        IReadOnlyList<string>? partitionColumns = null;
        IReadOnlyDictionary<string, string>? configuration = null;
        long? createdTime = null;
        while (json.NextMember())
        {
            if (json.Is("id"u8)) id = json.String();
            else if (json.Is("name"u8)) name = json.String();
            else if (json.Is("description"u8)) description = json.String();
            else if (json.Is("format"u8)) format = ReadFormat(ref json);
            else if (json.Is("schemaString"u8)) schema = json.String();
            else if (json.Is("partitionColumns"u8)) partitionColumns = json.Strings();
            else if (json.Is("configuration"u8)) configuration = json.Properties();
            else if (json.Is("createdTime"u8)) createdTime = json.Long();
            else json.Skip();
        }
        return new MetadataAction
        {
            Id = Required(id, "metaData", "id"),
            Name = name,
            Description = description,
            Format = format ?? TableFormat.Parquet,
            SchemaString = schema ?? "",
            PartitionColumns = partitionColumns ?? [],
            Configuration = configuration ?? ReadOnlyDictionary<string, string>.Empty,
            CreatedTime = createdTime,
        };
    }

    private static TableFormat? ReadFormat(ref JsonCursor json)
    {
        if (!json.EnterObject())
            return null;
        string? provider = null;
        IReadOnlyDictionary<string, string>? options = null;
        while (json.NextMember())
        {
            if (json.Is("provider"u8)) provider = json.String();
            else if (json.Is("options"u8)) options = json.Properties();
            else json.Skip();
        }
        return new TableFormat(Required(provider, "format", "provider"), options ?? TableFormat.Parquet.Options);
    }

    private static ProtocolAction ReadProtocol(ref JsonCursor json)
    {
        int? reader = null, writer = null;
        IReadOnlyList<string>? readerFeatures = null, writerFeatures = null;
        while (json.NextMember())
        {
            if (json.Is("minReaderVersion"u8)) reader = json.Int();
            else if (json.Is("minWriterVersion"u8)) writer = json.Int();
            else if (json.Is("readerFeatures"u8)) readerFeatures = json.Strings();
            else if (json.Is("writerFeatures"u8)) writerFeatures = json.Strings();
            else json.Skip();
        }
        return new ProtocolAction(
            Required(reader, "protocol", "minReaderVersion"),
            Required(writer, "protocol", "minWriterVersion"),
            readerFeatures,
            writerFeatures);
    }

    private static TransactionAction ReadTransaction(ref JsonCursor json)
    {
        string? application = null;
        long? version = null, lastUpdated = null;
        while (json.NextMember())
        {
            if (json.Is("appId"u8)) application = json.String();
            else if (json.Is("version"u8)) version = json.Long();
            else if (json.Is("lastUpdated"u8)) lastUpdated = json.Long();
            else json.Skip();
        }
        return new TransactionAction(Required(application, "txn", "appId"), Required(version, "txn", "version"), lastUpdated);
    }

    private static DomainMetadata ReadDomain(ref JsonCursor json)
    {
        string? domain = null, configuration = null;
        bool? removed = null;
        while (json.NextMember())
        {
            if (json.Is("domain"u8)) domain = json.String();
            else if (json.Is("configuration"u8)) configuration = json.String();
            else if (json.Is("removed"u8)) removed = json.Bool();
            else json.Skip();
        }
        return new DomainMetadata(Required(domain, "domainMetadata", "domain"), configuration ?? "", removed ?? false);
    }

    private static SidecarFile ReadSidecar(ref JsonCursor json)
    {
        string? path = null;
        long? size = null, modified = null;
        while (json.NextMember())
        {
            if (json.Is("path"u8)) path = json.String();
            else if (json.Is("sizeInBytes"u8)) size = json.Long();
            else if (json.Is("modificationTime"u8)) modified = json.Long();
            else json.Skip();
        }
        return new SidecarFile(Required(path, "sidecar", "path"), size ?? 0, modified ?? 0);
    }

    private static CommitInfo ReadCommitInfo(ref JsonCursor json)
    {
        CommitInfo info = new();
        while (json.NextMember())
        {
            if (json.Is("timestamp"u8)) info = info with { Timestamp = json.LooseLong() };
            else if (json.Is("inCommitTimestamp"u8)) info = info with { InCommitTimestamp = json.LooseLong() };
            else if (json.Is("operation"u8)) info = info with { Operation = json.LooseText() };
            else if (json.Is("operationParameters"u8)) info = info with { OperationParameters = json.LooseMap() };
            else if (json.Is("operationMetrics"u8)) info = info with { OperationMetrics = json.LooseMap() };
            else if (json.Is("readVersion"u8)) info = info with { ReadVersion = json.LooseLong() };
            else if (json.Is("isolationLevel"u8)) info = info with { IsolationLevel = json.LooseText() };
            else if (json.Is("isBlindAppend"u8)) info = info with { IsBlindAppend = json.LooseBool() };
            else if (json.Is("engineInfo"u8)) info = info with { EngineInfo = json.LooseText() };
            else if (json.Is("userMetadata"u8)) info = info with { UserMetadata = json.LooseText() };
            else if (json.Is("txnId"u8)) info = info with { TxnId = json.LooseText() };
            else json.Skip();
        }
        return info;
    }

    private static T Required<T>(T? value, string action, string member) where T : class =>
        value ?? throw Lacking(action, member);

    private static T Required<T>(T? value, string action, string member) where T : struct =>
        value ?? throw Lacking(action, member);

    private static JsonException Lacking(string action, string member) => new($"'{action}' lacks the required member '{member}'.");

    private sealed class ActionList : IActionTarget
    {
        public List<DeltaAction> Actions { get; } = [];

        public void Take(in AddEntry add) => Actions.Add(add.ToAddFile());

        public void Take(DeltaAction action) => Actions.Add(action);
    }
}
