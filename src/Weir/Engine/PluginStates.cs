using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>What the engine holds of a state: where the block is, and which use of the block it is.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PluginStateHandle
{
    public PluginStateBlock* Block;
    public ulong Use;
}

/// <summary>The head of a block; the plugin's own bytes follow.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PluginStateBlock
{
    /// <summary>Odd while a state lives here; every state that is made or destroyed counts it up.</summary>
    public ulong Use;

    /// <summary>Handle of the <see cref="PluginStates"/> that owns the block.</summary>
    public nint Owner;

    /// <summary>Number of the failure that the state ended with, negative when it could not even be made; 0 for none.</summary>
    public long Fault;

    public PluginStateBlock* Next;

    public static void* StateOf(PluginStateBlock* block) => block + 1;
}

/// <summary>
/// The states of one aggregate in one database. Their blocks are ours: the engine moves its own memory about, and
/// forgets to destroy states when a statement ends with an error or has a frame with EXCLUDE; here a state never
/// moves, and whatever the engine forgot is destroyed by <see cref="Sweep"/>. Safe for use by many threads.
/// </summary>
internal sealed unsafe class PluginStates : IDisposable
{
    private readonly Action<Exception> _lost;
    private const int StripeCount = 8;
    private const int SlabBlocks = 256;
    private const int BatchStates = 128;

    private readonly Stripe[] _stripes = [.. Enumerable.Range(0, StripeCount).Select(_ => new Stripe())];
    private readonly ConcurrentDictionary<long, Exception> _faults = new();
    private readonly GCHandle _self;
    private readonly long _blockBytes;
    private long _lastFault;
    private int _holders;

    /// <param name="aggregate">Outlives this.</param>
    /// <param name="lost">Hears of failures to destroy.</param>
    public PluginStates(PluginAggregate aggregate, Action<Exception> lost)
    {
        _lost = lost;
        Aggregate = aggregate;
        _blockBytes = sizeof(PluginStateBlock) + ((aggregate.StateSizeBytes + 7L) & ~7L);
        _self = GCHandle.Alloc(this, GCHandleType.Weak);
    }

    public PluginAggregate Aggregate { get; }

    /// <summary>States that were made and not destroyed yet.</summary>
    public long Live => _stripes.Sum(stripe => Volatile.Read(ref stripe.Live));

    /// <summary>The owner of a state.</summary>
    public static PluginStates Of(PluginStateHandle* handle) => (PluginStates)GCHandle.FromIntPtr(handle->Block->Owner).Target!;

    /// <summary>Makes a state; a failure is kept in it.</summary>
    public void Make(PluginStateHandle* handle)
    {
        PluginStateBlock* block = Take();
        block->Fault = 0;
        handle->Block = block;
        handle->Use = ++block->Use;
        try
        {
            Aggregate.Initialize(PluginStateBlock.StateOf(block));
        }
        catch (Exception e)
        {
            Fail(block, e);
            block->Fault = -block->Fault;
        }
    }

    /// <summary>Ends a state with a failure: it takes no rows any more, and finishing it raises the failure.</summary>
    public void Fail(PluginStateBlock* block, Exception fault)
    {
        long number = Interlocked.Increment(ref _lastFault);
        _faults[number] = fault;
        block->Fault = number;
    }

    public Exception FaultOf(PluginStateBlock* block) => _faults[Math.Abs(block->Fault)];

    /// <summary>Destroys states; one that was destroyed before is left alone.</summary>
    public void Destroy(PluginStateHandle** handles, int count)
    {
        PluginStateBlock** blocks = stackalloc PluginStateBlock*[BatchStates];
        int batch = 0;
        for (int i = 0; i < count; i++)
        {
            if (handles[i]->Block->Use == handles[i]->Use)
                blocks[batch++] = handles[i]->Block;
            if (batch == BatchStates || (i == count - 1 && batch > 0))
            {
                Destroy(blocks, batch);
                batch = 0;
            }
        }
    }

    /// <summary>Where failures go that nobody waits for.</summary>
    public void Lost(Exception fault) => _lost(fault);

    /// <summary>Destroys all states. No statement runs.</summary>
    public void Sweep()
    {
        lock (_stripes)
        {
            if (_holders == 0)
                return;
            foreach (nint slab in _stripes.SelectMany(stripe => stripe.Slabs))
                for (int i = 0; i < SlabBlocks; i++)
                {
                    PluginStateBlock* block = (PluginStateBlock*)((byte*)slab + (i * _blockBytes));
                    if ((block->Use & 1) != 0)
                        Destroy(&block, 1);
                }
        }
    }

    /// <summary>One more holder, which disposes this as well.</summary>
    public PluginStates Share()
    {
        lock (_stripes)
            _holders++;
        return this;
    }

    /// <summary>Frees the memory when the last holder is gone.</summary>
    public void Dispose()
    {
        lock (_stripes)
        {
            if (--_holders != 0)
                return;
            foreach (Stripe stripe in _stripes)
                stripe.Memory.Release();
            _self.Free();
        }
    }

    // The blocks are free again even where the plugin's own code breaks its promise not to throw.
    private void Destroy(PluginStateBlock** blocks, int count)
    {
        nint* states = stackalloc nint[BatchStates];
        int made = 0;
        for (int i = 0; i < count; i++)
        {
            blocks[i]->Use++;
            if (blocks[i]->Fault >= 0)
                states[made++] = (nint)PluginStateBlock.StateOf(blocks[i]);
            if (blocks[i]->Fault != 0)
                _faults.TryRemove(Math.Abs(blocks[i]->Fault), out _);
        }
        try
        {
            if (made > 0)
                Aggregate.Destroy(new ReadOnlySpan<nint>(states, made));
        }
        finally
        {
            Give(blocks, count);
        }
    }

    private PluginStateBlock* Take()
    {
        Stripe stripe = Mine();
        lock (stripe)
        {
            if (stripe.Free == 0)
                Grow(stripe);
            PluginStateBlock* block = (PluginStateBlock*)stripe.Free;
            stripe.Free = (nint)block->Next;
            stripe.Live++;
            return block;
        }
    }

    private void Give(PluginStateBlock** blocks, int count)
    {
        Stripe stripe = Mine();
        lock (stripe)
        {
            for (int i = 0; i < count; i++)
            {
                blocks[i]->Next = (PluginStateBlock*)stripe.Free;
                stripe.Free = (nint)blocks[i];
            }
            stripe.Live -= count;
        }
    }

    private void Grow(Stripe stripe)
    {
        byte* slab = stripe.Memory.AllocateZeroed(_blockBytes * SlabBlocks);
        stripe.Slabs.Add((nint)slab);
        for (int i = 0; i < SlabBlocks; i++)
        {
            PluginStateBlock* block = (PluginStateBlock*)(slab + (i * _blockBytes));
            block->Owner = GCHandle.ToIntPtr(_self);
            block->Next = (PluginStateBlock*)stripe.Free;
            stripe.Free = (nint)block;
        }
    }

    private Stripe Mine() => _stripes[Environment.CurrentManagedThreadId & (StripeCount - 1)];

    private sealed class Stripe
    {
        public NativeBlocks Memory { get; } = new();

        public List<nint> Slabs { get; } = [];

        public nint Free;
        public long Live;
    }
}
