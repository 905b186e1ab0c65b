using System.Buffers.Binary;

namespace Weir.Delta.Table;

/// <summary>Z85 (ZeroMQ RFC 32): five characters for four bytes. The protocol's "base85".</summary>
internal static class Z85
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
    private const int Base = 85;
    private const char Padding = '#';

    /// <summary>The bytes; null when the text is not Z85.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length % 5 != 0)
            return null;
        // Some writers mark the bytes that the last word lacks with as many '#', which no whole word can begin with.
        int lacking = text.IsEmpty ? 0 : text[^5..].IndexOfAnyExcept(Padding);
        if (lacking is < 0 or > 3)
            return null;
        byte[] bytes = new byte[(text.Length / 5 * 4) - lacking];
        for (int i = 0; i < text.Length / 5; i++)
        {
            bool isPart = lacking > 0 && i == (text.Length / 5) - 1;
            int count = isPart ? 4 - lacking : 4;
            if (Word(text.Slice((5 * i) + (4 - count), count + 1)) is not { } word || word >> (8 * count) != 0)
                return null;
            for (int at = count - 1; at >= 0; at--, word >>= 8)
                bytes[(4 * i) + at] = (byte)word;
        }
        return bytes;
    }

    private static ulong? Word(ReadOnlySpan<char> digits)
    {
        ulong word = 0;
        foreach (char digit in digits)
        {
            int value = Digits.IndexOf(digit, StringComparison.Ordinal);
            if (value < 0)
                return null;
            word = (word * Base) + (uint)value;
        }
        return word;
    }

    /// <summary>The text of bytes whose number divides by four.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length % 4, 0, nameof(bytes));
        char[] text = new char[bytes.Length / 4 * 5];
        for (int i = 0; i < bytes.Length / 4; i++)
        {
            uint word = BinaryPrimitives.ReadUInt32BigEndian(bytes[(4 * i)..]);
            for (int digit = 4; digit >= 0; digit--, word /= Base)
                text[(5 * i) + digit] = Digits[(int)(word % Base)];
        }
        return new string(text);
    }
}
