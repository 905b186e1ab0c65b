using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.Arrow;

/// <summary>A native buffer that doubles when full; handed over by <see cref="HandOver"/> or freed by <see cref="Dispose"/>.</summary>
internal sealed unsafe class GrowingBuffer : IDisposable
{
    private const long SmallestBlock = 64;

    private byte* _start;
    private long _capacity;
    private MemoryLedger? _ledger;

    public byte* Start => _start;

    public long ByteLength { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append<T>(T value) where T : unmanaged
    {
        if (ByteLength + sizeof(T) > _capacity)
            Grow(sizeof(T));
        Unsafe.WriteUnaligned(_start + ByteLength, value);
        ByteLength += sizeof(T);
    }

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(AppendRoom(bytes.Length));

    public void AppendZeros(long byteCount)
    {
        EnsureRoom(byteCount);
        NativeMemory.Clear(_start + ByteLength, (nuint)byteCount);
        ByteLength += byteCount;
    }

    /// <summary>Room for bytes that the caller writes at once.</summary>
    public Span<byte> AppendRoom(int byteCount)
    {
        EnsureRoom(byteCount);
        Span<byte> room = new(_start + ByteLength, byteCount);
        ByteLength += byteCount;
        return room;
    }

    public void EnsureRoom(long byteCount)
    {
        if (ByteLength + byteCount > _capacity)
            Grow(byteCount);
    }

    /// <summary>Starts empty again and keeps the block for what comes next.</summary>
    public void Clear() => ByteLength = 0;

    /// <summary>Gives the block to its new owner and starts empty again. Null when nothing was ever appended.</summary>
    public byte* HandOver(NativeBlocks owner)
    {
        byte* block = _start;
        owner.Adopt(block);
        Forget();
        return block;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_start);
        Forget();
    }

    private void Forget()
    {
        if (_start != null)
            _ledger?.Add(-1);
        _start = null;
        _capacity = 0;
        ByteLength = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(long byteCount)
    {
        bool isFirst = _start == null;
        long wanted = Math.Max(Math.Max(checked(ByteLength + byteCount), _capacity * 2), SmallestBlock);
        _start = (byte*)NativeMemory.AlignedRealloc(_start, checked((nuint)wanted), NativeBlocks.Alignment);
        _capacity = wanted;
        if (!isFirst)
            return;
        _ledger = MemoryLedger.Current;
        _ledger?.Add(1);
    }
}
