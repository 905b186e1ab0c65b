namespace Weir.Arrow.Ipc;

/// <summary>
/// Builds the arrays of one record batch over its body. The table RecordBatch: length 0, nodes 1,
/// buffers 2, compression 3, variadicBufferCounts 4. Nothing is copied; every range is checked
/// against the body, and every row before it is handed out.
/// </summary>
internal sealed unsafe class IpcBatchReader
{
    private readonly NativeBlocks _memory;
    private readonly byte* _body;
    private readonly long _bodyLength;
    private readonly IReadOnlyDictionary<long, ArrowArray> _dictionaries;
    private readonly IpcNode[] _nodes;
    private readonly IpcBuffer[] _buffers;
    private readonly long[] _variadicCounts;
    private int _node;
    private int _buffer;
    private int _variadic;

    public IpcBatchReader(FlatTable batch, NativeBlocks memory, byte* body, long bodyLength, IReadOnlyDictionary<long, ArrowArray> dictionaries)
    {
        if (batch.TryTable(3, out FlatTable compression))
            throw ContractErrors.IpcInvalid("record batch", $"its body is compressed with {(compression.Scalar<byte>(0) == 0 ? "LZ4_FRAME" : "ZSTD")}, which is not supported; write it uncompressed");
        long length = batch.Scalar<long>(0);
        if (length is < 0 or > int.MaxValue)
            throw ContractErrors.IpcInvalid("record batch", $"it claims {length} rows; one batch holds at most {int.MaxValue}");
        RowCount = (int)length;
        _memory = memory;
        _body = body;
        _bodyLength = bodyLength;
        _dictionaries = dictionaries;
        _nodes = batch.Vector<IpcNode>(1).ToArray();
        _buffers = batch.Vector<IpcBuffer>(2).ToArray();
        _variadicCounts = batch.Vector<long>(4).ToArray();
    }

    public int RowCount { get; }

    /// <summary>The columns of a record batch.</summary>
    public ArrowArray[] Columns(IpcField[] fields) =>
        Array.ConvertAll(fields, field => Checked(Encoded(field, RowCount, $"{ColumnPath.Root}.{field.Field.Name}"), $"{ColumnPath.Root}.{field.Field.Name}"));

    /// <summary>The values of a dictionary batch.</summary>
    public ArrowArray Values(IpcField field, string path) =>
        Checked(Plain(field, field.ValueType, RowCount, path), path);

    private static ArrowArray Checked(ArrowArray array, string path)
    {
        ArrayCheck.Rows(array, path);
        return array;
    }

    private ArrowArray Encoded(IpcField field, int? expectedLength, string path)
    {
        if (field.Field.Type is not DictionaryType type)
            return Plain(field, field.Field.Type, expectedLength, path);
        if (!_dictionaries.TryGetValue(field.DictionaryId!.Value, out ArrowArray? dictionary))
            throw ContractErrors.IpcInvalid($"record batch column '{path}'", $"its dictionary {field.DictionaryId} has not come before it");
        (int length, long nullCount) = NextNode(expectedLength, path);
        byte* validity = Validity(length, nullCount, path);
        byte* indexes = NextBuffer((long)length * type.ByteWidth, path, "indexes", out _);
        return new ArrowArray(_memory, type, 0, length, nullCount, new ArrayBuffers(validity, indexes), null, dictionary);
    }

    private ArrowArray Plain(IpcField field, ArrowType type, int? expectedLength, string path)
    {
        (int length, long nullCount) = NextNode(expectedLength, path);
        if (type.Layout == ArrowLayout.Null)
            return new ArrowArray(_memory, type, 0, length, length, default);
        byte* validity = Validity(length, nullCount, path);
        ArrayBuffers buffers = Buffers(type, length, validity, path);
        ArrowArray[] children = new ArrowArray[field.Children.Length];
        for (int i = 0; i < children.Length; i++)
            children[i] = Encoded(field.Children[i], ChildLength(type, length, path), ColumnPath.Child(path, type, i));
        ArrowArray array = new(_memory, type, 0, length, nullCount, buffers, children);
        ArrayCheck.Ends(array, path);
        return array;
    }

    private static int? ChildLength(ArrowType type, int length, string path) => type switch
    {
        StructType => length,
        FixedSizeListType list => ArrayConcat.LengthOf(path, (long)length * list.Size),
        _ => null,
    };

