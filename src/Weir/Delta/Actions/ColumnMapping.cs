using Weir.Diagnostics;

namespace Weir.Delta.Actions;

/// <summary>How the columns of a table are found in its data files ("Column Mapping").</summary>
internal enum ColumnMappingMode
{
    /// <summary>By the names of the schema.</summary>
    None,

    /// <summary>By physical names.</summary>
    Name,

    /// <summary>By the field ids of the Parquet files; in the log by physical names.</summary>
    Id,
}

/// <summary>The names of a table's columns in its data files and in its log.</summary>
/// <param name="Mode">How columns are found.</param>
internal readonly record struct ColumnMapping(ColumnMappingMode Mode)
{
    public const string PhysicalNameMember = "delta.columnMapping.physicalName";
    public const string IdMember = "delta.columnMapping.id";

    /// <summary>The mapping of a table, checked for every field.</summary>
    /// <exception cref="WeirException">WEIR2015: the mode is not known, or a field lacks what it needs.</exception>
    public static ColumnMapping Of(ProtocolAction protocol, MetadataAction metadata, DeltaSchema schema, string table)
    {
        // "The table property should only be honored if the table's protocol" supports the feature. Of two lists one is
        // enough: writers have raised tables to reader version 3 and left the reader's list empty.
        bool isSupported = protocol.MinReaderVersion == 2 || Lists(protocol.ReaderFeatures) || Lists(protocol.WriterFeatures);
        string text = isSupported ? new TableProperties(metadata.Configuration).ColumnMappingMode : "none";
        ColumnMapping mapping = new(text switch
        {
            "none" => ColumnMappingMode.None,
            "name" => ColumnMappingMode.Name,
            "id" => ColumnMappingMode.Id,
            _ => throw DeltaErrors.MetadataInvalid(table, $"its '{TableProperties.ColumnMappingModeName}' is '{text}', which is not known"),
        });
        if (mapping.Mode == ColumnMappingMode.None)
            return mapping;
        foreach (StructField field in schema.Root.AllFields())
        {
            if (field.Metadata.Text(PhysicalNameMember) is null or "")
                throw DeltaErrors.MetadataInvalid(table, $"the field '{field.Name}' has no '{PhysicalNameMember}', which column mapping by {text} needs");
            if (mapping.Mode == ColumnMappingMode.Id && field.Metadata.Number(IdMember) is not (>= 0 and <= int.MaxValue))
                throw DeltaErrors.MetadataInvalid(table, $"the field '{field.Name}' has no '{IdMember}', which column mapping by id needs");
        }
        return mapping;
    }

    private static bool Lists(IReadOnlyList<string>? features) => features?.Contains("columnMapping") ?? false;

    /// <summary>The name of a column or field in the log, and in data files unless they are read by id.</summary>
    public string PhysicalName(StructField field) =>
        Mode == ColumnMappingMode.None ? field.Name : field.Metadata.Text(PhysicalNameMember)!;

    /// <summary>The field id; only where columns are found by id.</summary>
    public static int Id(StructField field) => (int)field.Metadata.Number(IdMember)!.Value;

    /// <summary>The type with the names that its fields have in data files.</summary>
    /// <param name="type">The type as the schema has it.</param>
    /// <param name="names">The names by field id as the files have them; null where physical names are the files' names.</param>
    public DeltaType InFiles(DeltaType type, IReadOnlyDictionary<int, string>? names)
    {
        ColumnMapping mapping = this;
        return mapping.Mode == ColumnMappingMode.None ? type : type switch
        {
            DeltaStruct structure => new DeltaStruct([.. structure.Fields.Select(field => field with
            {
                Name = names is not null && names.TryGetValue(Id(field), out string? name) ? name : mapping.PhysicalName(field),
                Type = mapping.InFiles(field.Type, names),
            })]),
            DeltaArray array => array with { Element = InFiles(array.Element, names) },
            DeltaMap map => map with { Key = InFiles(map.Key, names), Value = InFiles(map.Value, names) },
            _ => type,
        };
    }
}
