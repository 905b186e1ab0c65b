using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Weir.CodeFunctions.Hashing;

/// <summary>
/// BLAKE2b of four short messages at once, one in each lane of a vector: most texts that are hashed fit into one
/// block, and then there is nothing to compute in parallel inside of one message.
/// </summary>
/// <remarks>Pure; no allocation. Gives the digests of <see cref="Blake2b"/>.</remarks>
internal static unsafe class Blake2bLanes
{
    /// <summary>Messages at once.</summary>
    public const int Count = 4;

    private const int BlockWords = Blake2b.BlockBytes / sizeof(ulong);

    /// <summary>Whether this processor has what it needs; without it, messages are hashed one by one.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Hashes four messages of at most one block each.</summary>
    /// <param name="blocks">Four blocks one behind the other, each message followed by zeros.</param>
    /// <param name="lengths">Bytes of each message.</param>
    /// <param name="family">What is computed.</param>
    /// <param name="digests">Takes two words a message, the first 16 bytes of its digest.</param>
    [SkipLocalsInit]
    public static void Hash(ulong* blocks, ReadOnlySpan<int> lengths, HashFamily family, ulong* digests)
    {
        Vector256<ulong>* message = stackalloc Vector256<ulong>[BlockWords];
        Load(blocks, lengths, message);
        ReadOnlySpan<ulong> iv = Blake2b.Iv;
        ulong first = iv[0] ^ Blake2b.FirstParameter(family.DigestBytes);
        Vector256<ulong> v0 = All(first), v1 = All(iv[1]), v2 = All(iv[2]), v3 = All(iv[3]), v4 = All(iv[4]), v5 = All(iv[5]);
        Vector256<ulong> v6 = All(iv[6] ^ family.PersonalLow), v7 = All(iv[7] ^ family.PersonalHigh);
        Vector256<ulong> v8 = All(iv[0]), v9 = All(iv[1]), v10 = All(iv[2]), v11 = All(iv[3]);
        Vector256<ulong> done = Vector256.Create((ulong)lengths[0], (ulong)lengths[1], (ulong)lengths[2], (ulong)lengths[3]);
        Vector256<ulong> v12 = Avx2.Xor(All(iv[4]), done), v13 = All(iv[5]), v14 = All(~iv[6]), v15 = All(iv[7]);
        ref byte sigma = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(Blake2b.Sigma);
        for (int round = 0; round < Blake2b.Rounds; round++)
        {
            ref byte s = ref Unsafe.Add(ref sigma, 16 * round);
            Mix(ref v0, ref v4, ref v8, ref v12, Word(message, ref s, 0), Word(message, ref s, 1));
            Mix(ref v1, ref v5, ref v9, ref v13, Word(message, ref s, 2), Word(message, ref s, 3));
            Mix(ref v2, ref v6, ref v10, ref v14, Word(message, ref s, 4), Word(message, ref s, 5));
            Mix(ref v3, ref v7, ref v11, ref v15, Word(message, ref s, 6), Word(message, ref s, 7));
            Mix(ref v0, ref v5, ref v10, ref v15, Word(message, ref s, 8), Word(message, ref s, 9));
            Mix(ref v1, ref v6, ref v11, ref v12, Word(message, ref s, 10), Word(message, ref s, 11));
            Mix(ref v2, ref v7, ref v8, ref v13, Word(message, ref s, 12), Word(message, ref s, 13));
            Mix(ref v3, ref v4, ref v9, ref v14, Word(message, ref s, 14), Word(message, ref s, 15));
        }
        v0 = Avx2.Xor(Avx2.Xor(v0, v8), All(first));
        v1 = Avx2.Xor(Avx2.Xor(v1, v9), All(iv[1]));
        for (int lane = 0; lane < Count; lane++)
        {
            digests[2 * lane] = v0.GetElement(lane);
            digests[(2 * lane) + 1] = v1.GetElement(lane);
        }
    }

    // Words behind the longest message are zero in every lane.
    private static void Load(ulong* blocks, ReadOnlySpan<int> lengths, Vector256<ulong>* message)
    {
        int bytes = Math.Max(Math.Max(lengths[0], lengths[1]), Math.Max(lengths[2], lengths[3]));
        int words = (bytes + sizeof(ulong) - 1) / sizeof(ulong);
        for (int word = 0; word < words; word++)
        {
            message[word] = Vector256.Create(
                blocks[word], blocks[BlockWords + word], blocks[(2 * BlockWords) + word], blocks[(3 * BlockWords) + word]);
        }
        for (int word = words; word < BlockWords; word++)
            message[word] = Vector256<ulong>.Zero;
    }

    private static Vector256<ulong> All(ulong value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Word(Vector256<ulong>* message, ref byte sigma, int index) =>
        message[(nint)Unsafe.Add(ref sigma, index)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(
        ref Vector256<ulong> a, ref Vector256<ulong> b, ref Vector256<ulong> c, ref Vector256<ulong> d, Vector256<ulong> x, Vector256<ulong> y)
    {
        a = Avx2.Add(Avx2.Add(a, b), x);
        d = RotateRight32(Avx2.Xor(d, a));
        c = Avx2.Add(c, d);
        b = RotateRight24(Avx2.Xor(b, c));
        a = Avx2.Add(Avx2.Add(a, b), y);
        d = RotateRight16(Avx2.Xor(d, a));
        c = Avx2.Add(c, d);
        b = RotateRight63(Avx2.Xor(b, c));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> RotateRight32(Vector256<ulong> value) => Avx512F.VL.IsSupported
        ? Avx512F.VL.RotateRight(value, 32)
        : Avx2.Shuffle(value.AsUInt32(), 0b10_11_00_01).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> RotateRight24(Vector256<ulong> value) => Avx512F.VL.IsSupported
        ? Avx512F.VL.RotateRight(value, 24)
        : Avx2.Shuffle(value.AsByte(), Vector256.Create(
            (byte)3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10, 3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> RotateRight16(Vector256<ulong> value) => Avx512F.VL.IsSupported
        ? Avx512F.VL.RotateRight(value, 16)
        : Avx2.Shuffle(value.AsByte(), Vector256.Create(
            (byte)2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9, 2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> RotateRight63(Vector256<ulong> value) => Avx512F.VL.IsSupported
        ? Avx512F.VL.RotateRight(value, 63)
        : Avx2.Xor(Avx2.ShiftRightLogical(value, 63), Avx2.Add(value, value));
}
