using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>The offsets of lists that all have one length, as the contract shows ARRAY columns. One thread at a time.</summary>
/// <param name="memory">Owns them.</param>
internal sealed unsafe class ArrayOffsets(NativeBlocks memory)
{
    private const int RowsMin = 2048;

    private readonly Dictionary<int, (nint First, int Rows)> _offsets = [];

    /// <returns>0, size, 2 * size and so on, one more than rows.</returns>
    public int* Of(int size, int rows)
    {
        if (_offsets.TryGetValue(size, out (nint First, int Rows) known) && known.Rows >= rows)
            return (int*)known.First;
        // What was there stays until the memory goes: doubling bounds it by what is there now.
        int room = Math.Max(rows, Math.Max(RowsMin, known.Rows * 2));
        int* first = (int*)memory.Allocate((room + 1L) * sizeof(int));
        for (int i = 0; i <= room; i++)
            first[i] = i * size;
        _offsets[size] = ((nint)first, room);
        return first;
    }
}
