using Weir.Arrow;

namespace Weir.Ado.Fields;

/// <summary>Finds the reader of a column for what a caller asks for.</summary>
internal static class FieldReaders
{
    /// <summary>The reader of the type that a column has unless another one is asked for.</summary>
    public static FieldReader Natural(FieldShape shape) =>
        For(NaturalType.Of(shape), shape) ?? throw new NotSupportedException($"Values of the type {shape.Text} have no .NET type; cast the column to VARCHAR in the query.");

    /// <summary>A reader, or null when a column of the type cannot be read so.</summary>
    /// <param name="target">The .NET type that is asked for.</param>
    /// <param name="shape">The column's type.</param>
    public static FieldReader? For(Type target, FieldShape shape)
    {
        if (target == typeof(object))
            return new ViewedField<object>(Natural(shape));
        if (Nullable.GetUnderlyingType(target) is { } bare)
            return For(bare, shape) is { } inner ? DynamicShapes.Reader(typeof(NullableField<>), [bare], inner) : null;
        if (target.IsEnum)
            return WordFields.Enum(target, type => For(type, shape));
        return shape.Type switch
        {
            DictionaryType words => For(target, shape with { Type = words.Value, Engine = null }) is { } reader ? WordFields.Indexed(target, reader) : null,
            DecimalType number => DecimalFields.For(target, number, shape.IsHugeInt),
            ListType or LargeListType or FixedSizeListType => NestedFields.List(target, shape, For),
            MapType => NestedFields.Map(target, shape, For),
            StructType => StructFields.For(target, shape, For),
            _ => NumberFields.For(target, shape.Type.Id) ?? BytesFields.For(target, shape.Type) ?? TimeFields.For(target, shape.Type),
        };
    }
}
