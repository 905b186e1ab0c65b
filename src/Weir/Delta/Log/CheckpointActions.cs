using System.Collections.ObjectModel;
using Weir.Arrow;
using Weir.Delta.Actions;
using Weir.Diagnostics;

namespace Weir.Delta.Log;

/// <summary>
/// Takes actions out of the rows of a checkpoint ("Checkpoint Schema"): one action a row, in the
/// struct column of its name. One object reads one file.
/// </summary>
/// <param name="file">The checkpoint file, for errors.</param>
internal sealed class CheckpointActions(string file)
{
    // `remove` is not asked for: nothing is older than a checkpoint, so its tombstones hide nothing.
    private static readonly string[] Columns = ["add", "metaData", "protocol", "txn", "domainMetadata", "sidecar"];

    private readonly CheckpointCells _cells = new(file);

    /// <summary>Streams a checkpoint file, or a sidecar file of one, into a replay that has begun a checkpoint.</summary>
    /// <exception cref="WeirException">WEIR2011: the file is broken.</exception>
    public void ReadInto(LogReplay replay, ICheckpointReader checkpoints, string enginePath, CancellationToken cancellationToken)
    {
        using RecordBatchReader reader = Open(checkpoints, enginePath, cancellationToken);
        while (Next(reader, cancellationToken) is { } batch)
        {
            using (batch)
                Apply(batch, replay);
        }
    }

    private RecordBatchReader Open(ICheckpointReader checkpoints, string enginePath, CancellationToken cancellationToken)
    {
        try
        {
            return checkpoints.Read(enginePath, Columns, cancellationToken);
        }
        catch (WeirException error)
        {
            throw DeltaErrors.CheckpointCorrupt(file, error);
        }
    }

