using Weir.Arrow;
using Weir.Delta.Actions;
using Weir.Diagnostics;

namespace Weir.Catalog;

/// <summary>
/// The Delta schema that holds the rows of an Arrow schema. Unsigned integers become the signed type
/// of the same width (a value that does not fit fails the write), a timestamp with a zone becomes
/// <c>timestamp</c>, one without <c>timestamp_ntz</c>; dictionaries count as their values.
/// </summary>
internal static class ArrowDeltaType
{
    private const int DecimalDigitsMax = 38;

    /// <summary>The schema for new columns; they are nullable unless the field promises otherwise.</summary>
    /// <exception cref="WeirException">WEIR8011: a column's type has no place in Delta.</exception>
    public static DeltaSchema Of(Schema schema) => new([.. schema.Fields.Select(field => Of(field, field.Name))]);

    private static StructField Of(Field field, string path) => new(field.Name, Of(field.Type, path), field.Nullable);

    private static DeltaType Of(ArrowType type, string path) => type switch
    {
        DecimalType { Precision: <= DecimalDigitsMax, Scale: >= 0 } number => new DeltaDecimal(number.Precision, number.Scale),
        TimestampType { Unit: not TimeUnit.Nanosecond } moment => moment.TimeZone is null ? DeltaType.TimestampNtz : DeltaType.Timestamp,
        ListType list => Array(list.Element, path),
        LargeListType list => Array(list.Element, path),
        FixedSizeListType list => Array(list.Element, path),
        StructType structure => new DeltaStruct([.. structure.Fields.Select(field => Of(field, $"{path}.{field.Name}"))]),
        MapType map => new DeltaMap(Of(map.Key.Type, $"{path}.key"), Of(map.Value.Type, $"{path}.value"), map.Value.Nullable),
        DictionaryType dictionary => Of(dictionary.Value, path),
        FixedSizeBinaryType => DeltaType.Binary,
        _ => OfId(type.Id) ?? throw ConfigurationErrors.TypeNotStorable(path, type.ToString()),
    };

    private static DeltaArray Array(Field element, string path) => new(Of(element.Type, $"{path}.element"), element.Nullable);

    private static DeltaPrimitive? OfId(ArrowTypeId id) => id switch
    {
        ArrowTypeId.Boolean => DeltaType.Boolean,
        ArrowTypeId.Int8 or ArrowTypeId.UInt8 => DeltaType.Byte,
        ArrowTypeId.Int16 or ArrowTypeId.UInt16 => DeltaType.Short,
        ArrowTypeId.Int32 or ArrowTypeId.UInt32 => DeltaType.Integer,
        ArrowTypeId.Int64 or ArrowTypeId.UInt64 => DeltaType.Long,
        ArrowTypeId.Float => DeltaType.Float,
        ArrowTypeId.Double => DeltaType.Double,
        ArrowTypeId.Utf8 or ArrowTypeId.LargeUtf8 or ArrowTypeId.Utf8View => DeltaType.String,
        ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.BinaryView => DeltaType.Binary,
        ArrowTypeId.Date32 => DeltaType.Date,
        _ => null,
    };
}
