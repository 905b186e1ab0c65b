using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>
/// The arguments of batches as nodes over the engine's vectors, nothing copied. Made once for a thread and a call
/// in a statement, filled for batch after batch without allocating. Constants are shown as one row.
/// </summary>
internal sealed unsafe class PluginArguments : IDisposable
{
    private readonly NativeBlocks _memory = new();
    private readonly VectorShape[] _shapes;
    private readonly ArrayOffsets _offsets;
    private readonly ulong* _words;

    /// <param name="shapes">One an argument.</param>
    /// <param name="constants">The arguments that are constant; outlives this.</param>
    public PluginArguments(IReadOnlyList<VectorShape> shapes, PluginConstants constants)
    {
        _shapes = [.. shapes];
        _offsets = new ArrayOffsets(_memory);
        _words = (ulong*)_memory.AllocateZeroed(EngineChunk.MaskWords * sizeof(ulong));
        Nodes = ColumnNodes.Make(_memory, _shapes);
        for (int i = 0; i < _shapes.Length; i++)
            if (constants.IsConstant[i])
                Nodes[i] = *constants.Node(i);
    }

    /// <summary>One node an argument.</summary>
    public ColumnNode* Nodes { get; }

    /// <summary>Shows the arguments that are not constant; valid as long as the chunk.</summary>
    public void Fill(nint chunk, int rows)
    {
        for (int i = 0; i < _shapes.Length; i++)
            if (!Nodes[i].IsConstant)
                ColumnNodes.Fill(_shapes[i], DuckApiVector.ChunkVector(chunk, (ulong)i), rows, Nodes + i, _offsets);
    }

    /// <summary>Finds the rows in which no argument is NULL.</summary>
    /// <param name="rows">Rows of the batch.</param>
    /// <returns>One bit a row; null for all rows.</returns>
    public ulong* NotNull(int rows)
    {
        bool any = false;
        int count = (rows + 63) / 64;
        for (int i = 0; i < _shapes.Length; i++)
        {
            ulong* validity = Nodes[i].Validity;
            if (validity == null)
                continue;
            if (Nodes[i].IsConstant)
            {
                if ((validity[0] & 1) != 0)
                    continue;
                new Span<ulong>(_words, count).Clear();
                return _words;
            }
            for (int word = 0; word < count; word++)
                _words[word] = any ? _words[word] & validity[word] : validity[word];
            any = true;
        }
        return any ? _words : null;
    }

    public void Dispose() => _memory.Release();
}
