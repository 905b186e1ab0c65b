using Weir.Arrow;
using Weir.Arrow.C;

namespace Weir.Plugins.Abi;

/// <summary>
/// Results that grow into an Arrow array. Written through <see cref="Result"/>, then moved out once by
/// <see cref="MoveTo"/> or dropped by <see cref="Dispose"/>. Rows of texts and lists must come in ascending order.
/// </summary>
internal sealed unsafe class ArrowResultSink : ResultSink, IDisposable
{
    private readonly NativeBlocks _nodes = new();
    private readonly List<ResultColumn> _columns = [];
    private readonly ResultColumn _root;
    private readonly ArrowType _type;
    private readonly ResultNode* _node;

    public ArrowResultSink(ArrowType type, int rowCount)
    {
        _type = type;
        _node = (ResultNode*)_nodes.AllocateZeroed(sizeof(ResultNode));
        _root = Make(type, _node);
        _root.Grow(rowCount);
    }

    /// <summary>Where the results go.</summary>
    public ColumnResult Result => new(_node, this, _type);

    /// <summary>Hands the results over as an array that its new owner releases; the sink is empty then.</summary>
    public void MoveTo(CArrowArray* target)
    {
        NativeBlocks memory = new();
        ArrowArray column = _root.Finish(memory);
        ArrayExport.Column(column, [memory], target);
    }

    public override void MakeValidity(ResultNode* node) => _columns[(int)node->Owner].MakeValidity();

    public override void SetBytes(ResultNode* node, int row, ReadOnlySpan<byte> bytes) => _columns[(int)node->Owner].SetBytes(row, bytes);

    public override int AppendList(ResultNode* node, int row, int length) => _columns[(int)node->Owner].AppendList(row, length);

    public void Dispose()
    {
        foreach (ResultColumn column in _columns)
            column.Dispose();
        _nodes.Release();
    }

    private ResultColumn Make(ArrowType type, ResultNode* node)
    {
        int count = type.ChildFields.Count;
        node->ChildCount = count;
        node->Children = (ResultNode*)_nodes.AllocateZeroed(count * sizeof(ResultNode));
        ResultColumn[] children = new ResultColumn[count];
        for (int i = 0; i < count; i++)
            children[i] = Make(type.ChildFields[i].Type, node->Children + i);
        node->Owner = _columns.Count;
        ResultColumn column = new(type, node, children);
        _columns.Add(column);
        return column;
    }
}
