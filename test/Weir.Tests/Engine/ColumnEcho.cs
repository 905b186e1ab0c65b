using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Engine;

/// <summary>Copies arguments of every type to results, value by value.</summary>
internal static class ColumnEcho
{
    public static void Write(ColumnView source, ColumnResult target, int rows)
    {
        for (int row = 0; row < rows; row++)
            Write(source, row, target, row);
    }

    private static void Write(ColumnView source, int row, ColumnResult target, int place)
    {
        if (source.IsNull(row))
        {
            target.SetNull(place);
            return;
        }
        int first = source.IsConstant ? 0 : row;
        switch (source.Type)
        {
            case StructType fields:
                for (int i = 0; i < fields.Fields.Count; i++)
                    Write(source.Field(i), first, target.Field(i), place);
                break;
            case ListType or FixedSizeListType or MapType:
                (int start, int length) = source.ListRange(row);
                target.AppendList(place, length, out int from);
                for (int i = 0; i < length; i++)
                    Write(source.Elements(), start + i, target.Field(0), from + i);
                break;
            case DecimalType: target.SetDecimal(place, source.GetDecimal(row)); break;
            case { Id: ArrowTypeId.Boolean }: target.SetBoolean(place, source.GetBoolean(row)); break;
            case { Id: ArrowTypeId.IntervalMonthDayNano }: target.SetInterval(place, source.GetInterval(row)); break;
            case { IsBytes: true }: target.SetBytes(place, source.GetBytes(row)); break;
            case { Id: ArrowTypeId.Int8 }: target.Values<sbyte>()[place] = source.Values<sbyte>()[first]; break;
            case { Id: ArrowTypeId.UInt8 }: target.Values<byte>()[place] = source.Values<byte>()[first]; break;
            case { Id: ArrowTypeId.Int16 or ArrowTypeId.UInt16 }: target.Values<short>()[place] = source.Values<short>()[first]; break;
            case { Id: ArrowTypeId.Int32 or ArrowTypeId.UInt32 or ArrowTypeId.Float or ArrowTypeId.Date32 }:
                target.Values<int>()[place] = source.Values<int>()[first];
                break;
            default: target.Values<long>()[place] = source.Values<long>()[first]; break;
        }
    }
}
