using System.Buffers;
using System.Text;
using Weir.Functions;
using Weir.Plugins;

namespace Weir.CodeFunctions;

/// <summary>Text in its normal form, and bytes as text.</summary>
internal static class CodeTexts
{
    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>A text trimmed, in a normal form of Unicode, in lower case, with runs of white space made one space; NULL when nothing is left.</summary>
    [ScalarFunction("code_utf8_normalize", Aliases = ["code_normalize_utf8"])]
    public static bool Normalize(
        ReadOnlySpan<byte> value,
        TextNormalizer normalizer,
        Utf8Writer output,
        [Constant] string? form = null,
        [Constant] bool? casefold = null,
        [Constant] bool? collapseWs = null)
    {
        output.Append(normalizer.Normalize(value, FormOf(form), casefold ?? true, collapseWs ?? true));
        return output.Length > 0;
    }

    /// <summary>The text that bytes are in UTF-8; each ill-formed sequence becomes one U+FFFD.</summary>
    [ScalarFunction("code_utf8_text")]
    public static void Text([Binary] ReadOnlySpan<byte> value, Utf8Writer output)
    {
        int wellFormedFrom = 0;
        for (int at = 0; at < value.Length;)
        {
            OperationStatus found = Rune.DecodeFromUtf8(value[at..], out _, out int length);
            if (found != OperationStatus.Done)
            {
                output.Append(value[wellFormedFrom..at]);
                output.Append(Replacement);
                wellFormedFrom = at + length;
            }
            at += length;
        }
        output.Append(value[wellFormedFrom..]);
    }

    private static UnicodeForm FormOf(string? name) => name?.Trim().ToUpperInvariant() switch
    {
        "NFC" => UnicodeForm.Nfc,
        "NFD" => UnicodeForm.Nfd,
        "NFKD" => UnicodeForm.Nfkd,
        _ => UnicodeForm.Nfkc,
    };
}
