using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>Copies single values out of columns of arguments.</summary>
internal static class ColumnCopy
{
    /// <summary>Appends one row to a writer of the same type.</summary>
    public static void Append(ColumnView column, int row, ColumnWriter target)
    {
        if (column.IsNull(row))
        {
            target.AppendNull();
            return;
        }
        switch (target)
        {
            case BooleanWriter booleans: booleans.Append(column.GetBoolean(row)); break;
            case BytesWriter texts: texts.Append(column.GetBytes(row)); break;
            case FixedWriter<sbyte> numbers: numbers.Append(column.Values<sbyte>()[row]); break;
            case FixedWriter<byte> numbers: numbers.Append(column.Values<byte>()[row]); break;
            case FixedWriter<short> numbers: numbers.Append(column.Values<short>()[row]); break;
            case FixedWriter<ushort> numbers: numbers.Append(column.Values<ushort>()[row]); break;
            case FixedWriter<int> numbers: numbers.Append(column.Values<int>()[row]); break;
            case FixedWriter<uint> numbers: numbers.Append(column.Values<uint>()[row]); break;
            case FixedWriter<long> numbers: numbers.Append(column.Values<long>()[row]); break;
            case FixedWriter<ulong> numbers: numbers.Append(column.Values<ulong>()[row]); break;
            case FixedWriter<float> numbers: numbers.Append(column.Values<float>()[row]); break;
            case FixedWriter<double> numbers: numbers.Append(column.Values<double>()[row]); break;
            case FixedWriter<Int128> decimals: decimals.Append(column.GetDecimal(row)); break;
            case FixedWriter<MonthDayNanoInterval> intervals: intervals.Append(column.GetInterval(row)); break;
            case ListWriter lists: AppendList(column, row, lists); break;
            case StructWriter fields: AppendStruct(column, row, fields); break;
            default: throw new InvalidOperationException($"Values of the type {column.Type} cannot be copied.");
        }
    }

    private static void AppendList(ColumnView column, int row, ListWriter target)
    {
        (int start, int length) = column.ListRange(row);
        for (int i = start; i < start + length; i++)
            Append(column.Elements(), i, target.Element);
        target.EndRow();
    }

    private static void AppendStruct(ColumnView column, int row, StructWriter target)
    {
        for (int i = 0; i < column.Type.ChildFields.Count; i++)
            Append(column.Field(i), row, target[i]);
        target.EndRow();
    }
}