    private ArrayBuffers Buffers(ArrowType type, int length, byte* validity, string path)
    {
        switch (type.Layout)
        {
            case ArrowLayout.Bits:
                return new ArrayBuffers(validity, NextBuffer(Bits.ByteCount(length), path, "value bits", out _));
            case ArrowLayout.Fixed:
                return new ArrayBuffers(validity, NextBuffer((long)length * type.ByteWidth, path, "values", out _));
            case ArrowLayout.List32:
                return new ArrayBuffers(validity, Offsets(length, sizeof(int), path));
            case ArrowLayout.List64:
                return new ArrayBuffers(validity, Offsets(length, sizeof(long), path));
            case ArrowLayout.Bytes32:
                byte* offsets = Offsets(length, sizeof(int), path);
                return new ArrayBuffers(validity, offsets, NextBuffer(length == 0 ? 0 : ((int*)offsets)[length], path, "bytes", out _));
            case ArrowLayout.Bytes64:
                offsets = Offsets(length, sizeof(long), path);
                return new ArrayBuffers(validity, offsets, NextBuffer(length == 0 ? 0 : ((long*)offsets)[length], path, "bytes", out _));
            case ArrowLayout.Views:
                return Views(length, validity, path);
            default:
                return new ArrayBuffers(validity, null);
        }
    }

    private ArrayBuffers Views(int length, byte* validity, string path)
    {
        byte* views = NextBuffer((long)length * sizeof(BytesViewLayout), path, "views", out _);
        long count = _variadic < _variadicCounts.Length ? _variadicCounts[_variadic++] : -1;
        if (count < 0 || count > _buffers.Length - _buffer)
            throw ContractErrors.IpcInvalid($"record batch column '{path}'", $"it claims {count} byte buffers of the {_buffers.Length - _buffer} that are left");
        byte** variadic = (byte**)_memory.Allocate(count * sizeof(byte*));
        long* lengths = (long*)_memory.Allocate(count * sizeof(long));
        for (int i = 0; i < count; i++)
        {
            variadic[i] = NextBuffer(0, path, "bytes", out long byteLength);
            lengths[i] = byteLength;
        }
        return new ArrayBuffers(validity, views, null, variadic, lengths, (int)count);
    }

    // A node of no rows may come without the one offset that the layout asks for.
    private byte* Offsets(int length, int width, string path) =>
        NextBuffer(length == 0 ? 0 : ((long)length + 1) * width, path, "offsets", out _);

    private byte* Validity(int length, long nullCount, string path)
    {
        byte* bitmap = NextBuffer(nullCount == 0 ? 0 : Bits.ByteCount(length), path, "validity", out _);
        return nullCount == 0 ? null : bitmap;
    }

    private (int Length, long NullCount) NextNode(int? expectedLength, string path)
    {
        if (_node == _nodes.Length)
            throw ContractErrors.IpcInvalid($"record batch column '{path}'", $"the batch has only {_nodes.Length} field nodes");
        IpcNode node = _nodes[_node++];
        if (node.Length is < 0 or > int.MaxValue || node.NullCount < 0 || node.NullCount > node.Length)
            throw ContractErrors.ArrayInvalid(path, $"length {node.Length} with {node.NullCount} nulls is out of range");
        if (expectedLength is int expected && node.Length != expected)
            throw ContractErrors.ArrayInvalid(path, $"it has {node.Length} rows instead of {expected}");
        return ((int)node.Length, node.NullCount);
    }

    private byte* NextBuffer(long needed, string path, string name, out long length)
    {
        if (_buffer == _buffers.Length)
            throw ContractErrors.IpcInvalid($"record batch column '{path}'", $"the batch has only {_buffers.Length} buffers");
        IpcBuffer buffer = _buffers[_buffer++];
        if (buffer.Offset < 0 || buffer.Length < 0 || buffer.Offset > _bodyLength - buffer.Length)
            throw ContractErrors.IpcInvalid($"record batch column '{path}'", $"its {name} stand at {buffer.Offset} with {buffer.Length} bytes, outside the body of {_bodyLength}");
        if (buffer.Offset % IpcFormat.Alignment != 0)
            throw ContractErrors.IpcInvalid($"record batch column '{path}'", $"its {name} stand at {buffer.Offset}, which is not a multiple of {IpcFormat.Alignment}");
        if (needed < 0 || buffer.Length < needed)
            throw ContractErrors.ArrayInvalid(path, $"its {name} need {needed} bytes, but there are {buffer.Length}");
        length = buffer.Length;
        return _body == null ? null : _body + buffer.Offset;
    }
}
