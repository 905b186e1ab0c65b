using System.Globalization;
using Weir.Plugins;

namespace Weir.CodeFunctions.Values;

/// <summary>Numbers as text. Frozen, as <see cref="ValueText"/> is.</summary>
internal static class NumberText
{
    private const int DigitsMax = 64;

    /// <summary>The shortest digits that read back as the same number, without a trailing <c>.0</c>.</summary>
    public static void Append(double value, Utf8Writer output) => AppendShortest(value, output);

    /// <inheritdoc cref="Append(double, Utf8Writer)"/>
    public static void Append(float value, Utf8Writer output) => AppendShortest(value, output);

    /// <summary>A decimal with all the digits of its scale.</summary>
    public static void Append(Int128 unscaled, int scale, Utf8Writer output)
    {
        Span<byte> digits = stackalloc byte[DigitsMax];
        UInt128 magnitude = unscaled < 0 ? 0 - (UInt128)unscaled : (UInt128)unscaled;
        magnitude.TryFormat(digits, out int count, default, CultureInfo.InvariantCulture);
        if (unscaled < 0)
            output.Append("-"u8);
        int whole = count - scale;
        output.Append(whole > 0 ? digits[..whole] : "0"u8);
        if (scale == 0)
            return;
        output.Append("."u8);
        for (int i = whole; i < 0; i++)
            output.Append("0"u8);
        output.Append(digits[Math.Max(whole, 0)..count]);
    }

    private static void AppendShortest<T>(T value, Utf8Writer output) where T : System.Numerics.IFloatingPointIeee754<T>, IUtf8SpanFormattable
    {
        if (!T.IsFinite(value))
        {
            output.Append(T.IsNaN(value) ? "nan"u8 : T.IsNegative(value) ? "-inf"u8 : "inf"u8);
            return;
        }
        Span<byte> digits = stackalloc byte[DigitsMax];
        value.TryFormat(digits, out int count, "R", CultureInfo.InvariantCulture);
        digits[..count].Replace((byte)'E', (byte)'e');
        output.Append(digits[..count]);
    }
}
