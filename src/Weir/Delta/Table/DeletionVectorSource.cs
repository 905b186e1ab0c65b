using System.Buffers.Binary;
using System.Collections.Concurrent;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Diagnostics;
using Weir.Hashing;
using Weir.Storage;

namespace Weir.Delta.Table;

/// <summary>Reads the deletion vectors of a table, each once. Safe for use by many threads.</summary>
/// <param name="store">The table's root.</param>
/// <param name="mayLeaveRoot">Whether vectors that the log puts elsewhere are read.</param>
internal sealed class DeletionVectorSource(IObjectStore store, bool mayLeaveRoot)
{
    private const int UuidTextLength = 20;
    private const int SizeBytes = 4;
    private const int ChecksumBytes = 4;

    // Vectors of this many files are read at once, to hide the latency of a remote store.
    private const int ReadsAtOnce = 8;

    private readonly ConcurrentDictionary<string, DeletedRows> _known = new(StringComparer.Ordinal);

    /// <summary>The deleted rows of each file, in the order of the files; null for a file without a deletion vector.</summary>
    /// <exception cref="WeirException">WEIR2016: a vector is broken or gone. WEIR2017: it lies outside the table.</exception>
    public async Task<DeletedRows?[]> ReadAsync(FileList files, CancellationToken cancellationToken)
    {
        DeletedRows?[] rows = new DeletedRows?[files.Count];
        int[] places = [.. Enumerable.Range(0, files.Count).Where(files.HasDeletionVector)];
        ParallelOptions options = new() { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(places, options, async (place, stop) =>
            rows[place] = await ReadAsync(files.DeletionVector(place)!, System.Text.Encoding.UTF8.GetString(files.PathUtf8(place)), stop).ConfigureAwait(false)).ConfigureAwait(false);
        return rows;
    }

    /// <summary>The deleted rows of one file.</summary>
    /// <exception cref="WeirException">As for several files.</exception>
    public async Task<DeletedRows> ReadAsync(DeletionVectorDescriptor vector, string dataFile, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(vector.UniqueId, out DeletedRows? known) && known.Count == vector.Cardinality)
            return known;
        string place = vector.StorageType == "i" ? "in the log" : vector.PathOrInlineDv;
        try
        {
            byte[] content = vector.StorageType == "i"
                ? Z85.Decode(vector.PathOrInlineDv) ?? throw new FormatException("is not Z85 text")
                : await ReadFileAsync(vector, dataFile, cancellationToken).ConfigureAwait(false);
            if (content.Length < vector.SizeInBytes || vector.SizeInBytes < 0)
                throw new FormatException($"has {content.Length} bytes instead of {vector.SizeInBytes}");
            // Z85 pads inline vectors to whole words.
            DeletedRows rows = DeletedRows.Parse(content.AsSpan(0, vector.SizeInBytes));
            if (rows.Count != vector.Cardinality)
                throw new FormatException($"deletes {rows.Count} rows instead of {vector.Cardinality}");
            _known[vector.UniqueId] = rows;
            return rows;
        }
        catch (FormatException cause)
        {
            throw DeltaErrors.DeletionVectorCorrupt(dataFile, place, cause.Message, cause);
        }
    }

    // "Deletion Vector File Storage Format": size, content, CRC-32; numbers in big-endian order.
    private async Task<byte[]> ReadFileAsync(DeletionVectorDescriptor vector, string dataFile, CancellationToken cancellationToken)
    {
        (IObjectStore holder, ObjectPath path) = Locate(vector, dataFile);
        int size = vector.SizeInBytes;
        if (size is < 0 or > int.MaxValue - SizeBytes - ChecksumBytes || vector.Offset < 0)
            throw new FormatException($"has the size {size} and the offset {vector.Offset}");
        byte[] part = await holder.TryReadRangeAsync(path, vector.Offset ?? 0, SizeBytes + size + ChecksumBytes, cancellationToken).ConfigureAwait(false)
            ?? throw new FormatException($"is not there ('{holder.ToEnginePath(path)}')");
        if (part.Length < SizeBytes + size + ChecksumBytes)
            throw new FormatException($"ends too early in '{holder.ToEnginePath(path)}'");
        int recorded = BinaryPrimitives.ReadInt32BigEndian(part);
        if (recorded != size)
            throw new FormatException($"has {recorded} bytes in its file instead of {size}");
        byte[] content = part[SizeBytes..(SizeBytes + size)];
        return Crc32.Of(content) == BinaryPrimitives.ReadUInt32BigEndian(part.AsSpan(SizeBytes + size))
            ? content
            : throw new FormatException("does not match its checksum");
    }

    private (IObjectStore Store, ObjectPath Path) Locate(DeletionVectorDescriptor vector, string dataFile)
    {
        string text = vector.PathOrInlineDv;
        if (vector.StorageType == "p")
            return FileLocation.Of(store, text, mayLeaveRoot);
        if (vector.StorageType != "u" || text.Length < UuidTextLength || Z85.Decode(text.AsSpan(text.Length - UuidTextLength)) is not { } uuid)
            throw DeltaErrors.DeletionVectorCorrupt(dataFile, text, $"has the storage type '{vector.StorageType}' and no valid place");
        string name = $"deletion_vector_{new Guid(uuid, bigEndian: true):D}.bin";
        string prefix = text[..^UuidTextLength];
        return (store, ObjectPath.Parse(prefix.Length == 0 ? name : $"{prefix}/{name}"));
    }
}
