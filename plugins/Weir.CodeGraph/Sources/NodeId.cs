using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Weir.Arrow;
using Weir.Hashing;

namespace Weir.CodeGraph.Sources;

/// <summary>
/// The id of a node of the graph: <c>node:</c> and a 16-byte BLAKE2b digest of its parts, joined by U+001F. The same
/// parts give the same id in SQL: <c>stable_id_parts('node', ...)</c>.
/// </summary>
internal readonly record struct NodeId(UInt128 Digest)
{
    private const int DigestBytes = 16, SmallBytes = 1024, NumberBytes = 20;
    private const byte Separator = 0x1F;

    private static ReadOnlySpan<byte> Prefix => "node:"u8;

    /// <summary>The digest as hexadecimal digits, for ids that are made of this one.</summary>
    public string Digits => Digest.ToString("x32", CultureInfo.InvariantCulture);

    public static NodeId Of(params ReadOnlySpan<string> parts) => OfText(string.Join((char)Separator, parts!));

    /// <summary>The id of something that a file holds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="start">First byte.</param>
    /// <param name="end">The byte behind the last.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="ordinal">How many of the same path, span and kind stand before it.</param>
    public static NodeId OfSpan(ReadOnlySpan<byte> path, long start, long end, ReadOnlySpan<byte> kind, int ordinal)
    {
        int most = path.Length + kind.Length + (3 * NumberBytes) + 4;
        Span<byte> buffer = most <= SmallBytes ? stackalloc byte[SmallBytes] : new byte[most];
        path.CopyTo(buffer);
        int length = path.Length;
        Number(start, buffer, ref length);
        Number(end, buffer, ref length);
        buffer[length++] = Separator;
        kind.CopyTo(buffer[length..]);
        length += kind.Length;
        if (ordinal > 0)
            Number(ordinal, buffer, ref length);
        return OfBytes(buffer[..length]);
    }

    /// <summary>Appends the id as text.</summary>
    public void AppendTo(BytesWriter column)
    {
        Span<byte> digest = stackalloc byte[DigestBytes];
        Span<byte> text = stackalloc byte[(2 * DigestBytes) + Prefix.Length];
        BinaryPrimitives.WriteUInt128BigEndian(digest, Digest);
        Prefix.CopyTo(text);
        Convert.TryToHexStringLower(digest, text[Prefix.Length..], out _);
        column.Append(text);
    }

    private static NodeId OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    private static NodeId OfBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[DigestBytes];
        Blake2b.Hash(bytes, digest);
        return new NodeId(BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    private static void Number(long value, Span<byte> buffer, ref int length)
    {
        buffer[length++] = Separator;
        Utf8Formatter.TryFormat(value, buffer[length..], out int written);
        length += written;
    }
}
