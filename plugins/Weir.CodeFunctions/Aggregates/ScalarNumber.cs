using Weir.Arrow;
using Weir.Plugins;

namespace Weir.CodeFunctions.Aggregates;

/// <summary>Values of fixed width as 128 bits, whatever their type, and their order as the engine has it.</summary>
internal static class ScalarNumber
{
    private const int HalfBits = 64;
    private const long NanosecondsPerDay = 86_400_000_000_000;
    private const int DaysPerMonth = 30;

    /// <summary>The value of a row, which is not NULL.</summary>
    public static Int128 Read(ScalarKind kind, ColumnView column, int row) => kind switch
    {
        ScalarKind.Boolean => column.GetBoolean(row) ? 1 : 0,
        ScalarKind.Int8 => At<sbyte>(column, row),
        ScalarKind.Int16 => At<short>(column, row),
        ScalarKind.Int32 => At<int>(column, row),
        ScalarKind.Int64 => At<long>(column, row),
        ScalarKind.UInt8 => At<byte>(column, row),
        ScalarKind.UInt16 => At<ushort>(column, row),
        ScalarKind.UInt32 => At<uint>(column, row),
        ScalarKind.UInt64 => At<ulong>(column, row),
        ScalarKind.Float => At<int>(column, row),
        ScalarKind.Double => At<long>(column, row),
        ScalarKind.Decimal => column.GetDecimal(row),
        _ => Packed(column.GetInterval(row)),
    };

    /// <summary>Writes a value as it was read.</summary>
    public static void Write(ScalarKind kind, Int128 value, ColumnResult result, int row)
    {
        switch (kind)
        {
            case ScalarKind.Boolean: result.SetBoolean(row, value != 0); break;
            case ScalarKind.Int8: result.Values<sbyte>()[row] = (sbyte)value; break;
            case ScalarKind.Int16: result.Values<short>()[row] = (short)value; break;
            case ScalarKind.Int32 or ScalarKind.Float: result.Values<int>()[row] = (int)value; break;
            case ScalarKind.Int64 or ScalarKind.Double: result.Values<long>()[row] = (long)value; break;
            case ScalarKind.UInt8: result.Values<byte>()[row] = (byte)value; break;
            case ScalarKind.UInt16: result.Values<ushort>()[row] = (ushort)value; break;
            case ScalarKind.UInt32: result.Values<uint>()[row] = (uint)value; break;
            case ScalarKind.UInt64: result.Values<ulong>()[row] = (ulong)value; break;
            case ScalarKind.Decimal: result.SetDecimal(row, value); break;
            default: result.SetInterval(row, Unpacked(value)); break;
        }
    }

    /// <summary>
    /// A number that is ordered as the values are: -0 is 0, NaN equals itself and is the largest, a month has 30 days.
    /// </summary>
    public static Int128 Order(ScalarKind kind, Int128 value) => kind switch
    {
        ScalarKind.Float => Order(BitConverter.Int32BitsToSingle((int)value)),
        ScalarKind.Double => Order(BitConverter.Int64BitsToDouble((long)value)),
        ScalarKind.Interval => Order(Unpacked(value)),
        _ => value,
    };

    private static T At<T>(ColumnView column, int row) where T : unmanaged => column.Values<T>()[column.IsConstant ? 0 : row];

    private static Int128 Order(double value)
    {
        if (double.IsNaN(value))
            return long.MaxValue;
        long bits = BitConverter.DoubleToInt64Bits(value == 0 ? 0.0 : value);
        return bits < 0 ? bits ^ long.MaxValue : bits;
    }

    private static Int128 Order(MonthDayNanoInterval value) =>
        (((Int128)value.Months * DaysPerMonth + value.Days) * NanosecondsPerDay) + value.Nanoseconds;

    private static Int128 Packed(MonthDayNanoInterval value)
    {
        ulong days = ((ulong)(uint)value.Months << 32) | (uint)value.Days;
        return (Int128)(((UInt128)days << HalfBits) | (ulong)value.Nanoseconds);
    }

    private static MonthDayNanoInterval Unpacked(Int128 value)
    {
        ulong days = (ulong)((UInt128)value >> HalfBits);
        return new MonthDayNanoInterval((int)(days >> 32), (int)(uint)days, (long)(ulong)(UInt128)value);
    }
}
