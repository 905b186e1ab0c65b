using System.Text;
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
    private readonly Lazy<long?> _rowCount;
    private readonly bool _mayLeaveRoot;

    /// <exception cref="WeirException">WEIR2003 to WEIR2015: the version is broken or needs what this Weir does not have.</exception>
    internal Snapshot(IObjectStore store, LogSegment segment, LogReplay replay, bool mayLeaveRoot, DeletionVectorSource? vectors = null)
    {
        _store = store;
        _mayLeaveRoot = mayLeaveRoot;
        DeletionVectors = vectors ?? new DeletionVectorSource(store, mayLeaveRoot);
        _rowCount = new Lazy<long?>(() => Files!.RowCount());
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
        Mapping = ColumnMapping.Of(Protocol, Metadata, Schema, Root);
        PartitionColumns = [.. Metadata.PartitionColumns.Select(RequirePartitionColumn)];
        Files = replay.Files();
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

    /// <summary>How columns are named in data files and in the log.</summary>
    public ColumnMapping Mapping { get; }

    /// <summary>In the order of the metadata; empty for a table without partitions.</summary>
    public IReadOnlyList<StructField> PartitionColumns { get; }

    /// <summary>The files of this version, ordered by path.</summary>
    public FileList Files { get; }

    /// <summary>The newest transaction of each application.</summary>
    public IReadOnlyDictionary<string, TransactionAction> Transactions { get; }

    /// <summary>Metadata domains in force.</summary>
    public IReadOnlyDictionary<string, DomainMetadata> Domains { get; }

    /// <summary>Who made this version; null when the log does not say.</summary>
    public CommitInfo? CommitInfo { get; }

    public TableProperties Properties => new(Metadata.Configuration);

    /// <summary>Rows of all files by their statistics, without those that are deleted; null when one file has no statistics.</summary>
    public long? RowCount => _rowCount.Value;

    /// <summary>
    /// In what the version's checksum file contradicts the log ("State Validation"), in words; empty where they agree or
    /// there is none. The log is what counts; a difference says that one of the two was damaged.
    /// </summary>
    public IReadOnlyList<string> ChecksumFaults { get; private set; } = [];

    /// <summary>Compares this version with its checksum file.</summary>
    public void Verify(VersionChecksum checksum) => ChecksumFaults =
    [
        .. Fault("numFiles", checksum.FileCount, (long)Files.Count),
        .. Fault("tableSizeBytes", checksum.SizeBytes, Files.SizeBytes),
        .. Fault("metadata.id", checksum.MetadataId, Metadata.Id),
        .. Fault("protocol", checksum.Protocol, (Protocol.MinReaderVersion, Protocol.MinWriterVersion)),
    ];

    /// <summary>Where the engine finds a file: an absolute path, not escaped for globs.</summary>
    /// <exception cref="WeirException">As <see cref="FileLocation.Of"/>.</exception>
    public string EnginePath(AddFile file) => EnginePath(file.Path);

    /// <inheritdoc cref="EnginePath(AddFile)"/>
    /// <param name="path">As in the action.</param>
    public string EnginePath(string path)
    {
        (IObjectStore store, ObjectPath key) = FileLocation.Of(_store, path, _mayLeaveRoot);
        return store.ToEnginePath(key);
    }

    /// <summary>The table's deletion vectors; shared with the versions that come of this one by a refresh.</summary>
    public DeletionVectorSource DeletionVectors { get; }

    /// <summary>The value of a partition column for all rows of a file.</summary>
    /// <exception cref="WeirException">WEIR2012: the file has no value for the column, or one of another type.</exception>
    public PartitionValue PartitionValue(FileList files, int place, StructField column) => PartitionValue(files.Table, files.Rows[place], column);

    /// <inheritdoc cref="PartitionValue(FileList, int, StructField)"/>
    /// <param name="table">Holds the file's action.</param>
    /// <param name="row">The row of the action.</param>
    /// <param name="column">The column.</param>
    public PartitionValue PartitionValue(AddFileTable table, int row, StructField column) =>
        table.PartitionValues(row).TryGetValue(Mapping.PhysicalName(column), out string? text)
            ? Table.PartitionValue.Parse(column, text)
            : throw DeltaErrors.PartitionValueMissing(Root, Encoding.UTF8.GetString(table.Path(row)), column.Name);

    private static IEnumerable<string> Fault(string member, object? recorded, object found) =>
        recorded is null || recorded.Equals(found) ? [] : [$"'{member}' is {recorded} and the log gives {found}"];

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
