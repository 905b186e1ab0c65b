using System.Buffers.Binary;

namespace Weir.Delta.Table;

/// <summary>Z85 (ZeroMQ RFC 32): five characters for four bytes. The protocol's "base85".</summary>
internal static class Z85
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
    private const int Base = 85;

    /// <summary>The bytes; null when the text is not Z85.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length % 5 != 0)
            return null;
        byte[] bytes = new byte[text.Length / 5 * 4];
        for (int i = 0; i < text.Length / 5; i++)
        {
            ulong word = 0;
            foreach (char digit in text.Slice(5 * i, 5))
            {
                int value = Digits.IndexOf(digit, StringComparison.Ordinal);
                if (value < 0)
                    return null;
                word = (word * Base) + (uint)value;
            }
            if (word > uint.MaxValue)
                return null;
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * i), (uint)word);
        }
        return bytes;
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
