using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Arrow;

namespace Weir.Cli.Rows;

/// <summary>The cell of every Arrow type that Weir carries.</summary>
internal static class CellFactory
{
    /// <param name="type">The type of the column.</param>
    /// <param name="hexBinary">Bytes as hexadecimal digits where they are text; JSON always has base64.</param>
    public static Cell For(ArrowType type, bool hexBinary) => type switch
    {
        DecimalType decimals => Number((array, row, text) => NumberText.OfDecimal(array.Values<Int128>()[row], decimals.Scale, text)),
        Time32Type time => Quoted((array, row, text) => IsoText.Time(array.Values<int>()[row], time.Unit, text)),
        Time64Type time => Quoted((array, row, text) => IsoText.Time(array.Values<long>()[row], time.Unit, text)),
        TimestampType stamp => Quoted((array, row, text) =>
            IsoText.Timestamp(array.Values<long>()[row], stamp.Unit, stamp.TimeZone is not null, text)),
        DurationType duration => Quoted((array, row, text) =>
            IsoText.Interval(0, 0, IsoText.Nanos(array.Values<long>()[row], duration.Unit), text)),
        ListType list => new ListCell(For(list.Element.Type, hexBinary)),
        LargeListType list => new ListCell(For(list.Element.Type, hexBinary)),
        FixedSizeListType list => new ListCell(For(list.Element.Type, hexBinary)),
        StructType record => StructOf(record, hexBinary),
        MapType map => new MapCell(For(map.Key.Type, hexBinary), For(map.Value.Type, hexBinary), map.Key.Type.IsText),
        DictionaryType dictionary => new DictionaryCell(For(dictionary.Value, hexBinary)),
        _ => Simple(type, hexBinary),
    };

    private static Cell Simple(ArrowType type, bool hexBinary) => type.Id switch
    {
        ArrowTypeId.Null => new NullCell(),
        ArrowTypeId.Boolean => new BooleanCell(),
        ArrowTypeId.Int8 => Number((array, row, text) => NumberText.Of(array.Values<sbyte>()[row], text)),
        ArrowTypeId.UInt8 => Number((array, row, text) => NumberText.Of(array.Values<byte>()[row], text)),
        ArrowTypeId.Int16 => Number((array, row, text) => NumberText.Of(array.Values<short>()[row], text)),
        ArrowTypeId.UInt16 => Number((array, row, text) => NumberText.Of(array.Values<ushort>()[row], text)),
        ArrowTypeId.Int32 => Number((array, row, text) => NumberText.Of(array.Values<int>()[row], text)),
        ArrowTypeId.UInt32 => Number((array, row, text) => NumberText.Of(array.Values<uint>()[row], text)),
        ArrowTypeId.Int64 => Number((array, row, text) => NumberText.Of(array.Values<long>()[row], text)),
        ArrowTypeId.UInt64 => Number((array, row, text) => NumberText.Of(array.Values<ulong>()[row], text)),
        ArrowTypeId.Float => Number((array, row, text) => NumberText.Of(array.Values<float>()[row], text)),
        ArrowTypeId.Double => Number((array, row, text) => NumberText.Of(array.Values<double>()[row], text)),
        ArrowTypeId.Date32 => Quoted((array, row, text) => IsoText.Date(array.Values<int>()[row], text)),
        ArrowTypeId.IntervalYearMonth => Quoted((array, row, text) => IsoText.Interval(array.Values<int>()[row], 0, 0, text)),
        ArrowTypeId.IntervalDayTime => Quoted((array, row, text) =>
        {
            DayTimeInterval value = array.Values<DayTimeInterval>()[row];
            return IsoText.Interval(0, value.Days, (Int128)value.Milliseconds * 1_000_000, text);
        }),
        ArrowTypeId.IntervalMonthDayNano => Quoted((array, row, text) =>
        {
            MonthDayNanoInterval value = array.Values<MonthDayNanoInterval>()[row];
            return IsoText.Interval(value.Months, value.Days, value.Nanoseconds, text);
        }),
        _ when type.IsText => new TextCell(),
        _ when type.IsBytes || type.Id is ArrowTypeId.FixedSizeBinary => new BinaryCell(hexBinary),
        _ => throw new NotSupportedException($"the Arrow type '{type}' has no printed form"),
    };

    private static ScalarCell Number(CellFormat format) => new(format, number: true);

    private static ScalarCell Quoted(CellFormat format) => new(format, number: false);

    private static StructCell StructOf(StructType type, bool hexBinary) => new(
        [.. type.Fields.Select(field =>
            (JsonEncodedText.Encode(field.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping), For(field.Type, hexBinary)))],
        named: type.Fields.Any(field => field.Name.Length > 0));
}
