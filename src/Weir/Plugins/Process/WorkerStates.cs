using Weir.Arrow;

namespace Weir.Plugins.Process;

/// <summary>
/// The states of one aggregate in the worker. The host numbers them from 1 on and never uses a number again; a
/// state comes to be when its number is first seen. Memory goes back when all states of a block are destroyed.
/// </summary>
internal sealed unsafe class WorkerStates(PluginAggregate aggregate)
{
    private const int BlockBits = 12;
    private const int BlockStates = 1 << BlockBits;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Block> _blocks = [];
    private readonly int _stride = (aggregate.StateSizeBytes + 7) & ~7;
    private readonly List<nint> _doomed = [];

    /// <summary>Where states lie.</summary>
    public void Find(long* numbers, int count, void** states)
    {
        lock (_lock)
        {
            Block? block = null;
            long blockNumber = -1;
            for (int i = 0; i < count; i++)
            {
                if (block is null || numbers[i] >> BlockBits != blockNumber)
                {
                    blockNumber = numbers[i] >> BlockBits;
                    block = At(blockNumber);
                }
                states[i] = Place(block, (int)numbers[i] & (BlockStates - 1));
            }
        }
    }

    /// <summary>Destroys those states of a list that came to be.</summary>
    public void Destroy(long* numbers, int count)
    {
        lock (_lock)
        {
            _doomed.Clear();
            for (int i = 0; i < count; i++)
                if (_blocks.TryGetValue(numbers[i] >> BlockBits, out Block? block) && block.Take((int)numbers[i] & (BlockStates - 1)))
                    _doomed.Add((nint)(block.Start + ((long)((int)numbers[i] & (BlockStates - 1)) * _stride)));
            aggregate.Destroy(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_doomed));
            for (int i = 0; i < count; i++)
                if (_blocks.TryGetValue(numbers[i] >> BlockBits, out Block? block) && block.Ended == BlockStates)
                {
                    _blocks.Remove(numbers[i] >> BlockBits);
                    block.Memory.Release();
                }
        }
    }

    private Block At(long number)
    {
        if (_blocks.TryGetValue(number, out Block? block))
            return block;
        NativeBlocks memory = new();
        block = new Block(memory, memory.AllocateZeroed((long)BlockStates * _stride));
        _blocks.Add(number, block);
        return block;
    }

    private void* Place(Block block, int index)
    {
        void* state = block.Start + ((long)index * _stride);
        if (block.Make(index))
            aggregate.Initialize(state);
        return state;
    }

    private sealed class Block(NativeBlocks memory, byte* start)
    {
        private readonly ulong[] _made = new ulong[BlockStates / 64];

        public NativeBlocks Memory => memory;

        public byte* Start => start;

        /// <summary>States that are destroyed.</summary>
        public int Ended { get; private set; }

        public bool Make(int index)
        {
            ulong bit = 1UL << (index & 63);
            bool isNew = (_made[index >> 6] & bit) == 0;
            _made[index >> 6] |= bit;
            return isNew;
        }

        public bool Take(int index)
        {
            ulong bit = 1UL << (index & 63);
            if ((_made[index >> 6] & bit) == 0)
                return false;
            _made[index >> 6] &= ~bit;
            Ended++;
            return true;
        }
    }
}
