using System.Globalization;
using Weir.Arrow;
using Weir.Catalog;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Engine.Syntax;

namespace Weir.Sessions;

/// <summary>The columns of one snapshot of which something is known in each file, and the relation of those that a query uses.</summary>
/// <param name="snapshot">The version.</param>
/// <param name="table">Holds the actions of its files.</param>
/// <param name="bounds">What is known of files, those of other versions among them.</param>
/// <param name="places">Its own files among them.</param>
internal sealed class BoundsCatalog(Snapshot snapshot, AddFileTable table, FileBounds bounds, FilePlaces places)
{
    /// <summary>Name of the column of the relation that has the file's place; null for a file that the version does not have.</summary>
    public const string PlaceColumn = "file";

    private readonly List<(BoundsColumn Column, int Partition, BoundedField? Field)> _known = [];
    private readonly bool _isMapped = snapshot.Mapping.Mode != ColumnMappingMode.None;

    /// <summary>Whether the table has a column, known or not.</summary>
    public bool Has(string name) => snapshot.Schema.Columns.Any(column => Is(column.Name, name));

    /// <summary>The column of a path of names; null when there is none, or nothing is known of it.</summary>
    public BoundsColumn? Find(IReadOnlyList<string> path)
    {
        int partition = Enumerable.Range(0, snapshot.PartitionColumns.Count).FirstOrDefault(i => Is(snapshot.PartitionColumns[i].Name, path[0]), -1);
        if (partition >= 0)
            return path.Count == 1 ? Add(snapshot.PartitionColumns[partition].Type, BoundsKind.Value, partition, null) : null;
        return BoundedField.Find(snapshot.Schema, path, _isMapped) is { } field
            ? Add(field.Type, field.HasBounds ? BoundsKind.Range : BoundsKind.Nulls, -1, field)
            : null;
    }

    /// <summary>What a column that was found stands for, whatever it is called in the relation.</summary>
    public string NameOf(BoundsColumn column)
    {
        (_, int partition, BoundedField? field) = _known.First(known => known.Column == column);
        return field is null ? $"{column.Key} partition {partition}" : $"{column.Key} field {string.Join('\u0001', field.Path)}";
    }

    /// <summary>The relation of some of the columns that were found; the caller owns it.</summary>
    public FileRelation Relation(IEnumerable<BoundsColumn> columns)
    {
        List<Field> fields = [new Field(PlaceColumn, ArrowType.Int32)];
        List<RecordBatch> batches = [places.Share()];
        SnapshotFacts facts = new(snapshot, table, places);
        try
        {
            var used = columns.Select(column => _known.First(known => known.Column == column)).ToArray();
            foreach ((BoundsColumn column, int partition, BoundedField? field) in used)
            {
                RecordBatch batch = field is null ? Values(facts, partition) : bounds.Of(facts, [field])[0];
                batches.Add(batch);
                fields.AddRange(Names(column).Zip(batch.Schema.Fields, (name, each) => new Field(name, each.Type)));
            }
            return new FileRelation(new RecordBatch(new Schema([.. fields]), batches[0].RowCount, [.. batches.SelectMany(batch => batch.Columns)]));
        }
        finally
        {
            batches.ForEach(batch => batch.Dispose());
        }
    }

    private RecordBatch Values(SnapshotFacts facts, int partition)
    {
        StructField column = snapshot.PartitionColumns[partition];
        return bounds.Partition(facts, partition, snapshot.Mapping.PhysicalName(column), column.Type);
    }

    private static IEnumerable<string> Names(BoundsColumn column) => column.Kind switch
    {
        BoundsKind.Value => [column.Key],
        BoundsKind.Nulls => [column.Key + BoundsColumn.NullSuffix, column.Key + BoundsColumn.ValueSuffix],
        _ => [column.Key + BoundsColumn.MinSuffix, column.Key + BoundsColumn.MaxSuffix, column.Key + BoundsColumn.NullSuffix, column.Key + BoundsColumn.ValueSuffix],
    };

    private BoundsColumn Add(DeltaType type, BoundsKind kind, int partition, BoundedField? field)
    {
        foreach (var known in _known)
        {
            if (known.Partition == partition && (field is null || known.Field is not null && known.Field.Path.SequenceEqual(field.Path)))
                return known.Column;
        }
        BoundsColumn column = new($"k{_known.Count.ToString(CultureInfo.InvariantCulture)}", DeltaSqlType.Of(type), kind);
        _known.Add((column, partition, field));
        return column;
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
