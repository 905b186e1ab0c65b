using System.Buffers.Binary;
using Weir.Hashing;

namespace Weir.Functions;

/// <summary>Hashes and ids that are the same on every machine and in every version. Pure.</summary>
internal static class StableId
{
    /// <summary>Between the parts of an id.</summary>
    public const byte PartSeparator = 0x1F;

    private const int DigestBytes = 16;

    /// <summary>What a null part counts as.</summary>
    public static ReadOnlySpan<byte> NullPart => "__NULL__"u8;

    /// <summary>An 8-byte BLAKE2b digest, big-endian, without its top bit.</summary>
    public static long Hash64(ReadOnlySpan<byte> value)
    {
        Span<byte> digest = stackalloc byte[sizeof(long)];
        Blake2b.Hash(value, digest);
        return BinaryPrimitives.ReadInt64BigEndian(digest) & long.MaxValue;
    }

    /// <summary>Appends a 16-byte BLAKE2b digest as lower-case hexadecimal digits.</summary>
    public static void AppendHash128(ReadOnlySpan<byte> value, RowBuffer target)
    {
        Span<byte> digest = stackalloc byte[DigestBytes];
        Blake2b.Hash(value, digest);
        Convert.TryToHexStringLower(digest, target.Reserve(2 * DigestBytes), out _);
    }

    /// <summary>Writes <c>prefix:hash128(value)</c>; the prefix is not hashed.</summary>
    public static void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> value, RowBuffer target)
    {
        target.Clear();
        target.Append(prefix);
        target.Append(":"u8);
        AppendHash128(value, target);
    }
}
