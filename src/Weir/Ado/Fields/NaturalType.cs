using System.Numerics;
using Weir.Arrow;

namespace Weir.Ado.Fields;

/// <summary>The .NET type that values of a column have unless another one is asked for: one row a type.</summary>
internal static class NaturalType
{
    public static Type Of(FieldShape shape) => shape.Type switch
    {
        DictionaryType dictionary => Of(shape with { Type = dictionary.Value, Engine = null }),
        // No decimal holds most values of UHUGEINT, which are hashes.
        DecimalType => shape.IsUHugeInt || (shape.IsHugeInt && shape.Choices.HasBigIntegers) ? typeof(BigInteger) : typeof(decimal),
        Time32Type or Time64Type => typeof(TimeOnly),
        TimestampType => typeof(DateTime),
        DurationType => typeof(TimeSpan),
        ListType or LargeListType or FixedSizeListType => DynamicShapes.ArrayOf(Item(shape.Child(0))),
        StructType => typeof(Dictionary<string, object?>),
        MapType => DynamicShapes.Make(typeof(Dictionary<,>), Of(shape.Child(0)), Item(shape.Child(1))),
        FixedSizeBinaryType => typeof(byte[]),
        _ => OfPlain(shape),
    };

    private static Type OfPlain(FieldShape shape) => shape.Type.Id switch
    {
        ArrowTypeId.Boolean => typeof(bool),
        ArrowTypeId.Int8 => typeof(sbyte),
        ArrowTypeId.UInt8 => typeof(byte),
        ArrowTypeId.Int16 => typeof(short),
        ArrowTypeId.UInt16 => typeof(ushort),
        ArrowTypeId.Int32 => typeof(int),
        ArrowTypeId.UInt32 => typeof(uint),
        ArrowTypeId.Int64 => typeof(long),
        ArrowTypeId.UInt64 => typeof(ulong),
        ArrowTypeId.Float => typeof(float),
        ArrowTypeId.Double => typeof(double),
        ArrowTypeId.Utf8 or ArrowTypeId.LargeUtf8 or ArrowTypeId.Utf8View => shape.IsUuid ? typeof(Guid) : typeof(string),
        ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.BinaryView => typeof(byte[]),
        ArrowTypeId.Date32 => typeof(DateOnly),
        ArrowTypeId.IntervalYearMonth or ArrowTypeId.IntervalDayTime or ArrowTypeId.IntervalMonthDayNano => typeof(TimeSpan),
        // A column of nothing but nulls; the engine shows NULL as an INTEGER.
        _ => typeof(int),
    };

    private static Type Item(FieldShape shape) =>
        Of(shape) is { IsValueType: true } type && shape.Choices.HasNullableItems ? DynamicShapes.Make(typeof(Nullable<>), type) : Of(shape);
}
