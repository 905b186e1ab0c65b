using System.Runtime.CompilerServices;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>
/// Where a plugin writes results: nodes over one of the engine's vectors, values in place. Made once for a
/// thread, opened for vector after vector without allocating. One thread at a time.
/// </summary>
internal sealed unsafe class PluginResult : ResultSink, IDisposable
{
    private readonly NativeBlocks _memory = new();
    private readonly VectorShape _shape;
    private readonly VectorShape[] _shapes;
    private readonly ResultNode* _nodes;
    private readonly (nint Words, int Count)[] _scratch;
    private int _offset;

    public PluginResult(ArrowType type)
    {
        _shape = VectorShape.Of(type);
        _shapes = new VectorShape[_shape.NodeCount];
        _scratch = new (nint, int)[_shape.NodeCount];
        _nodes = (ResultNode*)_memory.AllocateZeroed((long)_shape.NodeCount * sizeof(ResultNode));
        int next = 1;
        Describe(_shape, 0, ref next);
    }

    /// <summary>What plugins write to, after <see cref="Open"/>.</summary>
    public ColumnResult Column => new(_nodes, this, _shape.Type);

    /// <summary>Points the nodes at a vector.</summary>
    /// <param name="vector">All its rows from the offset on are valid and its lists are empty.</param>
    /// <param name="rows">Rows to write.</param>
    /// <param name="offset">Row of the vector that is row 0 here; <see cref="Close()"/> must follow when it is not 0.</param>
    public void Open(nint vector, int rows, int offset = 0)
    {
        _offset = offset;
        Point(0, vector, rows, offset, 0);
    }

    /// <summary>Makes the rows NULL whose bit is 0, in structs with all fields. For results at offset 0.</summary>
    public void Mask(ulong* words) => Mask(0, words);

    /// <summary>Carries NULLs of rows at an offset over to the vector.</summary>
    public void Close()
    {
        if (_offset != 0)
            Close(0);
    }

    public override void MakeValidity(ResultNode* node)
    {
        int index = (int)(node - _nodes);
        if (_offset == 0 || !IsRow(index))
        {
            DuckApiVector.EnsureValidityWritable(node->Owner);
            node->Validity = DuckApiVector.VectorValidity(node->Owner);
            return;
        }
        // The bits of row 0 stand inside a word of the vector; they are written aside and moved by Close.
        int words = (node->Length + 63) / 64;
        if (_scratch[index].Count < words)
        {
            int room = Math.Max(words, Math.Max(EngineChunk.MaskWords, _scratch[index].Count * 2));
            _scratch[index] = ((nint)_memory.Allocate((long)room * sizeof(ulong)), room);
        }
        node->Validity = (ulong*)_scratch[index].Words;
        new Span<ulong>(node->Validity, words).Fill(ulong.MaxValue);
    }

    public override void SetBytes(ResultNode* node, int row, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
            DuckApiVector.AssignString(node->Owner, (ulong)(row + RowsBefore(node)), first, (ulong)bytes.Length);
    }

    public override int AppendList(ResultNode* node, int row, int length)
    {
        VectorShape shape = _shapes[node - _nodes];
        if (shape.ArraySize > 0)
        {
            return length == shape.ArraySize
                ? (row + RowsBefore(node)) * length
                : throw new ArgumentException($"An array of {shape.ArraySize} elements was given {length}.", nameof(length));
        }
        ulong before = DuckApiVector.ListSize(node->Owner);
        ulong after = before + (ulong)length;
        if (after > int.MaxValue || DuckApiVector.ReserveList(node->Owner, after) != DuckState.Success
            || DuckApiVector.SetListSize(node->Owner, after) != DuckState.Success)
            throw new InvalidOperationException($"The engine has no room for a list of {length} elements.");
        ((DuckListEntry*)node->Data)[row] = new DuckListEntry(before, (ulong)length);
        Repoint((int)(node->Children - _nodes), DuckApiVector.ListChild(node->Owner), (int)before, (int)after);
        return (int)before;
    }

    public void Dispose() => _memory.Release();

    // Nodes stand in the order of the tree, so a node's place tells its shape.
    private void Describe(VectorShape shape, int index, ref int next)
    {
        _shapes[index] = shape;
        ResultNode* node = _nodes + index;
        node->Layout = shape.Layout == ColumnLayout.ListOffsets32 ? ColumnLayout.ListEntries : shape.Layout;
        node->ValueBytes = shape.ValueBytes;
        node->IsText = shape.Type.IsText;
        node->ChildCount = shape.Children.Count;
        node->Children = shape.Children.Count == 0 ? null : _nodes + next;
        int first = next;
        next += shape.Children.Count;
        for (int i = 0; i < shape.Children.Count; i++)
            Describe(shape.Children[i], first + i, ref next);
    }

