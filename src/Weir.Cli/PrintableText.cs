using System.Globalization;
using System.Text;

namespace Weir.Cli;

/// <summary>
/// Text from data, made safe for a screen: a control character (a line break, an escape sequence, a
/// direction override) is shown by its escape and never obeyed by the terminal.
/// </summary>
internal static class PrintableText
{
    public static string Of(string text, bool keepLineBreaks = false)
    {
        if (!text.Any(letter => MustEscape(letter, keepLineBreaks)))
            return text;
        StringBuilder safe = new(text.Length + 8);
        foreach (char letter in text)
        {
            if (MustEscape(letter, keepLineBreaks))
                safe.Append(Escape(letter));
            else
                safe.Append(letter);
        }
        return safe.ToString();
    }

    private static bool MustEscape(char letter, bool keepLineBreaks) =>
        !(keepLineBreaks && letter is '\n') && char.GetUnicodeCategory(letter) is
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static string Escape(char letter) => letter switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => $"\\u{(int)letter:x4}",
    };
}
