using System.Text;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Delta.Table;

/// <summary>
/// Finds the files that hold the row changes of some versions ("Change Data Files"): those that a version wrote for this
/// purpose, else the files that it added and removed. Used once.
/// </summary>
/// <param name="store">The table's root.</param>
/// <param name="start">The first version.</param>
/// <param name="end">The last version.</param>
/// <param name="times">When versions were made.</param>
internal sealed class ChangeReader(IObjectStore store, Snapshot start, Snapshot end, VersionTimes times)
{
    private readonly Group _inserted = new(), _deleted = new(), _written = new(), _newlyDeleted = new(), _restored = new();
    private readonly Dictionary<long, long> _times = [];

    /// <summary>Reads the commits, oldest first. No data file is opened.</summary>
    /// <exception cref="WeirException">
    /// WEIR2031: a version of the range records no changes. WEIR2032: one has columns that the last one cannot hold.
    /// WEIR2007, WEIR2011: a commit is broken or gone. WEIR2016: a deletion vector is.
    /// </exception>
    public async Task<ChangeFeed> ReadAsync(CancellationToken cancellationToken)
    {
        Require(start.Metadata, start.Protocol, start.Version);
        if (end.Schema.Columns.FirstOrDefault(column => ChangeFeed.ColumnNames.Contains(column.Name, StringComparer.OrdinalIgnoreCase)) is { } taken)
            throw DeltaRequestErrors.ChangesUnreadable(store.Root, end.Version, $"the table has a column '{taken.Name}' of its own");
        ProtocolAction protocol = start.Protocol;
        for (long version = start.Version; version <= end.Version; version++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ChangeCommit commit = await ReadAsync(version, cancellationToken).ConfigureAwait(false);
            protocol = commit.Protocol ?? protocol;
            ProtocolGate.RequireReadable(protocol, store.Root);
            if (commit.Metadata is { } metadata)
                Require(metadata, protocol, version);
            await TakeAsync(commit, version, cancellationToken).ConfigureAwait(false);
            _times[version] = await times.TimeAsync(version, cancellationToken).ConfigureAwait(false);
        }
        return new ChangeFeed(end, [.. await GroupsAsync(cancellationToken).ConfigureAwait(false)], _times);
    }

