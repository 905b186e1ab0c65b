using Weir.Arrow;

namespace Weir.Plugins.Verify;

/// <summary>Makes the node of an argument that is the same for all rows, over a batch of one row that outlives it.</summary>
internal static unsafe class ConstantNode
{
    /// <summary>The same value in every row, as a column in Arrow's layout over a batch that outlives the node.</summary>
    public static void FillColumn(ColumnNode* node, ArrowArray values, ulong* noRows)
    {
        if (values.Length > 0)
            Fill(node, values, noRows);
        node->IsConstant = false;
        node->Length = values.Length;
    }

    public static void Fill(ColumnNode* node, ArrowArray value, ulong* noRow)
    {
        *node = new ColumnNode { Length = 1, IsConstant = true, Validity = value.IsNull(0) ? noRow : null };
        ArrayBuffers buffers = value.Buffers;
        node->Data = buffers.Main;
        node->Bytes = buffers.Data;
        node->Layout = value.Type switch
        {
            { Id: ArrowTypeId.Boolean } => ColumnLayout.Bits,
            { IsBytes: true } => ColumnLayout.Offsets32,
            _ => ColumnLayout.Fixed,
        };
        if (node->Layout == ColumnLayout.Fixed)
            node->ValueBytes = SampleWidth.Of(value.Type, isArrow: true);
    }
}
