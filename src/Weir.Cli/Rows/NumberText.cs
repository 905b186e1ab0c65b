using System.Globalization;

namespace Weir.Cli.Rows;

/// <summary>Exact decimal texts of numbers, as UTF-8; every text of a finite number is a JSON number.</summary>
internal static class NumberText
{
    // A sign, 39 digits of an Int128, a point, and zeros for a scale of up to 127 either way.
    public const int BytesMax = 176;

    public static int Of<T>(T value, Span<byte> text) where T : IUtf8SpanFormattable
    {
        value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        return length;
    }

    /// <summary><paramref name="unscaled"/> divided by 10^<paramref name="scale"/>, with exactly <paramref name="scale"/> digits after the point.</summary>
    public static int OfDecimal(Int128 unscaled, int scale, Span<byte> text)
    {
        Span<byte> digits = stackalloc byte[40];
        UInt128 magnitude = unscaled < 0 ? (UInt128)(-(unscaled + 1)) + 1 : (UInt128)unscaled;
        magnitude.TryFormat(digits, out int count, default, CultureInfo.InvariantCulture);
        int end = 0;
        if (unscaled < 0)
            text[end++] = (byte)'-';
        int whole = Math.Max(count - Math.Max(scale, 0), 0);
        digits[..whole].CopyTo(text[end..]);
        end += whole;
        if (whole is 0)
            text[end++] = (byte)'0';
        if (scale <= 0)
            return end + (magnitude == 0 ? 0 : Zeros(-scale, text[end..]));
        text[end++] = (byte)'.';
        end += Zeros(scale - count, text[end..]);
        digits[whole..count].CopyTo(text[end..]);
        return end + count - whole;
    }

    private static int Zeros(int count, Span<byte> text)
    {
        if (count <= 0)
            return 0;
        text[..count].Fill((byte)'0');
        return count;
    }
}
