using Weir.Arrow;

namespace Weir.Plugins.Process;

/// <summary>Where functions of a worker write the results of one batch.</summary>
internal sealed unsafe class WorkerResult : ResultSink, IDisposable
{
    private readonly NativeBlocks _nodes = new();
    private readonly List<WorkerColumn> _columns = [];
    private readonly WorkerColumn _root;
    private readonly ArrowType _type;

    /// <summary>Makes the place that a host asks for.</summary>
    public WorkerResult(SharedChannel channel, long wire, ArrowType type)
    {
        _type = type;
        _root = Make(channel, wire, (ResultNode*)_nodes.AllocateZeroed(sizeof(ResultNode)), isElement: false);
    }

    public ColumnResult Place => new(_root.Node, this, _type);

    public void Finish() => _root.Finish();

    public override void MakeValidity(ResultNode* node) => _columns[(int)node->Owner].MakeValidity();

    public override void SetBytes(ResultNode* node, int row, ReadOnlySpan<byte> bytes) => _columns[(int)node->Owner].SetBytes(row, bytes);

    public override int AppendList(ResultNode* node, int row, int length) => _columns[(int)node->Owner].AppendList(row, length);

    public void Dispose()
    {
        _root.Dispose();
        _nodes.Release();
    }

    private WorkerColumn Make(SharedChannel channel, long wire, ResultNode* node, bool isElement)
    {
        WorkerColumn column = new(channel, wire, node, isElement);
        node->Owner = _columns.Count;
        _columns.Add(column);
        if (node->ChildCount == 0)
            return column;
        node->Children = (ResultNode*)_nodes.AllocateZeroed((long)node->ChildCount * sizeof(ResultNode));
        long children = ((WireResult*)(channel.Base + wire))->Children;
        for (int i = 0; i < node->ChildCount; i++)
            column.Children[i] = Make(channel, children + ((long)i * sizeof(WireResult)), node->Children + i, isElement || column.IsList);
        return column;
    }
}
