using System.Buffers;
using System.Text;

namespace Weir.CodeGraph.Sources;

/// <summary>A file's bytes as text, and the way back from characters to bytes.</summary>
/// <param name="Text">The text without the byte order mark.</param>
/// <param name="Offsets">Where each character stands in the bytes.</param>
/// <param name="Encoding"><c>utf-8</c>, <c>utf-8-bom</c>, <c>utf-16le</c> or <c>utf-16be</c>.</param>
/// <param name="IsValid">False when bytes were no text and stand as U+FFFD.</param>
internal sealed record DecodedText(string Text, ByteOffsets Offsets, string Encoding, bool IsValid)
{
    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Decodes by the byte order mark; without one as UTF-8.</summary>
    public static DecodedText Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..])
            return Utf16(bytes[2..], new UnicodeEncoding(bigEndian: false, byteOrderMark: false), "utf-16le");
        if (bytes is [0xFE, 0xFF, ..])
            return Utf16(bytes[2..], new UnicodeEncoding(bigEndian: true, byteOrderMark: false), "utf-16be");
        int mark = bytes.StartsWith(Utf8Mark) ? Utf8Mark.Length : 0;
        string name = mark > 0 ? "utf-8-bom" : "utf-8";
        bytes = bytes[mark..];
        return Ascii.IsValid(bytes)
            ? new DecodedText(System.Text.Encoding.ASCII.GetString(bytes), new ByteOffsets(mark, 1, [], []), name, IsValid: true)
            : Utf8(bytes, mark, name);
    }

    private static DecodedText Utf16(ReadOnlySpan<byte> bytes, UnicodeEncoding encoding, string name)
    {
        string text = encoding.GetString(bytes);
        bool isValid = bytes.Length % 2 == 0 && !text.Contains('\uFFFD', StringComparison.Ordinal);
        return new DecodedText(text, new ByteOffsets(2, 2, [], []), name, isValid);
    }

    // An ill-formed sequence is one U+FFFD, as the decoder of the platform has it, of as many bytes as it was.
    private static DecodedText Utf8(ReadOnlySpan<byte> bytes, int mark, string name)
    {
        StringBuilder text = new(bytes.Length);
        List<int> positions = [], extras = [];
        bool isValid = true;
        int extra = 0;
        Span<char> units = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            int plain = Math.Max(0, bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is var end and >= 0 ? end : bytes.Length);
            text.Append(System.Text.Encoding.ASCII.GetString(bytes[..plain]));
            bytes = bytes[plain..];
            if (bytes.IsEmpty)
                break;
            isValid &= Rune.DecodeFromUtf8(bytes, out Rune rune, out int width) == OperationStatus.Done;
            int length = rune.EncodeToUtf16(units);
            text.Append(units[..length]);
            bytes = bytes[width..];
            extra += width - length;
            positions.Add(text.Length);
            extras.Add(extra);
        }
        return new DecodedText(text.ToString(), new ByteOffsets(mark, 1, [.. positions], [.. extras]), name, isValid);
    }
}
