using System.Globalization;
using System.Text;

namespace Weir.Cli.Rows;

/// <summary>Text measured and cut in columns of a screen: a CJK letter takes two, a combining mark none.</summary>
internal static class ScreenText
{
    public static int Width(string text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
            width += Width(rune);
        return width;
    }

    /// <summary>The text, cut to <paramref name="width"/> columns; a cut shows as <c>…</c>.</summary>
    public static string Cut(string text, int width)
    {
        if (Width(text) <= width)
            return text;
        int used = 0, end = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (used + Width(rune) > width - 1)
                break;
            used += Width(rune);
            end += rune.Utf16SequenceLength;
        }
        return text[..end] + "…";
    }

    /// <summary>The text, cut and filled with blanks to exactly <paramref name="width"/> columns.</summary>
    public static string Fit(string text, int width, bool right)
    {
        string cut = Cut(text, width);
        string blanks = new(' ', Math.Max(0, width - Width(cut)));
        return right ? blanks + cut : cut + blanks;
    }

    private static int Width(Rune rune) => rune.Value switch
    {
        < 0x300 => 1,
        _ when Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF)
            or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F)
            or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1F9FF)
            or (>= 0x20000 and <= 0x3FFFD) => 2,
        _ => 1,
    };
}
