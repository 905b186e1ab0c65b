using System.Runtime.InteropServices;

namespace Weir.Arrow;

/// <summary>
/// Counts what holds native memory: owners of batch memory, buffers of writers, exported trees.
/// Those made in the flow of control that opened the ledger (and in tasks started from it) are
/// counted, wherever they are freed.
/// </summary>
internal sealed class MemoryLedger : IDisposable
{
    private static readonly AsyncLocal<MemoryLedger?> Ambient = new();

    private readonly MemoryLedger? _outer = Ambient.Value;
    private long _live;
    private int _foreign;
    private int _unmarked;

    private MemoryLedger() => Ambient.Value = this;

    /// <summary>The ledger of this flow of control, or null.</summary>
    public static MemoryLedger? Current => Ambient.Value;

    /// <summary>Holders that were made and not yet freed.</summary>
    public long Live => Interlocked.Read(ref _live);

    /// <summary>Arrays that others made, taken over and not yet released.</summary>
    public int Foreign => Volatile.Read(ref _foreign);

    /// <summary>Arrays that others made whose release did not mark them as released.</summary>
    public int Unmarked => Volatile.Read(ref _unmarked);

    public static MemoryLedger Open() => new();

    public void TakeForeign() => Interlocked.Increment(ref _foreign);

    public void ReleaseForeign(bool isMarked)
    {
        Interlocked.Decrement(ref _foreign);
        if (!isMarked)
            Interlocked.Increment(ref _unmarked);
    }

    public void Add(int count) => Interlocked.Add(ref _live, count);

    public void Dispose() => Ambient.Value = _outer;
}

/// <summary>
/// Memory that arrays point into, shared by reference count. Made with one reference; freed when
/// the last one goes. There is no finalizer: a span into the memory would not keep it alive, so a
/// batch that nobody disposes leaks rather than dangles. Thread-safe.
/// </summary>
internal abstract class ArrowMemory
{
    private readonly MemoryLedger? _ledger = MemoryLedger.Current;
    private int _references = 1;

    /// <summary>Who counts this memory; null for nobody.</summary>
    protected MemoryLedger? Ledger => _ledger;

    protected ArrowMemory() => _ledger?.Add(1);

    public bool IsFreed => Volatile.Read(ref _references) <= 0;

    public void AddReference()
    {
        // A count that reached zero never rises again: the memory is gone.
        int seen = Volatile.Read(ref _references);
        while (true)
        {
            if (seen <= 0)
                throw Disposed();
            int now = Interlocked.CompareExchange(ref _references, seen + 1, seen);
            if (now == seen)
                return;
            seen = now;
        }
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) != 0)
            return;
        Free();
        _ledger?.Add(-1);
    }

    protected abstract void Free();

    public void ThrowIfFreed()
    {
        if (IsFreed)
            throw Disposed();
    }

    private static ObjectDisposedException Disposed() =>
        new("RecordBatch", "The batch that owns this Arrow memory was disposed; use its arrays before that, or keep a slice of it.");
}

/// <summary>Native blocks, 64-byte aligned as the Arrow format recommends, freed together.</summary>
internal sealed unsafe class NativeBlocks : ArrowMemory
{
    public const nuint Alignment = 64;

    private readonly List<nint> _blocks = [];

    public byte* Allocate(long byteCount)
    {
        if (byteCount == 0)
            return null;
        byte* block = (byte*)NativeMemory.AlignedAlloc(checked((nuint)byteCount), Alignment);
        _blocks.Add((nint)block);
        return block;
    }

    public byte* AllocateZeroed(long byteCount)
    {
        byte* block = Allocate(byteCount);
        NativeMemory.Clear(block, (nuint)byteCount);
        return block;
    }

    /// <summary>Takes over a block that was made with <see cref="Alignment"/>.</summary>
    public void Adopt(byte* block)
    {
        if (block != null)
            _blocks.Add((nint)block);
    }

    protected override void Free()
    {
        foreach (nint block in _blocks)
            NativeMemory.AlignedFree((void*)block);
        _blocks.Clear();
    }
}
