using System.Data.SqlTypes;
using System.Globalization;
using System.Numerics;
using Weir.Arrow;

namespace Weir.Ado.Fields;

/// <summary>
/// Readers of DECIMAL and HUGEINT: up to 38 digits, of which a <see cref="decimal"/> holds 28 always and 29 in part.
/// What a type cannot hold exactly is an error; only floating point is asked for as what is near.
/// </summary>
internal static class DecimalFields
{
    private const int DecimalScaleMax = 28;

    private const string AskForMore = "ask for SqlDecimal, for string, or for BigInteger where it is whole";

    private const string AskForBig =
        $"ask for System.Numerics.BigInteger with GetFieldValue, or say '{ConnectionKey.HugeIntegers}={ConnectionKey.BigInteger}' in the connection string";

    private static readonly Int128 DecimalLimit = Int128.One << 96;

    /// <param name="target">What is asked for.</param>
    /// <param name="type">How values lie in memory.</param>
    /// <param name="isHugeInt">Whether the connection string says what they are.</param>
    public static FieldReader? For(Type target, DecimalType type, bool isHugeInt)
    {
        int scale = type.Scale;
        if (target == typeof(decimal))
            return Of((value, _) => ToDecimal(value, scale, isHugeInt));
        if (target == typeof(BigInteger))
            return Of((value, _) => (BigInteger)Whole(value, scale));
        if (target == typeof(Int128))
            return Of((value, _) => Whole(value, scale));
        if (target == typeof(SqlDecimal))
            return Of((value, _) => ToSqlDecimal(value, type));
        if (target == typeof(string))
            return Of((value, _) => Text(value, scale));
        if (target == typeof(double))
            return Of((value, _) => double.Parse(Text(value, scale), CultureInfo.InvariantCulture));
        return target.IsEnum ? null : Integer(target, scale);
    }

    private static FieldReader? Integer(Type target, int scale) => Type.GetTypeCode(target) switch
    {
        TypeCode.SByte => Of((value, _) => checked((sbyte)Whole(value, scale))),
        TypeCode.Byte => Of((value, _) => checked((byte)Whole(value, scale))),
        TypeCode.Int16 => Of((value, _) => checked((short)Whole(value, scale))),
        TypeCode.UInt16 => Of((value, _) => checked((ushort)Whole(value, scale))),
        TypeCode.Int32 => Of((value, _) => checked((int)Whole(value, scale))),
        TypeCode.UInt32 => Of((value, _) => checked((uint)Whole(value, scale))),
        TypeCode.Int64 => Of((value, _) => checked((long)Whole(value, scale))),
        TypeCode.UInt64 => Of((value, _) => checked((ulong)Whole(value, scale))),
        _ => null,
    };

    private static PlainField<T> Of<T>(Func<Int128, int, T> read) => new((array, row) => read(array.Values<Int128>()[row], row));

    private static decimal ToDecimal(Int128 value, int scale, bool isHugeInt)
    {
        // Zeros at the end that the type's scale has put there take none of the 28 digits.
        while ((scale > DecimalScaleMax || Int128.Abs(value) >= DecimalLimit) && scale > 0 && value % 10 == 0)
            (value, scale) = (value / 10, scale - 1);
        if (scale is < 0 or > DecimalScaleMax || Int128.Abs(value) >= DecimalLimit)
            throw new OverflowException($"{Text(value, scale)} has more digits than a System.Decimal holds; {(isHugeInt ? AskForBig : AskForMore)}");
        UInt128 magnitude = (UInt128)Int128.Abs(value);
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), value < 0, (byte)scale);
    }

    private static Int128 Whole(Int128 value, int scale)
    {
        for (; scale > 0; scale--)
        {
            (Int128 quotient, Int128 rest) = Int128.DivRem(value, 10);
            if (rest != 0)
                throw new InvalidCastException($"{Text(value, scale)} is no whole number");
            value = quotient;
        }
        return value;
    }

    private static SqlDecimal ToSqlDecimal(Int128 value, DecimalType type)
    {
        UInt128 magnitude = (UInt128)Int128.Abs(value);
        int[] words = [(int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), (int)(uint)(magnitude >> 96)];
        return new SqlDecimal((byte)type.Precision, (byte)type.Scale, value >= 0, words);
    }

    private static string Text(Int128 value, int scale)
    {
        string digits = Int128.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string text = scale <= 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return value < 0 ? "-" + text : text;
    }
}