    private async Task<ChangeCommit> ReadAsync(long version, CancellationToken cancellationToken)
    {
        ObjectPath path = LogPath.Commit(version);
        byte[] content = await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false)
            ?? throw DeltaErrors.CommitMissing(store.Root, version);
        ChangeCommit commit = new();
        int lines = 0;
        ActionReader.ReadInto(content, store.ToEnginePath(path), ref lines, commit);
        return commit;
    }

    private void Require(MetadataAction metadata, ProtocolAction protocol, long version)
    {
        if (!new TableProperties(metadata.Configuration).ChangeDataFeed)
            throw DeltaRequestErrors.ChangesNotRecorded(store.Root, version);
        DeltaSchema schema = DeltaSchema.Parse(metadata.SchemaString, store.Root);
        ColumnMapping mapping = ColumnMapping.Of(protocol, metadata, schema, store.Root);
        if (ChangeSchema.WhyNot(schema, mapping, end.Schema, end.Mapping) is { } why)
            throw DeltaRequestErrors.ChangesUnreadable(store.Root, version, $"between it and version {end.Version} {why}");
        if (!metadata.PartitionColumns.SequenceEqual(end.Metadata.PartitionColumns, StringComparer.Ordinal))
            throw DeltaRequestErrors.ChangesUnreadable(store.Root, version,
                $"it is partitioned by ({string.Join(", ", metadata.PartitionColumns)}) and version {end.Version} by ({string.Join(", ", end.Metadata.PartitionColumns)})");
    }

    private async Task TakeAsync(ChangeCommit commit, long version, CancellationToken cancellationToken)
    {
        foreach (AddCdcFile change in commit.Changes)
            _written.Add(version, change.Path, change.PartitionValues, change.Size, stats: null, vector: null);
        if (commit.Changes.Count > 0)
            return;
        (List<AddFile> added, List<RemoveFile> removed, List<(RemoveFile Before, AddFile After)> kept) = commit.Pair();
        foreach (AddFile file in added)
            _inserted.Add(version, file.Path, file.PartitionValues, file.Size, file.Stats, file.DeletionVector);
        foreach (RemoveFile file in removed)
            _deleted.Add(version, file.Path, file.PartitionValues ?? TextMap.Empty, file.Size ?? 0, file.Stats, file.DeletionVector);
        foreach ((RemoveFile before, AddFile after) in kept)
        {
            DeletedRows? old = await RowsAsync(before.DeletionVector, after.Path, cancellationToken).ConfigureAwait(false);
            DeletedRows? now = await RowsAsync(after.DeletionVector, after.Path, cancellationToken).ConfigureAwait(false);
            if (now is not null)
                _newlyDeleted.Add(version, after, leftOut: old, only: now);
            if (old is not null)
                _restored.Add(version, after, leftOut: now, only: old);
        }
    }

    private async Task<DeletedRows?> RowsAsync(DeletionVectorDescriptor? vector, string file, CancellationToken cancellationToken) =>
        vector is null ? null : await end.DeletionVectors.ReadAsync(vector, file, cancellationToken).ConfigureAwait(false);

    private async Task<List<ChangeFiles>> GroupsAsync(CancellationToken cancellationToken)
    {
        List<ChangeFiles> groups = [];
        foreach ((ChangeKind kind, Group group) in (ReadOnlySpan<(ChangeKind, Group)>)[(ChangeKind.Insert, _inserted), (ChangeKind.Delete, _deleted)])
        {
            if (group.Files is { Count: > 0 } files)
                groups.Add(new ChangeFiles(kind, files, group.Versions));
        }
        for (int i = 0; i < groups.Count; i++)
            groups[i] = groups[i] with { LeftOut = await VectorsAsync(groups[i].Files, cancellationToken).ConfigureAwait(false) };
        groups.AddRange(Compared(ChangeKind.Delete, _newlyDeleted));
        groups.AddRange(Compared(ChangeKind.Insert, _restored));
        if (_written.Files is { Count: > 0 } written)
            groups.Add(new ChangeFiles(ChangeKind.Written, written, _written.Versions));
        return groups;
    }

    private static IEnumerable<ChangeFiles> Compared(ChangeKind kind, Group group) =>
        group.Files is { Count: > 0 } files ? [new ChangeFiles(kind, files, group.Versions) { LeftOut = group.LeftOut, Only = group.Only }] : [];

    private async Task<DeletedRows?[]?> VectorsAsync(FileList files, CancellationToken cancellationToken) =>
        Enumerable.Range(0, files.Count).Any(files.HasDeletionVector) ? await end.DeletionVectors.ReadAsync(files, cancellationToken).ConfigureAwait(false) : null;

    private sealed class Group
    {
        private readonly AddFileTable _table = new();

        public List<long> Versions { get; } = [];

        public List<DeletedRows?> LeftOut { get; } = [];

        public List<DeletedRows> Only { get; } = [];

        public FileList Files => new(_table, [.. Enumerable.Range(0, _table.Count)]);

        public void Add(long version, AddFile file, DeletedRows? leftOut, DeletedRows only)
        {
            Add(version, file.Path, file.PartitionValues, file.Size, stats: null, vector: null);
            LeftOut.Add(leftOut);
            Only.Add(only);
        }

        public void Add(
            long version, string path, IReadOnlyDictionary<string, string?> partitionValues, long size, string? stats, DeletionVectorDescriptor? vector)
        {
            Versions.Add(version);
            _table.Add(new AddEntry
            {
                Path = Encoding.UTF8.GetBytes(path),
                PartitionValues = partitionValues,
                Size = size,
                ModificationTime = 0,
                DataChange = true,
                Stats = stats is null ? [] : Encoding.UTF8.GetBytes(stats),
                Extras = new AddFileExtras(null, vector, null, null, null),
            });
        }
    }
}
