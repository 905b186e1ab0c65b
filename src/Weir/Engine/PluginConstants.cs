using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>
/// The arguments of one call that are the same for all rows, each a vector of one row, shown as nodes and as a
/// batch. Immutable; owns the vectors.
/// </summary>
internal sealed unsafe class PluginConstants : IDisposable
{
    private readonly NativeBlocks _memory = new();
    private readonly DuckChunkHandle?[] _chunks;
    private readonly ColumnNode* _nodes;
    private readonly VectorShape[] _shapes;

    /// <param name="shapes">One an argument.</param>
    /// <param name="values">Values of the argument's own type; null for an argument that depends on the row. They stay the caller's.</param>
    public PluginConstants(IReadOnlyList<VectorShape> shapes, IReadOnlyList<DuckValueHandle?> values)
    {
        _shapes = [.. shapes];
        _chunks = new DuckChunkHandle?[_shapes.Length];
        _nodes = ColumnNodes.Make(_memory, _shapes);
        IsConstant = [.. values.Select(value => value is not null)];
        ArrayOffsets offsets = new(_memory);
        for (int i = 0; i < _shapes.Length; i++)
            if (values[i] is { } value)
                Show(i, value, offsets);
    }

    /// <summary>One an argument.</summary>
    public IReadOnlyList<bool> IsConstant { get; }

    /// <summary>The node of an argument that is constant; valid as long as this.</summary>
    public ColumnNode* Node(int index) => _nodes + index;

    /// <summary>What a plugin is told of a call.</summary>
    /// <returns>The caller disposes the batch.</returns>
    public PluginBinding Bind()
    {
        ArrowType[] types = [.. _shapes.Select(shape => shape.Type)];
        return new PluginBinding(types, IsConstant.Contains(true) ? Batch() : null, IsConstant);
    }

    public void Dispose()
    {
        foreach (DuckChunkHandle? chunk in _chunks)
            chunk?.Dispose();
        _memory.Release();
    }

    private RecordBatch Batch()
    {
        using RecordBatchWriter writer = new(new Schema(_shapes.Select((shape, i) => new Field($"a{i}", shape.Type))));
        for (int i = 0; i < _shapes.Length; i++)
        {
            if (IsConstant[i])
                ColumnCopy.Append(new ColumnView(_nodes + i, _shapes[i].Type), 0, writer[i]);
            else
                writer[i].AppendNull();
        }
        return writer.Finish();
    }

    private void Show(int index, DuckValueHandle value, ArrayOffsets offsets)
    {
        using DuckTypeHandle type = DuckTypes.From(_shapes[index].Type)!;
        nint pointer = type.DangerousGetHandle();
        DuckChunkHandle chunk = DuckApiVector.CreateChunk(&pointer, 1);
        _chunks[index] = chunk;
        nint vector = DuckApiVector.ChunkVector(chunk.DangerousGetHandle(), 0);
        DuckApiVector.ReferenceValue(vector, value);
        ColumnNodes.Fill(_shapes[index], vector, 1, _nodes + index, offsets);
        _nodes[index].IsConstant = true;
    }
}
