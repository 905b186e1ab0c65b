using Weir.Arrow;

namespace Weir.CodeFunctions.Aggregates;

/// <summary>How values of a scalar type lie in a column, and so how they are read, ordered and written.</summary>
internal enum ScalarKind : byte
{
    /// <summary>Of no scalar type.</summary>
    None,
    Boolean,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Float,
    Double,
    Decimal,
    Interval,
    /// <summary>Texts and binaries, ordered by their bytes.</summary>
    Bytes,
}

/// <summary>The kinds of types.</summary>
internal static class ScalarKinds
{
    /// <summary>The kind of a type.</summary>
    public static ScalarKind Of(ArrowType type) => type.Id switch
    {
        ArrowTypeId.Boolean => ScalarKind.Boolean,
        ArrowTypeId.Int8 => ScalarKind.Int8,
        ArrowTypeId.Int16 => ScalarKind.Int16,
        ArrowTypeId.Int32 or ArrowTypeId.Date32 or ArrowTypeId.Time32 => ScalarKind.Int32,
        ArrowTypeId.Int64 or ArrowTypeId.Time64 or ArrowTypeId.Timestamp or ArrowTypeId.Duration => ScalarKind.Int64,
        ArrowTypeId.UInt8 => ScalarKind.UInt8,
        ArrowTypeId.UInt16 => ScalarKind.UInt16,
        ArrowTypeId.UInt32 => ScalarKind.UInt32,
        ArrowTypeId.UInt64 => ScalarKind.UInt64,
        ArrowTypeId.Float => ScalarKind.Float,
        ArrowTypeId.Double => ScalarKind.Double,
        ArrowTypeId.Decimal128 => ScalarKind.Decimal,
        ArrowTypeId.IntervalMonthDayNano => ScalarKind.Interval,
        ArrowTypeId.Utf8 or ArrowTypeId.LargeUtf8 or ArrowTypeId.Utf8View => ScalarKind.Bytes,
        ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.BinaryView => ScalarKind.Bytes,
        _ => ScalarKind.None,
    };

    /// <summary>The kind of a type whose values are to be kept.</summary>
    /// <exception cref="ArgumentException">It is no scalar type.</exception>
    public static ScalarKind Known(ArrowType type) => Of(Require(type));

    /// <summary>The type itself, when values of it can be kept.</summary>
    /// <exception cref="ArgumentException">It is no scalar type.</exception>
    public static ArrowType Require(ArrowType type) => Of(type) != ScalarKind.None
        ? type
        : throw new ArgumentException($"An argument has the type {type}. Values of scalar types are taken: cast it, or give a field or an element of it.", nameof(type));
}
