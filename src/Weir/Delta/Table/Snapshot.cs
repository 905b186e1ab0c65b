using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Delta.Table;

/// <summary>
/// One version of a table: what it looks like and which files it holds. Immutable; may be used by
/// several threads. A snapshot that exists can be read by the rules of the protocol.
/// </summary>
internal sealed class Snapshot
{
    private readonly IObjectStore _store;

    /// <exception cref="WeirException">WEIR2003 to WEIR2015: the version is broken or needs what this Weir does not have.</exception>
    internal Snapshot(IObjectStore store, LogSegment segment, LogReplay replay)
    {
        _store = store;
        Version = segment.Version;
        CheckpointVersion = segment.CheckpointVersion;
        Protocol = replay.Protocol ?? throw DeltaErrors.LogIncomplete(Root, Version, "protocol");
        ProtocolGate.RequireReadable(Protocol, Root);
        Metadata = replay.Metadata ?? throw DeltaErrors.LogIncomplete(Root, Version, "metaData");
        if (!string.Equals(Metadata.Format.Provider, TableFormat.Parquet.Provider, StringComparison.OrdinalIgnoreCase))
            throw DeltaErrors.MetadataInvalid(Root, $"its files are '{Metadata.Format.Provider}', and only 'parquet' is supported");
        if (Metadata.SchemaString.Length == 0)
            throw DeltaErrors.MetadataInvalid(Root, "it has no schema");
        Schema = DeltaSchema.Parse(Metadata.SchemaString, Root);
        ProtocolGate.RequireReadable(Metadata, Schema, Root);
        PartitionColumns = [.. Metadata.PartitionColumns.Select(RequirePartitionColumn)];
        Files = replay.Files();
        foreach (AddFile file in Files)
        {
            if (file.DeletionVector is not null)
                throw DeltaErrors.FeatureUnsupported(Root, "deletionVectors", $"file '{file.Path}' has a deletion vector");
        }
        Transactions = replay.Transactions;
        Domains = replay.Domains;
        CommitInfo = replay.CommitInfo;
    }

    /// <summary>Root of the table.</summary>
    public string Root => _store.Root;

    public long Version { get; }

    /// <summary>Version of the checkpoint that the log was read from; null when there was none.</summary>
    public long? CheckpointVersion { get; }

    public ProtocolAction Protocol { get; }

    public MetadataAction Metadata { get; }

    public DeltaSchema Schema { get; }

    /// <summary>In the order of the metadata; empty for a table without partitions.</summary>
    public IReadOnlyList<StructField> PartitionColumns { get; }

    /// <summary>The files of this version, ordered by path (ordinally).</summary>
    public IReadOnlyList<AddFile> Files { get; }

    /// <summary>The newest transaction of each application.</summary>
    public IReadOnlyDictionary<string, TransactionAction> Transactions { get; }

    /// <summary>Metadata domains in force.</summary>
    public IReadOnlyDictionary<string, DomainMetadata> Domains { get; }

    /// <summary>Who made this version; null when the log does not say.</summary>
    public CommitInfo? CommitInfo { get; }

    public TableProperties Properties => new(Metadata.Configuration);

    /// <summary>Rows of all files by their statistics; null when one file has none.</summary>
    public long? RowCount => Files.Aggregate((long?)0, (sum, file) => sum + FileStatistics.NumRecords(file.Stats));

    /// <summary>Where the engine finds a file: an absolute path, not escaped for globs.</summary>
    /// <exception cref="WeirException">WEIR2013: the file lies in another kind of store; WEIR6005: the path leaves the table.</exception>
    public string EnginePath(AddFile file)
    {
        DataFilePath path = DataFilePath.Parse(file.Path);
        if (path.Scheme is { } scheme)
            throw DeltaErrors.FilePathInvalid(file.Path, $"lies in another store ('{scheme}')");
        return path.IsAbsolute ? path.Text : _store.ToEnginePath(ObjectPath.Parse(path.Text));
    }

    /// <summary>The value of a partition column for all rows of a file.</summary>
    /// <exception cref="WeirException">WEIR2012: the file has no value for the column, or one of another type.</exception>
    public PartitionValue PartitionValue(AddFile file, StructField column) =>
        file.PartitionValues.TryGetValue(column.Name, out string? text)
            ? Table.PartitionValue.Parse(column, text)
            : throw DeltaErrors.PartitionValueMissing(Root, file.Path, column.Name);

    private StructField RequirePartitionColumn(string name)
    {
        StructField? column = Schema.Columns.FirstOrDefault(column => column.Name == name);
        return column?.Type switch
        {
            null => throw DeltaErrors.MetadataInvalid(Root, $"the partition column '{name}' is not in the schema"),
            DeltaPrimitive or DeltaDecimal => column,
            { } type => throw DeltaErrors.MetadataInvalid(Root, $"the partition column '{name}' has the type {type}"),
        };
    }
}
