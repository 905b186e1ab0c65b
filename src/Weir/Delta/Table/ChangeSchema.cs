using Weir.Delta.Actions;

namespace Weir.Delta.Table;

/// <summary>
/// Whether rows that were written under one schema can be read under a later one without a change of their meaning: the
/// same columns in types that hold the values, and more columns that may be null.
/// </summary>
internal static class ChangeSchema
{
    private static readonly DeltaPrimitiveKind[] Wholes = [DeltaPrimitiveKind.Byte, DeltaPrimitiveKind.Short, DeltaPrimitiveKind.Integer, DeltaPrimitiveKind.Long];

    /// <summary>Why it is not so; null when it is.</summary>
    public static string? WhyNot(DeltaSchema before, ColumnMapping mappingBefore, DeltaSchema after, ColumnMapping mappingAfter) =>
        WhyNot(before.Root, mappingBefore, after.Root, mappingAfter, "");

    private static string? WhyNot(DeltaStruct before, ColumnMapping mappingBefore, DeltaStruct after, ColumnMapping mappingAfter, string prefix)
    {
        foreach (StructField field in before.Fields)
        {
            StructField? later = after.Fields.FirstOrDefault(other => mappingAfter.PhysicalName(other) == mappingBefore.PhysicalName(field));
            string name = prefix + field.Name;
            if (later is null)
                return $"the column '{name}' was dropped";
            if (later.Name != field.Name)
                return $"the column '{name}' was renamed to '{later.Name}'";
            if (field.Nullable && !later.Nullable)
                return $"the column '{name}' was nullable and is no longer";
            if (WhyNot(field.Type, mappingBefore, later.Type, mappingAfter, name) is { } why)
                return why;
        }
        StructField? added = after.Fields.FirstOrDefault(later => !later.Nullable
            && before.Fields.All(field => mappingAfter.PhysicalName(later) != mappingBefore.PhysicalName(field)));
        return added is null ? null : $"the column '{prefix}{added.Name}' was added and is not nullable";
    }

    private static string? WhyNot(DeltaType before, ColumnMapping mappingBefore, DeltaType after, ColumnMapping mappingAfter, string name) => (before, after) switch
    {
        (DeltaStruct from, DeltaStruct to) => WhyNot(from, mappingBefore, to, mappingAfter, $"{name}."),
        (DeltaArray from, DeltaArray to) => WhyNot(from.Element, mappingBefore, to.Element, mappingAfter, $"{name}.element"),
        (DeltaMap from, DeltaMap to) => WhyNot(from.Key, mappingBefore, to.Key, mappingAfter, $"{name}.key")
            ?? WhyNot(from.Value, mappingBefore, to.Value, mappingAfter, $"{name}.value"),
        _ => before.Equals(after) || IsWidened(before, after) ? null : $"the column '{name}' was {before} and is {after}",
    };

    // "Type Widening": the changes that the protocol allows.
    private static bool IsWidened(DeltaType before, DeltaType after) => (before, after) switch
    {
        (DeltaDecimal from, DeltaDecimal to) => to.Scale >= from.Scale && to.Precision - to.Scale >= from.Precision - from.Scale,
        (DeltaPrimitive from, DeltaDecimal to) => Digits(from.Kind) is { } digits && to.Precision - to.Scale >= digits,
        (DeltaPrimitive from, DeltaPrimitive to) =>
            (Array.IndexOf(Wholes, from.Kind) is >= 0 and var small && Array.IndexOf(Wholes, to.Kind) > small)
            || (from.Kind is DeltaPrimitiveKind.Byte or DeltaPrimitiveKind.Short or DeltaPrimitiveKind.Integer or DeltaPrimitiveKind.Float && to.Kind == DeltaPrimitiveKind.Double)
            || (from.Kind == DeltaPrimitiveKind.Date && to.Kind == DeltaPrimitiveKind.TimestampNtz)
            || from.Kind == DeltaPrimitiveKind.Void,
        _ => before == DeltaType.Void,
    };

    private static int? Digits(DeltaPrimitiveKind kind) => kind switch
    {
        DeltaPrimitiveKind.Byte or DeltaPrimitiveKind.Short or DeltaPrimitiveKind.Integer => 10,
        DeltaPrimitiveKind.Long => 20,
        _ => null,
    };
}
