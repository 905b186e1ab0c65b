using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary>
/// The arguments of batches as nodes over the Arrow arrays that a host passed, nothing copied. Made once for the
/// types of a call, filled for batch after batch. One thread at a time.
/// </summary>
internal sealed unsafe class ArgumentNodes : IDisposable
{
    private const byte NullBytes = sizeof(int);

    private readonly NativeBlocks _memory = new();
    private readonly ColumnNode* _nodes;
    private readonly ArrayOffsets _offsets;

    // What columns of nothing but NULL show: no bit is set. What was there stays until the memory goes, as offsets do.
    private byte* _zeros;
    private int _zeroRows;

    public ArgumentNodes(IReadOnlyList<ArrowType> types)
    {
        Types = types;
        _offsets = new ArrayOffsets(_memory);
        _nodes = Make([.. types]);
    }

    public IReadOnlyList<ArrowType> Types { get; }

    /// <summary>Shows the arguments of a batch; valid as long as the batch.</summary>
    /// <exception cref="WeirException">WEIR3002: an array does not fit its type or the batch.</exception>
    public ColumnNode* Fill(AbiBatch* batch)
    {
        if (batch->ArgumentCount != Types.Count)
            throw ContractErrors.ArrayInvalid("arguments", $"the batch has {batch->ArgumentCount} arguments instead of {Types.Count}");
        for (int i = 0; i < Types.Count; i++)
        {
            string path = $"argument {i}";
            bool isConstant = batch->IsConstant[i] != 0;
            Fill(_nodes + i, batch->Arguments[i], Types[i], path);
            _nodes[i].IsConstant = isConstant;
            long expected = isConstant ? 1 : batch->RowCount;
            if (_nodes[i].Length != expected)
                throw ContractErrors.ArrayInvalid(path, $"it has {_nodes[i].Length} rows instead of {expected}");
        }
        return _nodes;
    }

    public void Dispose() => _memory.Release();

    private ColumnNode* Make(ArrowType[] types)
    {
        ColumnNode* nodes = (ColumnNode*)_memory.AllocateZeroed(types.Length * sizeof(ColumnNode));
        for (int i = 0; i < types.Length; i++)
        {
            nodes[i].Layout = types[i].Layout switch
            {
                ArrowLayout.Bits => ColumnLayout.Bits,
                ArrowLayout.Fixed or ArrowLayout.Null => ColumnLayout.Fixed,
                ArrowLayout.Bytes32 => ColumnLayout.Offsets32,
                ArrowLayout.List32 or ArrowLayout.FixedList => ColumnLayout.ListOffsets32,
                ArrowLayout.Struct => ColumnLayout.Struct,
                _ => throw ContractErrors.TypeUnsupported("arguments", types[i].ToString()),
            };
            nodes[i].ValueBytes = types[i].Layout == ArrowLayout.Null ? NullBytes : (byte)types[i].ByteWidth;
            nodes[i].ChildCount = types[i].ChildFields.Count;
            nodes[i].Children = Make([.. types[i].ChildFields.Select(field => field.Type)]);
        }
        return nodes;
    }

    private void Fill(ColumnNode* node, CArrowArray* array, ArrowType type, string path)
    {
        if (array == null || array->Length is < 0 or > int.MaxValue || array->Offset != 0 || array->ChildCount != node->ChildCount)
            throw ContractErrors.ArrayInvalid(path, array == null
                ? "it is a null pointer"
                : $"length {array->Length}, offset {array->Offset} and {array->ChildCount} children do not fit the type {type}");
        int buffers = BuffersOf(type);
        if (array->BufferCount != buffers || (array->Buffers == null && buffers > 0))
            throw ContractErrors.ArrayInvalid(path, $"{array->BufferCount} buffers do not fit the type {type}");
        node->Length = (int)array->Length;
        if (type.Layout == ArrowLayout.Null)
        {
            node->Data = Zeros(node->Length);
            node->Validity = (ulong*)node->Data;
            return;
        }
        node->Validity = array->NullCount == 0 ? null : (ulong*)array->Buffers[0];
        node->Data = buffers > 1 ? array->Buffers[1] : null;
        node->Bytes = buffers > 2 ? (byte*)array->Buffers[2] : null;
        if (node->Data == null && buffers > 1 && array->Length > 0)
            throw ContractErrors.ArrayInvalid(path, "the buffer of values is a null pointer");
        for (int i = 0; i < node->ChildCount; i++)
            Fill(node->Children + i, array->Children[i], type.ChildFields[i].Type, path);
        if (type is not FixedSizeListType list)
            return;
        if (node->Children->Length < (long)node->Length * list.Size)
            throw ContractErrors.ArrayInvalid(path, $"{node->Children->Length} elements are too few for {node->Length} rows of the type {type}");
        node->Data = _offsets.Of(list.Size, node->Length);
    }

    private static int BuffersOf(ArrowType type) => type.Layout switch
    {
        ArrowLayout.Null => 0,
        ArrowLayout.Struct or ArrowLayout.FixedList => 1,
        ArrowLayout.Bytes32 => 3,
        _ => 2,
    };

    private byte* Zeros(int rows)
    {
        if (_zeroRows < rows || _zeros == null)
        {
            // Room for whole words of bits, also of few rows.
            _zeroRows = Math.Max(Math.Max(rows, _zeroRows * 2), 64);
            _zeros = _memory.AllocateZeroed((long)_zeroRows * NullBytes);
        }
        return _zeros;
    }
}
