using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Weir.Plugins;

namespace Weir.CodeFunctions.Hashing;

/// <summary>
/// Messages of some rows on their way to digests: they are taken in one after the other and hashed four at a time.
/// Rows come out in the order in which they went in.
/// </summary>
/// <remarks>Kept from batch to batch; one thread at a time.</remarks>
internal sealed unsafe class HashBatch
{
    private const int Lanes = Blake2bLanes.Count;

    // Pinned, so that the lanes can read it by pointer.
    private readonly byte[] _blocks = GC.AllocateArray<byte>(Lanes * Blake2b.BlockBytes, pinned: true);
    private readonly ulong[] _digests = GC.AllocateArray<ulong>(Lanes * 2, pinned: true);
    private readonly int[] _lengths = new int[Lanes];
    private readonly int[] _rows = new int[Lanes];
    private HashFamily _family;
    private uint _isNull, _isLong;

    /// <summary>Where one message or text is put together.</summary>
    public Utf8Writer Text { get; } = new();

    /// <summary>Rows that are in.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets what is in, and says what will be computed.</summary>
    public void Begin(HashFamily family)
    {
        _family = family;
        Count = 0;
    }

    /// <summary>Takes the message of a row.</summary>
    /// <returns>True when the batch is full; then <see cref="Compute"/> follows.</returns>
    public bool Add(int row, ReadOnlySpan<byte> message)
    {
        int lane = Take(row);
        if (message.Length > Blake2b.BlockBytes)
        {
            _isLong |= 1u << lane;
            HashAlone(lane, message);
        }
        else
        {
            Span<byte> block = Block(lane);
            message.CopyTo(block);
            if (_lengths[lane] > message.Length)
                block[message.Length.._lengths[lane]].Clear();
            _lengths[lane] = message.Length;
        }
        return Count == Lanes;
    }

    /// <summary>Takes a row without a message, whose result is NULL.</summary>
    /// <returns>As for a message.</returns>
    public bool AddNull(int row)
    {
        int lane = Take(row);
        _isNull |= 1u << lane;
        return Count == Lanes;
    }

    /// <summary>Hashes what is in. Afterwards it can be read, and then <see cref="Begin"/> makes room.</summary>
    public void Compute()
    {
        if (Blake2bLanes.IsSupported && Count > 1)
            ComputeAtOnce();
        else
            ComputeOneByOne();
    }

    /// <summary>The row that went in at a place.</summary>
    public int Row(int place) => _rows[place];

    /// <summary>Whether it went in without a message.</summary>
    public bool IsNull(int place) => (_isNull & (1u << place)) != 0;

    /// <summary>A 63-bit hash: the first 8 bytes, big-endian, without their top bit.</summary>
    public long Number(int place) => (long)(BinaryPrimitives.ReverseEndianness(_digests[2 * place]) & long.MaxValue);

    /// <summary>Appends 16 bytes as lower-case hexadecimal digits.</summary>
    public void AppendHexadecimal(int place, Utf8Writer output) => HexadecimalText.Append(_digests[2 * place], _digests[(2 * place) + 1], output);

    private int Take(int row)
    {
        int lane = Count++;
        if (lane == 0)
            _isNull = _isLong = 0;
        _rows[lane] = row;
        return lane;
    }

    private Span<byte> Block(int lane) => _blocks.AsSpan(lane * Blake2b.BlockBytes, Blake2b.BlockBytes);

    private void ComputeAtOnce()
    {
        ulong* computed = stackalloc ulong[Lanes * 2];
        fixed (byte* blocks = _blocks)
            Blake2bLanes.Hash((ulong*)blocks, _lengths, _family, computed);
        for (int lane = 0; lane < Count; lane++)
        {
            if ((_isLong & (1u << lane)) != 0)
                continue;
            _digests[2 * lane] = computed[2 * lane];
            _digests[(2 * lane) + 1] = computed[(2 * lane) + 1];
        }
    }

    private void ComputeOneByOne()
    {
        for (int lane = 0; lane < Count; lane++)
        {
            if (((_isLong | _isNull) & (1u << lane)) == 0)
                HashAlone(lane, Block(lane)[.._lengths[lane]]);
        }
    }

    private void HashAlone(int lane, ReadOnlySpan<byte> message)
    {
        Span<byte> digest = MemoryMarshal.AsBytes(_digests.AsSpan(2 * lane, 2));
        Blake2b.Hash(message, digest[.._family.DigestBytes], _family.PersonalLow, _family.PersonalHigh);
        if (BitConverter.IsLittleEndian)
            return;
        _digests[2 * lane] = BinaryPrimitives.ReverseEndianness(_digests[2 * lane]);
        _digests[(2 * lane) + 1] = BinaryPrimitives.ReverseEndianness(_digests[(2 * lane) + 1]);
    }
}
