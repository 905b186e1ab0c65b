using System.Buffers;

namespace Weir.Delta.Log;

/// <summary>Whole numbers in as few bytes as they need: seven bits a byte, the lowest first, the top bit set while more follow (LEB128).</summary>
internal static class VariableInteger
{
    /// <summary>The most bytes that a number takes.</summary>
    public const int BytesMax = 10;

    public static void Write(ArrayBufferWriter<byte> target, ulong value)
    {
        Span<byte> room = target.GetSpan(BytesMax);
        int count = 0;
        for (; value > 0x7F; value >>= 7)
            room[count++] = (byte)(value | 0x80);
        room[count++] = (byte)value;
        target.Advance(count);
    }

    /// <summary>Reads a number and moves on to what follows it.</summary>
    public static ulong Read(scoped ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int shift = 0, at = 0; ; shift += 7, at++)
        {
            value |= (ulong)(bytes[at] & 0x7F) << shift;
            if (bytes[at] > 0x7F)
                continue;
            bytes = bytes[(at + 1)..];
            return value;
        }
    }
}