    private RecordBatch? Next(RecordBatchReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return reader.Read(cancellationToken);
        }
        catch (WeirException error)
        {
            throw DeltaErrors.CheckpointCorrupt(file, error);
        }
    }

    private void Apply(RecordBatch batch, LogReplay replay)
    {
        ForEachRow(batch, "sidecar", (column, row) => replay.Take(Sidecar(column, row)));
        ForEachRow(batch, "protocol", (column, row) => replay.Take(Protocol(column, row)));
        ForEachRow(batch, "metaData", (column, row) => replay.Take(Metadata(column, row)));
        ForEachRow(batch, "txn", (column, row) => replay.Take(Transaction(column, row)));
        ForEachRow(batch, "domainMetadata", (column, row) => replay.Take(Domain(column, row)));
        if (Column(batch, "add") is { } adds)
            ApplyAdds(adds, replay);
    }

    private void ApplyAdds(ArrowArray adds, LogReplay replay)
    {
        ArrowArray path = _cells.Required(adds, "path");
        ArrowArray size = _cells.Required(adds, "size");
        ArrowArray? modified = _cells.Field(adds, "modificationTime");
        ArrowArray? values = _cells.Field(adds, "partitionValues");
        ArrowArray? change = _cells.Field(adds, "dataChange");
        ArrowArray? stats = _cells.Field(adds, "stats");
        ArrowArray? tags = _cells.Field(adds, "tags");
        ArrowArray? vector = _cells.Field(adds, "deletionVector");
        ArrowArray? rowId = _cells.Field(adds, "baseRowId");
        ArrowArray? commitVersion = _cells.Field(adds, "defaultRowCommitVersion");
        ArrowArray? clustering = _cells.Field(adds, "clusteringProvider");
        for (int row = 0; row < adds.Length; row++)
        {
            if (adds.IsNull(row))
                continue;
            ReadOnlySpan<byte> name = _cells.Bytes(path, row);
            replay.Take(new AddEntry
            {
                Path = name.IsEmpty ? throw DeltaErrors.CheckpointInvalid(file, "a row lacks 'add.path'") : name,
                PartitionValues = _cells.Map(values, row) ?? TextMap.Empty,
                Size = _cells.Need(_cells.Number(size, row), "add.size"),
                ModificationTime = _cells.Number(modified, row) ?? 0,
                DataChange = _cells.Flag(change, row) ?? false,
                Stats = _cells.Bytes(stats, row),
                Extras = new AddFileExtras(
                    _cells.Map(tags, row), DeletionVector(vector, row), _cells.Number(rowId, row),
                    _cells.Number(commitVersion, row), _cells.Text(clustering, row)),
            });
        }
    }

    private SidecarFile Sidecar(ArrowArray column, int row) => new(
        _cells.Need(_cells.Text(_cells.Field(column, "path"), row), "sidecar.path"),
        _cells.Number(_cells.Field(column, "sizeInBytes"), row) ?? 0,
        _cells.Number(_cells.Field(column, "modificationTime"), row) ?? 0);

    private DeletionVectorDescriptor? DeletionVector(ArrowArray? column, int row)
    {
        if (column is null || column.IsNull(row))
            return null;
        return new DeletionVectorDescriptor(
            _cells.Need(_cells.Text(_cells.Field(column, "storageType"), row), "add.deletionVector.storageType"),
            _cells.Need(_cells.Text(_cells.Field(column, "pathOrInlineDv"), row), "add.deletionVector.pathOrInlineDv"),
            (int?)_cells.Number(_cells.Field(column, "offset"), row),
            (int)_cells.Need(_cells.Number(_cells.Field(column, "sizeInBytes"), row), "add.deletionVector.sizeInBytes"),
            _cells.Need(_cells.Number(_cells.Field(column, "cardinality"), row), "add.deletionVector.cardinality"));
    }

    private ProtocolAction Protocol(ArrowArray column, int row) => new(
        (int)_cells.Need(_cells.Number(_cells.Field(column, "minReaderVersion"), row), "protocol.minReaderVersion"),
        (int)_cells.Need(_cells.Number(_cells.Field(column, "minWriterVersion"), row), "protocol.minWriterVersion"),
        _cells.List(_cells.Field(column, "readerFeatures"), row),
        _cells.List(_cells.Field(column, "writerFeatures"), row));

    private MetadataAction Metadata(ArrowArray column, int row)
    {
        ArrowArray? format = _cells.Field(column, "format");
        string? provider = format is null || format.IsNull(row) ? null : _cells.Text(_cells.Field(format, "provider"), row);
        return new MetadataAction
        {
            Id = _cells.Need(_cells.Text(_cells.Field(column, "id"), row), "metaData.id"),
            Name = _cells.Text(_cells.Field(column, "name"), row),
            Description = _cells.Text(_cells.Field(column, "description"), row),
            Format = provider is null ? TableFormat.Parquet : TableFormat.Parquet with { Provider = provider },
            SchemaString = _cells.Text(_cells.Field(column, "schemaString"), row) ?? "",
            PartitionColumns = _cells.List(_cells.Field(column, "partitionColumns"), row) ?? [],
            Configuration = Configuration(_cells.Map(_cells.Field(column, "configuration"), row)),
            CreatedTime = _cells.Number(_cells.Field(column, "createdTime"), row),
        };
    }

    private TransactionAction Transaction(ArrowArray column, int row) => new(
        _cells.Need(_cells.Text(_cells.Field(column, "appId"), row), "txn.appId"),
        _cells.Need(_cells.Number(_cells.Field(column, "version"), row), "txn.version"),
        _cells.Number(_cells.Field(column, "lastUpdated"), row));

    private DomainMetadata Domain(ArrowArray column, int row) => new(
        _cells.Need(_cells.Text(_cells.Field(column, "domain"), row), "domainMetadata.domain"),
        _cells.Text(_cells.Field(column, "configuration"), row) ?? "",
        _cells.Flag(_cells.Field(column, "removed"), row) ?? false);

    private static IReadOnlyDictionary<string, string> Configuration(IReadOnlyDictionary<string, string?>? map) =>
        map is null
            ? ReadOnlyDictionary<string, string>.Empty
            : map.Where(entry => entry.Value is not null).ToDictionary(entry => entry.Key, entry => entry.Value!, StringComparer.Ordinal);

    private void ForEachRow(RecordBatch batch, string name, Action<ArrowArray, int> apply)
    {
        if (Column(batch, name) is not { } column)
            return;
        for (int row = 0; row < column.Length; row++)
        {
            if (!column.IsNull(row))
                apply(column, row);
        }
    }

    private ArrowArray? Column(RecordBatch batch, string name)
    {
        int index = batch.Schema.IndexOf(name);
        if (index < 0)
            return null;
        ArrowArray column = batch.Columns[index];
        return column.Type is StructType ? column : throw DeltaErrors.CheckpointInvalid(file, $"its column '{name}' is a {column.Type} instead of a struct");
    }
}
