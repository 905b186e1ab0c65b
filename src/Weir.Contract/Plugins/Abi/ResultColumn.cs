using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary>The growing buffers behind one node of an <see cref="ArrowResultSink"/>, its children included.</summary>
internal sealed unsafe class ResultColumn : IDisposable
{
    private readonly ArrowType _type;
    private readonly ResultNode* _node;
    private readonly ResultColumn[] _children;
    private readonly GrowingBuffer _validity = new();
    private readonly GrowingBuffer _main = new();
    private readonly GrowingBuffer _data = new();

    // Rows below this one have their end in the offsets.
    private int _next;

    public ResultColumn(ArrowType type, ResultNode* node, ResultColumn[] children)
    {
        _type = type;
        _node = node;
        _children = children;
        node->Layout = type.Layout switch
        {
            ArrowLayout.Bits => ColumnLayout.Bits,
            ArrowLayout.Fixed => ColumnLayout.Fixed,
            ArrowLayout.Bytes32 => ColumnLayout.Offsets32,
            ArrowLayout.List32 => ColumnLayout.ListOffsets32,
            ArrowLayout.Struct => ColumnLayout.Struct,
            _ => throw ContractErrors.TypeUnsupported("result", type.ToString()),
        };
        node->ValueBytes = (byte)type.ByteWidth;
        node->IsText = type.IsText;
    }

    /// <summary>Adds rows at the end, valid and of zeros.</summary>
    public void Grow(int rows)
    {
        int length = checked(_node->Length + rows);
        long bytes = _type.Layout switch
        {
            ArrowLayout.Bits => Bits.ByteCount(length),
            ArrowLayout.Fixed => (long)length * _type.ByteWidth,
            ArrowLayout.Struct => 0,
            _ => ((long)length + 1) * sizeof(int),
        };
        _main.AppendZeros(bytes - _main.ByteLength);
        _node->Data = _main.Start;
        _node->Length = length;
        if (_node->Validity != null)
            MakeValidity();
        if (_type.Layout == ArrowLayout.Struct)
            foreach (ResultColumn child in _children)
                child.Grow(rows);
    }

    /// <summary>Gives all rows their validity, valid where they have none yet.</summary>
    public void MakeValidity()
    {
        long words = Math.Max(1, ((long)_node->Length + 63) >> 6);
        for (long done = _validity.ByteLength / sizeof(ulong); done < words; done++)
            _validity.Append(ulong.MaxValue);
        _node->Validity = (ulong*)_validity.Start;
    }

    public void SetBytes(int row, ReadOnlySpan<byte> bytes)
    {
        EndRowsBefore(row, (int)_data.ByteLength);
        _data.Append(bytes);
        EndRow(row, _data.ByteLength);
    }

    public int AppendList(int row, int length)
    {
        int start = _children[0]._node->Length;
        EndRowsBefore(row, start);
        _children[0].Grow(length);
        EndRow(row, start + (long)length);
        return start;
    }

    /// <summary>Hands the buffers over to <paramref name="owner"/>.</summary>
    public ArrowArray Finish(NativeBlocks owner)
    {
        int length = _node->Length;
        if (_type.Layout is ArrowLayout.Bytes32 or ArrowLayout.List32)
            EndRowsBefore(length, _type.Layout == ArrowLayout.List32 ? _children[0]._node->Length : (int)_data.ByteLength);
        byte* validity = _validity.HandOver(owner);
        byte* main = _main.HandOver(owner);
        int nulls = validity == null ? 0 : length - (int)Bits.CountSet(validity, 0, length);
        if (_type.Layout == ArrowLayout.Bytes32)
            _data.EnsureRoom(1);
        ArrayBuffers buffers = new(validity, main, _data.HandOver(owner));
        return new ArrowArray(owner, _type, 0, length, nulls, buffers, Array.ConvertAll(_children, child => child.Finish(owner)));
    }

    public void Dispose()
    {
        _validity.Dispose();
        _main.Dispose();
        _data.Dispose();
    }

    private void EndRowsBefore(int row, int end)
    {
        if (row < _next)
            throw new InvalidOperationException($"Row {row} was written after row {_next - 1}. Rows of type {_type} are written in ascending order, each once.");
        int* offsets = (int*)_main.Start;
        while (_next < row)
            offsets[++_next] = end;
    }

    private void EndRow(int row, long end)
    {
        if (end > int.MaxValue)
            throw ContractErrors.ArrayInvalid("result", $"one batch of type {_type} holds at most {int.MaxValue} bytes or elements");
        ((int*)_main.Start)[row + 1] = (int)end;
        _next = row + 1;
    }
}
