using Weir.Arrow;
using Weir.Catalog;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>
/// What a scan has to know of the footers of its files before it can be written down; asked only of tables whose features
/// need it.
/// </summary>
/// <param name="FieldNames">By field id the name that inner fields have in the files; null unless columns are found by id.</param>
/// <param name="HasUnmarkedVariants">
/// Whether variants stand in the files as two binaries that nothing marks as a variant, as early writers left them; the
/// engine takes these for structs.
/// </param>
internal sealed record DataFileFacts(IReadOnlyDictionary<int, string>? FieldNames, bool HasUnmarkedVariants)
{
    private static readonly DeltaStruct UnmarkedVariant = new([new StructField("value", DeltaType.Binary), new StructField("metadata", DeltaType.Binary)]);

    /// <summary>Nothing that matters.</summary>
    public static DataFileFacts None { get; } = new(null, false);

    /// <summary>Reads the footers where that is needed.</summary>
    /// <exception cref="WeirException">WEIR2003: the files cannot be read rightly.</exception>
    public static DataFileFacts Of(Snapshot snapshot, FileList files, IEnumerable<string> paths, DuckConnection connection, CancellationToken cancellationToken)
    {
        bool byId = snapshot.Mapping.Mode == ColumnMappingMode.Id;
        bool hasVariant = snapshot.Schema.Root.SelfAndNested().Contains(DeltaType.Variant);
        if (files.Count == 0 || (!byId && !hasVariant))
            return None;
        List<ParquetNode> nodes = Read(connection, paths, cancellationToken);
        return new DataFileFacts(byId ? Names(snapshot, nodes) : null, hasVariant && HasUnmarked(snapshot, nodes));
    }

    /// <summary>A type as the files have it.</summary>
    public DeltaType InFiles(DeltaType type, ColumnMapping mapping)
    {
        DeltaType named = mapping.InFiles(type, FieldNames);
        return HasUnmarkedVariants ? WithoutVariants(named) : named;
    }

    private static DeltaType WithoutVariants(DeltaType type) => type switch
    {
        DeltaStruct structure => new DeltaStruct([.. structure.Fields.Select(field => field with { Type = WithoutVariants(field.Type) })]),
        DeltaArray array => array with { Element = WithoutVariants(array.Element) },
        DeltaMap map => map with { Key = WithoutVariants(map.Key), Value = WithoutVariants(map.Value) },
        _ => type == DeltaType.Variant ? UnmarkedVariant : type,
    };

    // "If a data file does not contain field ids, readers must refuse to read that file or return nulls for each
    // column": nulls would be wrong rows to whoever asks.
    private static Dictionary<int, string> Names(Snapshot snapshot, List<ParquetNode> nodes)
    {
        Dictionary<int, string> names = [];
        foreach (IGrouping<string, ParquetNode> file in nodes.GroupBy(node => node.File))
        {
            if (file.Count() > 1 && file.All(node => node.FieldId is null))
                throw Refused(snapshot, $"the data file '{file.Key}' has no field ids");
            foreach (ParquetNode node in file)
            {
                // The engine finds inner fields by name, so one id must have one name.
                if (node.FieldId is { } id && !names.TryAdd(id, node.Name) && names[id] != node.Name)
                    throw Refused(snapshot, $"field {id} is named '{names[id]}' in some data files and '{node.Name}' in '{file.Key}'");
            }
        }
        return names;
    }

    private static bool HasUnmarked(Snapshot snapshot, List<ParquetNode> nodes)
    {
        bool unmarked = false, marked = false;
        for (int i = 0; i + 2 < nodes.Count; i++)
        {
            if (nodes[i].IsVariant)
                marked = true;
            else if (nodes[i].ChildCount >= 2 && nodes[i].LogicalType is null && IsVariantPart(nodes[i + 1]) && IsVariantPart(nodes[i + 2]) && nodes[i + 1].Name != nodes[i + 2].Name)
            {
                unmarked |= nodes[i].ChildCount == 2;
                marked |= nodes[i].ChildCount > 2; // shredded ones the engine knows by their shape
            }
        }
        return unmarked && marked
            ? throw DeltaErrors.FeatureUnsupported(snapshot.Root, "variantType", "some data files mark their variants and some do not")
            : unmarked;
    }

    private static bool IsVariantPart(ParquetNode node) => node is { Name: "metadata" or "value", ChildCount: 0 };

    private static WeirException Refused(Snapshot snapshot, string why) =>
        DeltaErrors.FeatureUnsupported(snapshot.Root, "columnMapping", $"columns are found by id, and {why}");

    private static List<ParquetNode> Read(DuckConnection connection, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        List<ParquetNode> nodes = [];
        string sql = "SELECT file_name, name, coalesce(num_children, 0)::BIGINT, field_id::BIGINT, logical_type " +
            $"FROM parquet_schema({SqlText.List(paths)})";
        using RecordBatchReader reader = connection.Query(sql, cancellationToken: cancellationToken);
        while (reader.Read(cancellationToken) is { } batch)
        {
            using (batch)
            {
                for (int row = 0; row < batch.RowCount; row++)
                {
                    nodes.Add(new ParquetNode(
                        batch.Column(0).GetString(row), batch.Column(1).GetString(row), batch.Column(2).Values<long>()[row],
                        batch.Column(3).IsNull(row) ? null : (int)batch.Column(3).Values<long>()[row],
                        batch.Column(4).IsNull(row) ? null : batch.Column(4).GetString(row)));
                }
            }
        }
        return nodes;
    }

    private sealed record ParquetNode(string File, string Name, long ChildCount, int? FieldId, string? LogicalType)
    {
        public bool IsVariant => LogicalType?.StartsWith("Variant", StringComparison.Ordinal) ?? false;
    }
}
