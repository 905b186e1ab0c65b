using Weir.CodeFunctions.Text;

namespace Weir.CodeFunctions.Positions;

/// <summary>What a column of a line counts.</summary>
internal enum PositionUnit
{
    /// <summary>Bytes, without a look at characters.</summary>
    Byte = 0,
    /// <summary>Code units of UTF-8: bytes between characters.</summary>
    Utf8 = 1,
    /// <summary>Code units of UTF-16.</summary>
    Utf16 = 2,
    /// <summary>Code points.</summary>
    CodePoint = 3,
}

/// <summary>Reads names of units in their usual spellings: <c>UTF-8</c>, <c>utf_16</c>, <c>UTF16LE</c>, <c>2</c>, <c>bytes</c>.</summary>
internal static class PositionUnitText
{
    private const int LettersMax = 32;

    /// <summary>The unit of a column; what names no other one counts code points.</summary>
    public static PositionUnit Unit(ReadOnlySpan<byte> text) => Read(text, knowsBytes: true);

    /// <summary>The encoding that positions are in; never <see cref="PositionUnit.Byte"/>.</summary>
    public static PositionUnit Encoding(ReadOnlySpan<byte> text) => Read(text, knowsBytes: false);

    private static PositionUnit Read(ReadOnlySpan<byte> text, bool knowsBytes)
    {
        Span<byte> letters = stackalloc byte[LettersMax];
        int count = 0;
        foreach (byte character in WhiteSpace.Trim(text))
        {
            if (character is (byte)'-' or (byte)'_' or (byte)' ')
                continue;
            if (count == LettersMax)
                return PositionUnit.CodePoint;
            letters[count++] = character is >= (byte)'a' and <= (byte)'z' ? (byte)(character & ~0x20) : character;
        }
        ReadOnlySpan<byte> name = letters[..count];
        if (count == 1 && name[0] is >= (byte)'1' and <= (byte)'3')
            return (PositionUnit)(name[0] - '0');
        if (knowsBytes && name.IndexOf("BYTE"u8) >= 0)
            return PositionUnit.Byte;
        return name.IndexOf("UTF8"u8) >= 0 ? PositionUnit.Utf8 : name.IndexOf("UTF16"u8) >= 0 ? PositionUnit.Utf16 : PositionUnit.CodePoint;
    }
}
