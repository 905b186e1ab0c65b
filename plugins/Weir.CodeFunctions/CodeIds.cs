using System.Buffers.Binary;
using Weir.Hashing;
using Weir.Plugins;

[assembly: WeirPlugin("weir_code_functions", Publisher = "The Weir authors", License = "Apache-2.0")]

namespace Weir.CodeFunctions;

/// <summary>Hashes and ids that are the same on every machine and in every version. Pure.</summary>
internal static class CodeIds
{
    private const int DigestBytes = 16;
    private const int PartsMax = 64;
    private const byte PartSeparator = 0x1F;

    private static ReadOnlySpan<byte> Digits => "0123456789abcdef"u8;

    private static ReadOnlySpan<byte> NullPart => "__NULL__"u8;

    /// <summary>A 63-bit hash of a text: an 8-byte BLAKE2b digest, big-endian, without its top bit.</summary>
    [ScalarFunction("code_stable_hash64", Aliases = ["code_hash64"])]
    public static long Hash64(ReadOnlySpan<byte> value)
    {
        Span<byte> digest = stackalloc byte[sizeof(long)];
        Blake2b.Hash(value, digest);
        return BinaryPrimitives.ReadInt64BigEndian(digest) & long.MaxValue;
    }

    /// <summary>A 128-bit hash of a text: a 16-byte BLAKE2b digest as lower-case hexadecimal digits.</summary>
    [ScalarFunction("code_stable_hash128", Aliases = ["code_hash128"])]
    public static void Hash128(ReadOnlySpan<byte> value, Utf8Writer output)
    {
        Span<byte> digest = stackalloc byte[DigestBytes];
        Blake2b.Hash(value, digest);
        foreach (byte item in digest)
            output.Append([Digits[item >> 4], Digits[item & 0xF]]);
    }

    /// <summary>An id: the prefix, a colon, and the 128-bit hash of the value.</summary>
    [ScalarFunction("code_stable_id")]
    public static void Id(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> value, Utf8Writer output)
    {
        output.Append(prefix);
        output.Append(":"u8);
        Hash128(value, output);
    }

    /// <summary>An id of several parts, in order; a part may be NULL.</summary>
    [ScalarFunction("code_stable_id_parts", Aliases = ["code_stable_id_multi"], SeesNulls = true)]
    public static void IdOfParts(ReadOnlySpan<byte> prefix, TextArguments parts, PartsBuffer buffer, Utf8Writer output)
    {
        if (parts.Count is 0 or > PartsMax)
            throw new ArgumentException($"An id has 1 to {PartsMax} parts; {parts.Count} are given.");
        buffer.Value.Clear();
        for (int i = 0; i < parts.Count; i++)
        {
            if (i > 0)
                buffer.Value.Append([PartSeparator]);
            buffer.Value.Append(parts.IsNull(i) ? NullPart : parts[i]);
        }
        Id(prefix, buffer.Value.Written, output);
    }
}
