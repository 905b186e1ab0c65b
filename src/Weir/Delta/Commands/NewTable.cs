using System.Buffers;
using Weir.Delta.Actions;
using Weir.Diagnostics;

namespace Weir.Delta.Commands;

/// <summary>The first protocol and metadata of a table: as low as the schema allows, so that many can read it.</summary>
internal static class NewTable
{
    // Spark refuses these in the names of columns without column mapping.
    private static readonly SearchValues<char> NameBans = SearchValues.Create(" ,;{}()\n\t=");

    private static readonly string[] FeedColumns = ["_change_type", "_commit_version", "_commit_timestamp"];

    /// <exception cref="WeirException">WEIR2027, WEIR2005: what is asked for cannot be made.</exception>
    public static (ProtocolAction Protocol, MetadataAction Metadata) Make(WriteRequest request, string table, DateTimeOffset now)
    {
        IReadOnlyList<string> partitionColumns = PartitionColumns(request, table);
        CheckColumns(request.Schema, table);
        foreach ((string property, string value) in request.Properties)
        {
            if (TableProperty.Fault(property, value) is { } fault)
                throw DeltaWriteErrors.NewTableInvalid(table, fault);
        }
        if (new TableProperties(request.Properties).ChangeDataFeed && request.Schema.Columns.FirstOrDefault(column => IsOfFeed(column.Name)) is { } taken)
            throw DeltaWriteErrors.NewTableInvalid(table, $"the column '{taken.Name}' has a name that the change data feed gives to a column of its own");
        ProtocolAction protocol = ProtocolGate.ForNewTable(request.Schema, request.Properties);
        MetadataAction metadata = new()
        {
            Id = Guid.NewGuid().ToString(),
            SchemaString = request.Schema.ToSchemaString(),
            PartitionColumns = partitionColumns,
            Configuration = request.Properties,
            CreatedTime = now.ToUnixTimeMilliseconds(),
        };
        ProtocolGate.RequireWritable(protocol, metadata, request.Schema, table);
        Codec(metadata, table);
        return (protocol, metadata);
    }

    /// <summary>The codec that the table asks for; <c>zstd</c> when it does not say.</summary>
    public static string Codec(MetadataAction metadata, string table)
    {
        string asked = new TableProperties(metadata.Configuration).Text(TableProperty.CodecName)?.ToLowerInvariant() ?? "zstd";
        string codec = asked == "none" ? "uncompressed" : asked;
        return TableProperty.Codecs.Contains(codec) ? codec : throw DeltaWriteErrors.NewTableInvalid(table,
            $"property '{TableProperty.CodecName}' is '{asked}'; this version writes {string.Join(", ", TableProperty.Codecs)}");
    }

    private static List<string> PartitionColumns(WriteRequest request, string table)
    {
        List<string> names = [];
        foreach (string asked in request.PartitionColumns ?? [])
        {
            StructField column = request.Schema.Find(asked)
                ?? throw DeltaWriteErrors.NewTableInvalid(table, $"the partition column '{asked}' is not among its columns");
            if (column.Type is DeltaStruct or DeltaArray or DeltaMap)
                throw DeltaWriteErrors.NewTableInvalid(table, $"the partition column '{asked}' is {column.Type}; only plain types can be");
            if (names.Contains(column.Name))
                throw DeltaWriteErrors.NewTableInvalid(table, $"the partition column '{asked}' is named twice");
            names.Add(column.Name);
        }
        return names.Count < request.Schema.Columns.Count ? names : throw DeltaWriteErrors.NewTableInvalid(table,
            names.Count == 0 ? "it has no columns" : "all its columns are partition columns; at least one must be in the files");
    }

    private static bool IsOfFeed(string column) => FeedColumns.Contains(column, StringComparer.OrdinalIgnoreCase);

    private static void CheckColumns(DeltaSchema schema, string table)
    {
        CheckNames(schema.Root, "", table);
        foreach (StructField field in schema.Root.AllFields())
        {
            if (field.Type.SelfAndNested().Contains(DeltaType.Void))
                throw DeltaWriteErrors.NewTableInvalid(table, $"column '{field.Name}' has no type (every value is NULL); cast it");
        }
    }

    private static void CheckNames(DeltaType type, string path, string table)
    {
        if (type is DeltaArray array)
            CheckNames(array.Element, path, table);
        else if (type is DeltaMap map)
        {
            CheckNames(map.Key, path, table);
            CheckNames(map.Value, path, table);
        }
        if (type is not DeltaStruct structure)
            return;
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (StructField field in structure.Fields)
        {
            if (!seen.Add(field.Name))
                throw DeltaWriteErrors.NewTableInvalid(table, $"it has the column '{path}{field.Name}' twice (case does not count)");
            if (field.Name.Length == 0 || field.Name.AsSpan().ContainsAny(NameBans))
                throw DeltaWriteErrors.NewTableInvalid(table,
                    $"the column name '{path}{field.Name}' is empty or holds one of ' ,;{{}}()=', a tab or a line break, " +
                    "which other Delta readers refuse; give it a plain name with AS");
            CheckNames(field.Type, $"{path}{field.Name}.", table);
        }
    }
}
