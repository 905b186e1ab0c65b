using System.Buffers.Binary;
using System.Numerics;

namespace Weir.Delta.Table;

/// <summary>
/// The rows of one data file that are deleted: a 64-bit Roaring bitmap ("Deletion Vector Format"), in blocks of 65,536
/// rows. Immutable; may be used by several threads.
/// </summary>
internal sealed class DeletedRows
{
    private const uint Magic = 1681511377;
    private const int RowsPerBlock = 1 << 16;
    private const int WordsPerBlock = RowsPerBlock / 64;
    private const int ArrayRowsMax = 4096;
    private const ushort CookieWithRuns = 12347;
    private const uint CookieWithoutRuns = 12346;
    private const int OffsetsFromBlocks = 4;

    // Below this a sorted list of places is as good as a bitmap and far smaller.
    private const int SparseRowsMax = 32;

    private readonly long[] _blocks;
    private readonly ulong[]?[] _bits;
    private readonly ushort[]?[] _places;

    private DeletedRows(long[] blocks, ulong[]?[] bits, ushort[]?[] places, long count)
    {
        (_blocks, _bits, _places, Count) = (blocks, bits, places, count);
    }

    /// <summary>How many rows are deleted.</summary>
    public long Count { get; }

    /// <summary>Whether the row at this place of the file is deleted.</summary>
    public bool Contains(long row)
    {
        int block = Array.BinarySearch(_blocks, row >> 16);
        return block >= 0 && Contains(block, (ushort)row);
    }

    /// <summary>Writes for rows that follow one another in the file whether they are kept: 1, or 0 where they are deleted.</summary>
    /// <param name="first">Place of the first row.</param>
    /// <param name="kept">One byte a row.</param>
    public void MarkKept(long first, Span<byte> kept)
    {
        while (!kept.IsEmpty)
        {
            int start = (ushort)first;
            int length = Math.Min(kept.Length, RowsPerBlock - start);
            int block = Array.BinarySearch(_blocks, first >> 16);
            if (block < 0)
                kept[..length].Fill(1);
            else if (_bits[block] is { } bits)
                MarkKept(bits, start, kept[..length]);
            else
                MarkKept(_places[block]!, start, kept[..length]);
            first += length;
            kept = kept[length..];
        }
    }

    /// <summary>All places in ascending order.</summary>
    public IEnumerable<long> All()
    {
        for (int block = 0; block < _blocks.Length; block++)
        {
            for (int place = 0; place < RowsPerBlock; place++)
            {
                if (Contains(block, (ushort)place))
                    yield return (_blocks[block] << 16) | (long)place;
            }
        }
    }

    /// <summary>Reads a serialised bitmap.</summary>
    /// <param name="content">From the magic number on.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static DeletedRows Parse(ReadOnlySpan<byte> content)
    {
        Reader reader = new(content);
        if (reader.UInt32() is var magic && magic != Magic)
            throw new FormatException($"begins with {magic} instead of the magic number {Magic}");
        ulong buckets = reader.UInt64();
        Blocks blocks = new();
        long before = -1;
        for (ulong i = 0; i < buckets; i++)
        {
            uint key = reader.UInt32();
            if (key > int.MaxValue || key <= before)
                throw new FormatException($"has the key {key} after {before}");
            before = key;
            ReadBucket(ref reader, (long)key << 16, blocks);
        }
        if (!reader.IsAtEnd)
            throw new FormatException("goes on behind its end");
        return blocks.Finish();
    }

    private static void ReadBucket(ref Reader reader, long firstBlock, Blocks blocks)
    {
        uint cookie = reader.UInt32();
        bool mayHaveRuns = (ushort)cookie == CookieWithRuns;
        if (!mayHaveRuns && cookie != CookieWithoutRuns)
            throw new FormatException($"has the cookie {cookie}");
        uint count = mayHaveRuns ? (cookie >> 16) + 1 : reader.UInt32();
        if (count > RowsPerBlock)
            throw new FormatException($"has {count} containers in a bucket");
        ReadOnlySpan<byte> runs = mayHaveRuns ? reader.Take(((int)count + 7) / 8) : [];
        ReadOnlySpan<byte> headers = reader.Take(4 * (int)count);
        if (!mayHaveRuns || count >= OffsetsFromBlocks)
            reader.Take(4 * (int)count); // places of the containers, which follow one another anyway
        int before = -1;
        for (int i = 0; i < count; i++)
        {
            int key = BinaryPrimitives.ReadUInt16LittleEndian(headers[(4 * i)..]);
            int cardinality = BinaryPrimitives.ReadUInt16LittleEndian(headers[((4 * i) + 2)..]) + 1;
            if (key <= before)
                throw new FormatException($"has the container {key} after {before}");
            before = key;
            bool isRuns = mayHaveRuns && (runs[i / 8] & (1 << (i % 8))) != 0;
            blocks.Add(firstBlock | (uint)key, isRuns ? ReadRuns(ref reader) : cardinality <= ArrayRowsMax ? ReadArray(ref reader, cardinality) : ReadBits(ref reader), cardinality);
        }
    }

