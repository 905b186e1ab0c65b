using System.Globalization;
using System.Numerics;
using Weir.Delta.Actions;

namespace Weir.Delta.Table;

/// <summary>Decimal numbers of up to 38 digits as text, without ever rounding.</summary>
internal static class DecimalText
{
    private const int ExponentMax = 100;

    /// <summary>
    /// Reads <c>12.30</c> and, as Java prints some zeros and large scales, <c>0E-10</c>. Null when the
    /// text is no number or does not fit the type exactly.
    /// </summary>
    /// <returns>The unscaled value at the type's scale.</returns>
    public static Int128? Parse(string text, DeltaDecimal type)
    {
        (string digits, int exponent) = SplitExponent(text);
        int point = digits.IndexOf('.');
        int scale = (point < 0 ? 0 : digits.Length - point - 1) - exponent;
        if (Math.Abs((long)scale) > ExponentMax || digits.Length > ExponentMax)
            return null;
        if (!BigInteger.TryParse(point < 0 ? digits : digits.Remove(point, 1),
                NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger unscaled))
            return null;
        if (scale <= type.Scale)
            unscaled *= BigInteger.Pow(10, type.Scale - scale);
        else
        {
            unscaled = BigInteger.DivRem(unscaled, BigInteger.Pow(10, scale - type.Scale), out BigInteger lost);
            if (!lost.IsZero)
                return null;
        }
        return BigInteger.Abs(unscaled) < BigInteger.Pow(10, type.Precision) ? (Int128)unscaled : null;
    }

    /// <summary>Prints with exactly <paramref name="scale"/> digits behind the point.</summary>
    public static string Print(Int128 unscaled, int scale)
    {
        string digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string sign = Int128.IsNegative(unscaled) ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    private static (string Digits, int Exponent) SplitExponent(string text)
    {
        int e = text.IndexOfAny(['e', 'E']);
        return e > 0 && int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int exponent)
            && Math.Abs((long)exponent) <= ExponentMax
                ? (text[..e], exponent)
                : (text, 0);
    }
}