    // Rows before the blank ones hold results of earlier calls.
    private void Point(int index, nint vector, int rows, int offset, int blankFrom)
    {
        VectorShape shape = _shapes[index];
        ResultNode* node = _nodes + index;
        node->Owner = vector;
        node->Length = rows;
        node->Validity = null;
        node->Data = shape.ValueBytes == 0 ? null : (byte*)DuckApiVector.VectorData(vector) + ((nint)offset * shape.ValueBytes);
        Blank(shape, node, blankFrom, rows);
        for (int i = 0; i < shape.Children.Count; i++)
        {
            int child = (int)(node->Children - _nodes) + i;
            nint childVector = shape.ChildVector(vector, i);
            if (shape.Type is StructType)
                Point(child, childVector, rows, offset, blankFrom);
            else if (shape.ArraySize > 0)
                Point(child, childVector, (rows + offset) * shape.ArraySize, 0, (blankFrom + offset) * shape.ArraySize);
            else
                Point(child, childVector, (int)DuckApiVector.ListSize(vector), 0, (int)DuckApiVector.ListSize(vector));
        }
    }

    // After a list has grown: memory may have moved, what was written stays.
    private void Repoint(int index, nint vector, int rowsBefore, int rows)
    {
        VectorShape shape = _shapes[index];
        ResultNode* node = _nodes + index;
        node->Owner = vector;
        node->Length = rows;
        node->Data = shape.ValueBytes == 0 ? null : DuckApiVector.VectorData(vector);
        if (node->Validity != null)
            node->Validity = DuckApiVector.VectorValidity(vector);
        Blank(shape, node, rowsBefore, rows);
        if (shape.ArraySize > 0)
            Repoint((int)(node->Children - _nodes), DuckApiVector.ArrayChild(vector), rowsBefore * shape.ArraySize, rows * shape.ArraySize);
        for (int i = 0; i < shape.Children.Count && shape.Type is StructType; i++)
            Repoint((int)(node->Children - _nodes) + i, shape.ChildVector(vector, i), rowsBefore, rows);
    }

    // The engine follows what stands in a text or list that a function forgot to write, so it must not be left from before.
    private static void Blank(VectorShape shape, ResultNode* node, int from, int to)
    {
        if (shape.Layout is ColumnLayout.Texts or ColumnLayout.ListEntries)
            Unsafe.InitBlockUnaligned((byte*)node->Data + ((nint)from * 16), 0, (uint)(to - from) * 16);
    }

    private void Mask(int index, ulong* words)
    {
        ResultNode* node = _nodes + index;
        if (node->Validity == null)
            MakeValidity(node);
        for (int word = 0; word < (node->Length + 63) / 64; word++)
            node->Validity[word] &= words[word];
        // The engine reads a field of a null struct without looking at the struct.
        for (int i = 0; i < node->ChildCount && node->Layout == ColumnLayout.Struct; i++)
            Mask((int)(node->Children - _nodes) + i, words);
    }

    private void Close(int index)
    {
        ResultNode* node = _nodes + index;
        if (node->Validity != null)
        {
            DuckApiVector.EnsureValidityWritable(node->Owner);
            ulong* target = DuckApiVector.VectorValidity(node->Owner);
            for (int row = 0; row < node->Length; row++)
                if ((node->Validity[row >> 6] & (1UL << (row & 63))) == 0)
                    target[(row + _offset) >> 6] &= ~(1UL << ((row + _offset) & 63));
        }
        for (int i = 0; i < node->ChildCount && node->Layout == ColumnLayout.Struct; i++)
            Close((int)(node->Children - _nodes) + i);
    }

    private int RowsBefore(ResultNode* node) => _offset != 0 && IsRow((int)(node - _nodes)) ? _offset : 0;

    // Whether a node has a row a row of the result: the root and fields of structs below it.
    private bool IsRow(int index) => IsBelow(0, index);

    private bool IsBelow(int node, int index)
    {
        if (node == index)
            return true;
        if (_nodes[node].Layout != ColumnLayout.Struct)
            return false;
        int first = (int)(_nodes[node].Children - _nodes);
        for (int i = 0; i < _nodes[node].ChildCount; i++)
            if (IsBelow(first + i, index))
                return true;
        return false;
    }
}
