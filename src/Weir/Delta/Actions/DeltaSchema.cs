using System.Text.Json;
using Weir.Diagnostics;

namespace Weir.Delta.Actions;

/// <summary>A table's schema: its columns in order, partition columns included. Immutable; equality is by value.</summary>
internal sealed record DeltaSchema(DeltaStruct Root)
{
    public DeltaSchema(IReadOnlyList<StructField> columns)
        : this(new DeltaStruct(columns))
    {
    }

    public IReadOnlyList<StructField> Columns => Root.Fields;

    /// <summary>Parses a schema string.</summary>
    /// <param name="schemaString">As in <see cref="MetadataAction.SchemaString"/>.</param>
    /// <param name="table">The table, for the error message.</param>
    public static DeltaSchema Parse(string schemaString, string table)
    {
        try
        {
            return new DeltaSchema(DeltaSchemaText.Parse(schemaString));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw DeltaErrors.SchemaUnreadable(table, error);
        }
    }

    /// <summary>The schema string of this schema.</summary>
    public string ToSchemaString() => DeltaSchemaText.Print(Root);

    /// <summary>The column of this name; case does not count, as names are unique whatever their case.</summary>
    public StructField? Find(string name) =>
        Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
}
