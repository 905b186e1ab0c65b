using Weir.Arrow;
using Weir.Plugins;

namespace Weir.CodeFunctions.Values;

/// <summary>
/// The text of a value of any type, as version 1 of the hashes takes it. Frozen: docs/hashing.md has the table.
/// </summary>
internal static class ValueText
{
    /// <summary>The text of a row's value, in place where it is a text already.</summary>
    /// <param name="column">Not NULL in this row.</param>
    /// <param name="row">The row.</param>
    /// <param name="buffer">Takes the text of other values; what it held is gone.</param>
    public static ReadOnlySpan<byte> Of(ColumnView column, int row, Utf8Writer buffer)
    {
        if (column.Type.IsText)
            return column.GetBytes(row);
        buffer.Clear();
        Append(column, row, buffer);
        return buffer.Written;
    }

    /// <summary>Appends the text of a row's value.</summary>
    /// <param name="column">Not NULL in this row.</param>
    /// <param name="row">The row.</param>
    /// <param name="output">Takes the text.</param>
    public static void Append(ColumnView column, int row, Utf8Writer output)
    {
        int at = column.IsConstant ? 0 : row;
        switch (column.Type)
        {
            case { IsText: true }: output.Append(column.GetBytes(row)); break;
            case { Id: ArrowTypeId.Boolean }: output.Append(column.GetBoolean(row) ? "true"u8 : "false"u8); break;
            case { Id: ArrowTypeId.Int64 }: output.Append(column.Values<long>()[at]); break;
            case { Id: ArrowTypeId.Float }: NumberText.Append(column.Values<float>()[at], output); break;
            case { Id: ArrowTypeId.Double }: NumberText.Append(column.Values<double>()[at], output); break;
            case DecimalType number: NumberText.Append(column.GetDecimal(row), number.Scale, output); break;
            case { IsBytes: true }: AppendBytes(column.GetBytes(row), output); break;
            case { Id: ArrowTypeId.Date32 }: CalendarText.AppendDate(column.Values<int>()[at], output); break;
            case Time64Type time: CalendarText.AppendTime(column.Values<long>()[at], time.Unit, output); break;
            case TimestampType moment: CalendarText.AppendTimestamp(column.Values<long>()[at], moment, output); break;
            case { Id: ArrowTypeId.IntervalMonthDayNano }: CalendarText.AppendInterval(column.GetInterval(row), output); break;
            case StructType fields: AppendStruct(column, fields, row, output); break;
            case MapType: AppendMap(column, row, output); break;
            case ListType or FixedSizeListType: AppendList(column, row, output); break;
            default: output.Append(ColumnInteger.Of(column, at)); break;
        }
    }

    private static void AppendOrNull(ColumnView column, int row, Utf8Writer output)
    {
        if (column.IsNull(row))
            output.Append("NULL"u8);
        else
            Append(column, row, output);
    }

    // Printable ASCII as it is, all else as \xAB: as the engine shows a BLOB.
    private static void AppendBytes(ReadOnlySpan<byte> content, Utf8Writer output)
    {
        ReadOnlySpan<byte> digits = "0123456789ABCDEF"u8;
        foreach (byte item in content)
        {
            if (item is >= 32 and <= 126 and not ((byte)'\\' or (byte)'\'' or (byte)'"'))
                output.Append([item]);
            else
                output.Append([(byte)'\\', (byte)'x', digits[item >> 4], digits[item & 0xF]]);
        }
    }

    private static void AppendList(ColumnView column, int row, Utf8Writer output)
    {
        (int start, int length) = column.ListRange(row);
        ColumnView elements = column.Elements();
        output.Append("["u8);
        for (int i = 0; i < length; i++)
        {
            output.Append(i == 0 ? ""u8 : ", "u8);
            AppendOrNull(elements, start + i, output);
        }
        output.Append("]"u8);
    }

    private static void AppendStruct(ColumnView column, StructType type, int row, Utf8Writer output)
    {
        output.Append("{"u8);
        for (int i = 0; i < type.Fields.Count; i++)
        {
            output.Append(i == 0 ? "'"u8 : ", '"u8);
            output.Append(type.Fields[i].Name);
            output.Append("': "u8);
            AppendOrNull(column.Field(i), row, output);
        }
        output.Append("}"u8);
    }

    private static void AppendMap(ColumnView column, int row, Utf8Writer output)
    {
        (int start, int length) = column.ListRange(row);
        ColumnView keys = column.Elements().Field(0), values = column.Elements().Field(1);
        output.Append("{"u8);
        for (int i = 0; i < length; i++)
        {
            output.Append(i == 0 ? ""u8 : ", "u8);
            AppendOrNull(keys, start + i, output);
            output.Append("="u8);
            AppendOrNull(values, start + i, output);
        }
        output.Append("}"u8);
    }
}
