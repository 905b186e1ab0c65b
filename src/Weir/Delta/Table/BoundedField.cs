using Weir.Delta.Actions;

namespace Weir.Delta.Table;

/// <summary>A column, or a field inside structs, whose statistics are wanted.</summary>
/// <param name="Path">Its names in the data files, and so in the statistics, outermost first.</param>
/// <param name="Type">Its type.</param>
/// <param name="HasBounds">False where bounds are none, or do not bound what the engine reads.</param>
internal sealed record BoundedField(IReadOnlyList<string> Path, DeltaType Type, bool HasBounds)
{
    private const string PhysicalName = "delta.columnMapping.physicalName";
    private const string TypeChanges = "delta.typeChanges";

    /// <summary>Finds a field by its names in the schema, whose case does not count.</summary>
    /// <param name="schema">The table's.</param>
    /// <param name="names">The names, outermost first.</param>
    /// <param name="isMapped">Whether the data files use names of their own.</param>
    /// <returns>Null when there is no such field, or it is nested itself.</returns>
    public static BoundedField? Find(DeltaSchema schema, IReadOnlyList<string> names, bool isMapped)
    {
        List<string> path = [];
        DeltaType type = schema.Root;
        bool hasBounds = true;
        foreach (string name in names)
        {
            if ((type as DeltaStruct)?.Fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } found)
                return null;
            path.Add(isMapped ? found.Metadata.Text(PhysicalName) ?? found.Name : found.Name);
            hasBounds &= !WasFloat(found);
            type = found.Type;
        }
        return type is DeltaPrimitive { Kind: not DeltaPrimitiveKind.Variant } or DeltaDecimal ? new BoundedField(path, type, hasBounds && IsOrdered(type)) : null;
    }

    // The bounds of older files are texts of floats, which are other doubles than the floats are.
    private static bool WasFloat(StructField field) =>
        field.Metadata.Members.TryGetValue(TypeChanges, out string? changes) && changes.Contains("\"float\"", StringComparison.Ordinal);

    private static bool IsOrdered(DeltaType type) => type is DeltaDecimal or DeltaPrimitive
    {
        Kind: DeltaPrimitiveKind.String or DeltaPrimitiveKind.Long or DeltaPrimitiveKind.Integer or DeltaPrimitiveKind.Short
            or DeltaPrimitiveKind.Byte or DeltaPrimitiveKind.Float or DeltaPrimitiveKind.Double or DeltaPrimitiveKind.Date
            or DeltaPrimitiveKind.Timestamp or DeltaPrimitiveKind.TimestampNtz,
    };
}
