using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.Hashing;

/// <summary>
/// BLAKE3 in its plain hash mode with a 32-byte digest. Weir hashes specs, envelopes and identities
/// with it: kilobytes, so one lane is enough.
/// </summary>
/// <remarks>Pure; no allocation but the digest that is returned.</remarks>
internal static class Blake3
{
    public const int DigestBytes = 32;

    private const int ChunkBytes = 1024;
    private const int BlockBytes = 64;
    private const uint ChunkStart = 1, ChunkEnd = 2, Parent = 4, Root = 8;

    private static ReadOnlySpan<uint> Iv =>
    [
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
    ];

    private static ReadOnlySpan<byte> Permutation => [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];

    /// <summary>The 32-byte digest of <paramref name="input"/>.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> input)
    {
        Span<uint> words = stackalloc uint[8];
        Subtree(input, firstChunk: 0, Root, words);
        byte[] digest = new byte[DigestBytes];
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(digest.AsSpan(4 * i), words[i]);
        return digest;
    }

    // The left half of a tree holds the largest power of two of chunks that leaves a right half.
    private static void Subtree(ReadOnlySpan<byte> input, ulong firstChunk, uint rootFlag, Span<uint> chaining)
    {
        if (input.Length <= ChunkBytes)
        {
            Chunk(input, firstChunk, rootFlag, chaining);
            return;
        }
        int leftChunks = (int)(BitOperations.RoundUpToPowerOf2((uint)((input.Length - 1) / ChunkBytes + 1)) / 2);
        Span<uint> children = stackalloc uint[16];
        Subtree(input[..(leftChunks * ChunkBytes)], firstChunk, 0, children[..8]);
        Subtree(input[(leftChunks * ChunkBytes)..], firstChunk + (ulong)leftChunks, 0, children[8..]);
        Iv.CopyTo(chaining);
        Compress(chaining, children, counter: 0, BlockBytes, Parent | rootFlag);
    }

    private static void Chunk(ReadOnlySpan<byte> chunk, ulong index, uint rootFlag, Span<uint> chaining)
    {
        Iv.CopyTo(chaining);
        Span<uint> words = stackalloc uint[16];
        Span<byte> block = MemoryMarshal.AsBytes(words);
        uint flags = ChunkStart;
        while (chunk.Length > BlockBytes)
        {
            chunk[..BlockBytes].CopyTo(block);
            Compress(chaining, words, index, BlockBytes, flags);
            chunk = chunk[BlockBytes..];
            flags = 0;
        }
        block.Clear();
        chunk.CopyTo(block);
        Compress(chaining, words, index, (uint)chunk.Length, flags | ChunkEnd | rootFlag);
    }

    private static void Compress(Span<uint> chaining, ReadOnlySpan<uint> block, ulong counter, uint length, uint flags)
    {
        Span<uint> message = stackalloc uint[16], permuted = stackalloc uint[16], v = stackalloc uint[16];
        block.CopyTo(message);
        // The words of a chunk came in as bytes, the words of a parent are numbers already.
        if (!BitConverter.IsLittleEndian && (flags & Parent) == 0)
            BinaryPrimitives.ReverseEndianness(message, message);
        chaining.CopyTo(v);
        Iv[..4].CopyTo(v[8..]);
        v[12] = (uint)counter;
        v[13] = (uint)(counter >> 32);
        v[14] = length;
        v[15] = flags;
        for (int round = 0; ; round++)
        {
            Round(v, message);
            if (round == 6)
                break;
            for (int i = 0; i < 16; i++)
                permuted[i] = message[Permutation[i]];
            permuted.CopyTo(message);
        }
        for (int i = 0; i < 8; i++)
            chaining[i] = v[i] ^ v[i + 8];
    }

    private static void Round(Span<uint> v, ReadOnlySpan<uint> m)
    {
        Mix(v, 0, 4, 8, 12, m[0], m[1]);
        Mix(v, 1, 5, 9, 13, m[2], m[3]);
        Mix(v, 2, 6, 10, 14, m[4], m[5]);
        Mix(v, 3, 7, 11, 15, m[6], m[7]);
        Mix(v, 0, 5, 10, 15, m[8], m[9]);
        Mix(v, 1, 6, 11, 12, m[10], m[11]);
        Mix(v, 2, 7, 8, 13, m[12], m[13]);
        Mix(v, 3, 4, 9, 14, m[14], m[15]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(Span<uint> v, int a, int b, int c, int d, uint x, uint y)
    {
        v[a] = v[a] + v[b] + x;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 12);
        v[a] = v[a] + v[b] + y;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 8);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 7);
    }
}
