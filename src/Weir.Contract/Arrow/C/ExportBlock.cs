using System.Runtime.InteropServices;

namespace Weir.Arrow.C;

/// <summary>
/// What an exported tree of C structs stands on: one native block for all structs and pointer
/// tables, and what else must live as long. Every struct counts as one holder, because a consumer
/// may move a child out and release it after its parent; the last release frees the whole.
/// </summary>
internal sealed unsafe class ExportBlock
{
    private readonly ArrowMemory[] _memories;
    private readonly MemoryLedger? _ledger = MemoryLedger.Current;
    private byte* _block;
    private byte* _next;
    private int _holders;

    public ExportBlock(long byteCount, ArrowMemory[] memories)
    {
        _memories = memories;
        _block = (byte*)NativeMemory.AllocZeroed((nuint)byteCount);
        _next = _block;
        _ledger?.Add(1);
        Handle = GCHandle.ToIntPtr(GCHandle.Alloc(this));
    }

    /// <summary>What each struct's private_data holds.</summary>
    public nint Handle { get; }

    public static ExportBlock Of(void* privateData) => (ExportBlock)GCHandle.FromIntPtr((nint)privateData).Target!;

    /// <summary>The next bytes of the block, rounded to 8; the size was counted before.</summary>
    public byte* Take(long byteCount)
    {
        byte* taken = _next;
        _next += Rounded(byteCount);
        return taken;
    }

    public static long Rounded(long byteCount) => (byteCount + 7) & ~7L;

    public void AddHolder() => Interlocked.Increment(ref _holders);

    public void ReleaseHolder()
    {
        if (Interlocked.Decrement(ref _holders) != 0)
            return;
        GCHandle.FromIntPtr(Handle).Free();
        NativeMemory.Free(_block);
        _block = null;
        _ledger?.Add(-1);
        foreach (ArrowMemory memory in _memories)
            memory.Release();
    }
}
