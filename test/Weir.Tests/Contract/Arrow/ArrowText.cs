using System.Globalization;
using System.Text;
using Weir.Arrow;

namespace Weir.Tests.Contract.Arrow;

/// <summary>
/// Values as text, by what they mean and not how they are laid out: null <c>~</c>, integers and
/// ticks in decimal, floats as bits, text and bytes in hex, lists <c>[]</c>, structs <c>{}</c>, maps
/// as lists of structs, dictionaries as their values. test/peers/arrow-peer.mjs writes the same.
/// </summary>
internal static class ArrowText
{
    public static List<string> Columns(params IReadOnlyList<RecordBatch> batches) =>
        [.. Enumerable.Range(0, batches[0].Schema.Fields.Count).Select(k =>
            $"{batches[0].Schema.Fields[k].Name}: {string.Join(' ', batches.SelectMany(batch => Rows(batch.Column(k))))}")];

    public static IEnumerable<string> Rows(ArrowArray array) =>
        Enumerable.Range(0, array.Length).Select(i => Value(array, i));

    public static string Value(ArrowArray array, int i)
    {
        StringBuilder text = new();
        Append(text, array, i);
        return text.ToString();
    }

    private static void Append(StringBuilder text, ArrowArray array, int i)
    {
        if (array.IsNull(i))
        {
            text.Append('~');
            return;
        }
        switch (array.Type)
        {
            case DictionaryType dictionary:
                Append(text, array.Dictionary, Index(array, dictionary, i));
                break;
            case StructType:
                Sequence(text, "{}", Enumerable.Range(0, array.ChildCount), k => Append(text, array.Child(k), i));
                break;
            case ListType or LargeListType or FixedSizeListType or MapType:
                (int start, int length) = array.GetListRange(i);
                Sequence(text, "[]", Enumerable.Range(start, length), k => Append(text, array.Child(0), k));
                break;
            default:
                text.Append(Plain(array, i));
                break;
        }
    }

    private static void Sequence(StringBuilder text, string brackets, IEnumerable<int> indexes, Action<int> append)
    {
        text.Append(brackets[0]);
        string separator = "";
        foreach (int k in indexes)
        {
            text.Append(separator);
            append(k);
            separator = ",";
        }
        text.Append(brackets[1]);
    }

    private static int Index(ArrowArray array, DictionaryType type, int i) => type.Index.Id switch
    {
        ArrowTypeId.Int8 => array.Values<sbyte>()[i],
        ArrowTypeId.UInt8 => array.Values<byte>()[i],
        ArrowTypeId.Int16 => array.Values<short>()[i],
        ArrowTypeId.UInt16 => array.Values<ushort>()[i],
        ArrowTypeId.Int32 or ArrowTypeId.UInt32 => array.Values<int>()[i],
        _ => (int)array.Values<long>()[i],
    };

    private static string Plain(ArrowArray array, int i) => array.Type.Id switch
    {
        ArrowTypeId.Boolean => array.GetBoolean(i) ? "true" : "false",
        ArrowTypeId.Int8 => Number(array.Values<sbyte>()[i]),
        ArrowTypeId.UInt8 => Number(array.Values<byte>()[i]),
        ArrowTypeId.Int16 => Number(array.Values<short>()[i]),
        ArrowTypeId.UInt16 => Number(array.Values<ushort>()[i]),
        ArrowTypeId.UInt32 => Number(array.Values<uint>()[i]),
        ArrowTypeId.UInt64 => Number(array.Values<ulong>()[i]),
        ArrowTypeId.Float => Bits(array.Values<float>()[i]),
        ArrowTypeId.Double => Bits(array.Values<double>()[i]),
        ArrowTypeId.Decimal128 => Number(array.Values<Int128>()[i]),
        ArrowTypeId.IntervalDayTime => array.Values<DayTimeInterval>()[i] is var (days, ms) ? $"{Number(days)}d{Number(ms)}" : "",
        ArrowTypeId.IntervalMonthDayNano => array.Values<MonthDayNanoInterval>()[i] is var (months, days, nanos) ? $"{Number(months)}m{Number(days)}d{Number(nanos)}" : "",
        _ when array.Type.IsBytes || array.Type is FixedSizeBinaryType => "x" + Convert.ToHexStringLower(array.GetBytes(i)),
        _ when array.Type is Time32Type || array.Type.Id is ArrowTypeId.Int32 or ArrowTypeId.Date32 or ArrowTypeId.IntervalYearMonth => Number(array.Values<int>()[i]),
        _ => Number(array.Values<long>()[i]),
    };

    private static string Number<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Bits(double value) =>
        double.IsNaN(value) ? "nan" : BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);
}
