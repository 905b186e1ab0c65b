using System.Text;

namespace Weir.CodeFunctions.Text;

/// <summary>White space of Unicode at the ends of UTF-8 texts.</summary>
internal static class WhiteSpace
{
    /// <summary>The text without white space at both ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        // What begins and ends with a visible ASCII character has nothing to trim.
        if (text.IsEmpty || (IsVisible(text[0]) && IsVisible(text[^1])))
            return text;
        while (!text.IsEmpty && Rune.DecodeFromUtf8(text, out Rune first, out int length) == System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(first))
            text = text[length..];
        while (!text.IsEmpty && Rune.DecodeLastFromUtf8(text, out Rune last, out int length) == System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(last))
            text = text[..^length];
        return text;
    }

    private static bool IsVisible(byte character) => character is > 0x20 and < 0x7F;
}
