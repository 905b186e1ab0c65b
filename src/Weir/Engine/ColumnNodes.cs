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
