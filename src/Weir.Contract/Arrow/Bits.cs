using System.Numerics;
using System.Runtime.CompilerServices;

namespace Weir.Arrow;

/// <summary>Bitmaps, least significant bit first, as the Arrow format numbers them.</summary>
internal static unsafe class Bits
{
    public static long ByteCount(long bits) => (bits + 7) >> 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSet(byte* bitmap, long index) => (bitmap[index >> 3] >> (int)(index & 7) & 1) != 0;

    public static void Set(byte* bitmap, long index) => bitmap[index >> 3] |= (byte)(1 << (int)(index & 7));

    public static void Clear(byte* bitmap, long index) => bitmap[index >> 3] &= (byte)~(1 << (int)(index & 7));

    public static long CountSet(byte* bitmap, long offset, long length)
    {
        long count = 0;
        long index = offset, end = offset + length;
        for (; index < end && (index & 7) != 0; index++)
            count += IsSet(bitmap, index) ? 1 : 0;
        byte* next = bitmap + (index >> 3);
        for (; end - index >= 64; index += 64, next += 8)
            count += BitOperations.PopCount(Unsafe.ReadUnaligned<ulong>(next));
        for (; index < end; index++)
            count += IsSet(bitmap, index) ? 1 : 0;
        return count;
    }

    /// <summary>
    /// Copies bits between any two places that do not overlap. Bits of the target outside the range
    /// keep their value.
    /// </summary>
    public static void Copy(byte* source, long sourceOffset, byte* target, long targetOffset, long length)
    {
        long done = 0;
        for (; done < length && ((targetOffset + done) & 7) != 0; done++)
            CopyOne(source, sourceOffset + done, target, targetOffset + done);
        int shift = (int)((sourceOffset + done) & 7);
        byte* from = source + ((sourceOffset + done) >> 3);
        byte* to = target + ((targetOffset + done) >> 3);
        long bytes = (length - done) >> 3;
        if (shift == 0)
            Buffer.MemoryCopy(from, to, bytes, bytes);
        else
            CopyShifted(from, shift, to, bytes);
        for (done += bytes << 3; done < length; done++)
            CopyOne(source, sourceOffset + done, target, targetOffset + done);
    }

    public static void Fill(byte* bitmap, long offset, long length, bool value)
    {
        long index = offset, end = offset + length;
        for (; index < end && (index & 7) != 0; index++)
            Put(bitmap, index, value);
        long bytes = (end - index) >> 3;
        new Span<byte>(bitmap + (index >> 3), checked((int)bytes)).Fill(value ? (byte)0xFF : (byte)0);
        for (index += bytes << 3; index < end; index++)
            Put(bitmap, index, value);
    }

    // Reads at most the byte that holds the last wanted bit: byte i + 1 is read only as far as
    // output byte i needs it.
    private static void CopyShifted(byte* from, int shift, byte* to, long bytes)
    {
        long i = 0;
        for (; bytes - i >= 9; i += 8)
        {
            ulong low = Unsafe.ReadUnaligned<ulong>(from + i) >> shift;
            ulong high = (ulong)from[i + 8] << (64 - shift);
            Unsafe.WriteUnaligned(to + i, low | high);
        }
        for (; i < bytes; i++)
            to[i] = (byte)((from[i] >> shift) | (from[i + 1] << (8 - shift)));
    }

    private static void CopyOne(byte* source, long from, byte* target, long to) =>
        Put(target, to, IsSet(source, from));

    private static void Put(byte* bitmap, long index, bool value)
    {
        if (value)
            Set(bitmap, index);
        else
            Clear(bitmap, index);
    }
}