    private static ulong[] ReadRuns(ref Reader reader)
    {
        ulong[] bits = new ulong[WordsPerBlock];
        int count = reader.UInt16();
        int next = 0;
        for (int i = 0; i < count; i++)
        {
            int start = reader.UInt16(), last = start + reader.UInt16();
            if (start < next || last >= RowsPerBlock)
                throw new FormatException("has runs out of order");
            for (int place = start; place <= last; place++)
                bits[place >> 6] |= 1UL << (place & 63);
            next = last + 1;
        }
        return bits;
    }

    private static ulong[] ReadArray(ref Reader reader, int cardinality)
    {
        ulong[] bits = new ulong[WordsPerBlock];
        int before = -1;
        for (int i = 0; i < cardinality; i++)
        {
            int place = reader.UInt16();
            if (place <= before)
                throw new FormatException("has places out of order");
            bits[place >> 6] |= 1UL << (place & 63);
            before = place;
        }
        return bits;
    }

    private static ulong[] ReadBits(ref Reader reader)
    {
        ReadOnlySpan<byte> content = reader.Take(WordsPerBlock * sizeof(ulong));
        ulong[] bits = new ulong[WordsPerBlock];
        for (int i = 0; i < bits.Length; i++)
            bits[i] = BinaryPrimitives.ReadUInt64LittleEndian(content[(8 * i)..]);
        return bits;
    }

    private bool Contains(int block, ushort place) => _bits[block] is { } bits
        ? (bits[place >> 6] & (1UL << (place & 63))) != 0
        : Array.BinarySearch(_places[block]!, place) >= 0;

    private static void MarkKept(ulong[] bits, int start, Span<byte> kept)
    {
        for (int i = 0; i < kept.Length; i++)
        {
            int place = start + i;
            kept[i] = (byte)(~(bits[place >> 6] >> (place & 63)) & 1);
        }
    }

    private static void MarkKept(ushort[] places, int start, Span<byte> kept)
    {
        kept.Fill(1);
        foreach (ushort place in places)
        {
            if (place >= start && place - start < kept.Length)
                kept[place - start] = 0;
        }
    }

    private sealed class Blocks
    {
        private readonly List<long> _keys = [];
        private readonly List<ulong[]?> _bits = [];
        private readonly List<ushort[]?> _places = [];
        private long _count;

        public void Add(long key, ulong[] bits, int cardinality)
        {
            int found = bits.Sum(BitOperations.PopCount);
            if (found != cardinality)
                throw new FormatException($"has {found} rows in a container that says {cardinality}");
            _keys.Add(key);
            bool isSparse = found <= SparseRowsMax;
            _bits.Add(isSparse ? null : bits);
            _places.Add(isSparse ? Places(bits, found) : null);
            _count += found;
        }

        public DeletedRows Finish() => new([.. _keys], [.. _bits], [.. _places], _count);

        private static ushort[] Places(ulong[] bits, int count)
        {
            ushort[] places = new ushort[count];
            int next = 0;
            for (int word = 0; word < bits.Length; word++)
            {
                for (ulong rest = bits[word]; rest != 0; rest &= rest - 1)
                    places[next++] = (ushort)((word << 6) | BitOperations.TrailingZeroCount(rest));
            }
            return places;
        }
    }

    private ref struct Reader(ReadOnlySpan<byte> content)
    {
        private ReadOnlySpan<byte> _rest = content;

        public readonly bool IsAtEnd => _rest.IsEmpty;

        public ReadOnlySpan<byte> Take(int length)
        {
            if (_rest.Length < length)
                throw new FormatException("ends too early");
            ReadOnlySpan<byte> taken = _rest[..length];
            _rest = _rest[length..];
            return taken;
        }

        public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

        public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

        public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
    }
}
