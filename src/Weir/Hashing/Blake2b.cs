using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// Bundled plugins refer to the contract alone, so this file is compiled into each of them too. Where the tests see a plugin's
// types beside the host's, it has a namespace of its own.
#if WEIR_CODE_FUNCTIONS
namespace Weir.CodeFunctions.Hashing;
#else
namespace Weir.Hashing;
#endif

/// <summary>
/// BLAKE2b (RFC 7693) without key and salt. The digest length is a parameter of the hash: an 8-byte digest is not a
/// shortened 64-byte one. Personalisation makes families of hashes that share no digest by construction.
/// </summary>
/// <remarks>Pure; no allocation.</remarks>
internal static class Blake2b
{
    /// <summary>Bytes that one compression takes in.</summary>
    public const int BlockBytes = 128;

    /// <summary>Rounds of one compression.</summary>
    public const int Rounds = 12;

    /// <summary>The first state, before the parameters.</summary>
    public static ReadOnlySpan<ulong> Iv => FirstState;

    /// <summary>Which words of a block each round mixes in; rounds 10 and 11 use the permutations of rounds 0 and 1.</summary>
    public static ReadOnlySpan<byte> Sigma =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
    ];

    // An array: a span over constants wider than a byte is an object for each reading where code is not optimised.
    private static readonly ulong[] FirstState =
    [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ];

    /// <summary>Hashes <paramref name="input"/> into all of <paramref name="digest"/> (1 to 64 bytes), without personalisation.</summary>
    public static void Hash(ReadOnlySpan<byte> input, Span<byte> digest) => Hash(input, digest, 0, 0);

    /// <summary>Hashes <paramref name="input"/> into all of <paramref name="digest"/> (1 to 64 bytes).</summary>
    /// <param name="input">The message.</param>
    /// <param name="digest">Takes the digest.</param>
    /// <param name="personalLow">First 8 bytes of the personalisation, little-endian; 0 for none.</param>
    /// <param name="personalHigh">The other 8 bytes.</param>
    [SkipLocalsInit]
    public static void Hash(ReadOnlySpan<byte> input, Span<byte> digest, ulong personalLow, ulong personalHigh)
    {
        ArgumentOutOfRangeException.ThrowIfZero(digest.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digest.Length, 64);
        Span<ulong> state = stackalloc ulong[8];
        Iv.CopyTo(state);
        state[0] ^= FirstParameter(digest.Length);
        state[6] ^= personalLow;
        state[7] ^= personalHigh;

        ulong done = 0;
        while (input.Length > BlockBytes)
        {
            done += BlockBytes;
            Compress(state, input[..BlockBytes], done, last: false);
            input = input[BlockBytes..];
        }
        Span<byte> block = stackalloc byte[BlockBytes];
        input.CopyTo(block);
        block[input.Length..].Clear();
        Compress(state, block, done + (ulong)input.Length, last: true);

        Span<byte> full = stackalloc byte[64];
        for (int i = 0; i < 8; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(full[(8 * i)..], state[i]);
        full[..digest.Length].CopyTo(digest);
    }

    /// <summary>The first word of the parameters: digest length, no key, no tree.</summary>
    public static ulong FirstParameter(int digestBytes) => 0x01010000UL | (uint)digestBytes;

    [SkipLocalsInit]
    private static void Compress(Span<ulong> state, ReadOnlySpan<byte> block, ulong bytesDone, bool last)
    {
        Span<ulong> m = stackalloc ulong[16];
        MemoryMarshal.Cast<byte, ulong>(block).CopyTo(m);
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(m, m);

        ulong v0 = state[0], v1 = state[1], v2 = state[2], v3 = state[3];
        ulong v4 = state[4], v5 = state[5], v6 = state[6], v7 = state[7];
        ulong v8 = Iv[0], v9 = Iv[1], v10 = Iv[2], v11 = Iv[3];
        ulong v12 = Iv[4] ^ bytesDone, v13 = Iv[5], v14 = last ? ~Iv[6] : Iv[6], v15 = Iv[7];

        ref byte sigma = ref MemoryMarshal.GetReference(Sigma);
        ref ulong message = ref MemoryMarshal.GetReference(m);
        for (int round = 0; round < Rounds; round++)
        {
            ref byte s = ref Unsafe.Add(ref sigma, 16 * round);
            Mix(ref v0, ref v4, ref v8, ref v12, Word(ref message, ref s, 0), Word(ref message, ref s, 1));
            Mix(ref v1, ref v5, ref v9, ref v13, Word(ref message, ref s, 2), Word(ref message, ref s, 3));
            Mix(ref v2, ref v6, ref v10, ref v14, Word(ref message, ref s, 4), Word(ref message, ref s, 5));
            Mix(ref v3, ref v7, ref v11, ref v15, Word(ref message, ref s, 6), Word(ref message, ref s, 7));
            Mix(ref v0, ref v5, ref v10, ref v15, Word(ref message, ref s, 8), Word(ref message, ref s, 9));
            Mix(ref v1, ref v6, ref v11, ref v12, Word(ref message, ref s, 10), Word(ref message, ref s, 11));
            Mix(ref v2, ref v7, ref v8, ref v13, Word(ref message, ref s, 12), Word(ref message, ref s, 13));
            Mix(ref v3, ref v4, ref v9, ref v14, Word(ref message, ref s, 14), Word(ref message, ref s, 15));
        }
        state[0] ^= v0 ^ v8;
        state[1] ^= v1 ^ v9;
        state[2] ^= v2 ^ v10;
        state[3] ^= v3 ^ v11;
        state[4] ^= v4 ^ v12;
        state[5] ^= v5 ^ v13;
        state[6] ^= v6 ^ v14;
        state[7] ^= v7 ^ v15;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref ulong message, ref byte sigma, int index) =>
        Unsafe.Add(ref message, (nint)Unsafe.Add(ref sigma, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref ulong a, ref ulong b, ref ulong c, ref ulong d, ulong x, ulong y)
    {
        a = a + b + x;
        d = BitOperations.RotateRight(d ^ a, 32);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 24);
        a = a + b + y;
        d = BitOperations.RotateRight(d ^ a, 16);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 63);
    }
}
