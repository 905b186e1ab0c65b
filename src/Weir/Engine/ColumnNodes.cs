using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>Makes nodes for the engine's vectors and points them at vectors.</summary>
internal static unsafe class ColumnNodes
{
    /// <summary>Nodes of some columns, children included; filled later.</summary>
    public static ColumnNode* Make(NativeBlocks memory, IReadOnlyList<VectorShape> shapes)
    {
        ColumnNode* nodes = (ColumnNode*)memory.AllocateZeroed((long)shapes.Count * sizeof(ColumnNode));
        for (int i = 0; i < shapes.Count; i++)
        {
            nodes[i].Layout = shapes[i].Layout;
            nodes[i].ValueBytes = shapes[i].ValueBytes;
            nodes[i].ChildCount = shapes[i].Children.Count;
            nodes[i].Children = Make(memory, shapes[i].Children);
        }
        return nodes;
    }

    /// <summary>Points a node at a vector, which is flat or constant.</summary>
    public static void Fill(VectorShape shape, nint vector, int rows, ColumnNode* node, ArrayOffsets offsets)
    {
        node->Length = rows;
        node->Validity = DuckApiVector.VectorValidity(vector);
        if (shape.Children.Count == 0)
        {
            node->Data = DuckApiVector.VectorData(vector);
            return;
        }
        int childRows = shape.ChildRows(vector, rows);
        node->Data = shape.Type switch
        {
            StructType => null,
            FixedSizeListType array => offsets.Of(array.Size, rows),
            _ => DuckApiVector.VectorData(vector),
        };
        for (int i = 0; i < shape.Children.Count; i++)
            Fill(shape.Children[i], shape.ChildVector(vector, i), childRows, node->Children + i, offsets);
    }
}

/// <summary>The offsets of lists that all have one length, as the contract shows ARRAY columns. One thread at a time.</summary>
/// <param name="memory">Owns them.</param>
internal sealed unsafe class ArrayOffsets(NativeBlocks memory)
{
    private readonly Dictionary<int, (nint First, int Rows)> _offsets = [];

    /// <returns>0, size, 2 * size and so on, one more than rows.</returns>
    public int* Of(int size, int rows)
    {
        if (_offsets.TryGetValue(size, out (nint First, int Rows) known) && known.Rows >= rows)
            return (int*)known.First;
        // What was there stays until the memory goes: doubling bounds it by what is there now.
        int room = Math.Max(rows, Math.Max(EngineChunk.RowsMax, known.Rows * 2));
        int* first = (int*)memory.Allocate((room + 1L) * sizeof(int));
        for (int i = 0; i <= room; i++)
            first[i] = i * size;
        _offsets[size] = ((nint)first, room);
        return first;
    }
}
