using System.Buffers.Binary;
using System.Text;
using Weir.Delta.Actions;
using Weir.Hashing;

namespace Weir.Delta.Log;

/// <summary>
/// The key of a logical file ("Action Reconciliation": path and identity of the deletion vector), as a digest: two keys
/// are equal when, and for all that can be found by looking only when, path and vector are.
/// </summary>
internal static class FileKey
{
    private const ulong WithVector = 0x444C_5456_4543_5452; // a family of digests of its own

    /// <summary>The key of a path (any spelling of it) and a deletion vector.</summary>
    /// <exception cref="WeirException">WEIR2013: the path is none.</exception>
    public static UInt128 Of(ReadOnlySpan<byte> path, DeletionVectorDescriptor? vector)
    {
        Span<byte> digest = stackalloc byte[16];
        if (vector is null)
            Blake2b.Hash(Canonical(path), digest);
        else
            Blake2b.Hash(Encoding.UTF8.GetBytes($"{Convert.ToHexString(Canonical(path))}@{vector.UniqueId}"), digest, WithVector, 0);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    /// <summary>
    /// The one spelling of a path, decoded: relative to the root, with <c>/</c> in front when it is absolute, with NUL and
    /// the scheme in front when it lies in another store. The very bytes given where they are in this form already.
    /// </summary>
    /// <exception cref="WeirException">WEIR2013: the path is none.</exception>
    public static ReadOnlySpan<byte> Canonical(ReadOnlySpan<byte> path)
    {
        if (!path.IsEmpty && !path.ContainsAny((byte)'%', (byte)':'))
            return path;
        DataFilePath parsed = DataFilePath.Parse(Encoding.UTF8.GetString(path));
        return Encoding.UTF8.GetBytes(parsed.Scheme is { } scheme ? $"\0{scheme}:{parsed.Text}" : parsed.Text);
    }
}
