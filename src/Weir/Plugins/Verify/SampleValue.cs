using System.Text;
using Weir.Arrow;

namespace Weir.Plugins.Verify;

/// <summary>
/// Sample values of every type, small and valid for most functions: short texts of one to four bytes a
/// letter on both sides of 12 bytes, numbers from 0 to 16, dates of this century.
/// </summary>
internal static class SampleValue
{
    private static readonly string[] Words =
        ["", "a", "alpha", "twelve bytes", "thirteen byte", "Ünïcode", "日本語テキスト", "😀 emoji and more than twelve", "  spaced  ", "z"];

    /// <summary>A whole number of 0 to 16, with a fraction of quarters for floats.</summary>
    public static long Whole(ulong number) => (long)(number % 17);

    public static double Real(ulong number) => Whole(number) + (((number >> 8) & 3) * 0.25);

    public static byte[] Text(ulong number) => Encoding.UTF8.GetBytes(Words[(int)(number % (ulong)Words.Length)]);

    /// <summary>Bytes of a binary sample of any width.</summary>
    public static int WidthOf(ulong number) => (int)(number % 20);

    public static byte[] Bytes(ulong number, int width)
    {
        byte[] bytes = new byte[width];
        for (int i = 0; i < width; i++)
            bytes[i] = (byte)(number >> (i % 8 * 8));
        return bytes;
    }

    public static MonthDayNanoInterval Interval(ulong number) => new((int)(number % 13), (int)(number % 29), (long)(number % 1000) * 1000);

    /// <summary>A time in ticks of a unit, on whole seconds.</summary>
    public static long Ticks(ulong number, TimeUnit unit, bool isOfDay) =>
        (isOfDay ? (long)(number % 86_400) : 1_700_000_000 + (long)(number % 10_000_000)) * unit switch
        {
            TimeUnit.Second => 1,
            TimeUnit.Millisecond => 1_000,
            TimeUnit.Microsecond => 1_000_000,
            _ => 1_000_000_000,
        };
}
