using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>
/// The further arguments of a batch as whole columns, any number, of any types: the last argument of a scalar method
/// with whole columns. Lives as long as the call.
/// </summary>
public readonly unsafe ref struct ColumnArguments
{
    private readonly ColumnNode* _nodes;
    private readonly IReadOnlyList<ArrowType> _types;
    private readonly int _first;

    /// <summary>Made by generated code.</summary>
    /// <param name="batch">The call.</param>
    /// <param name="first">Place of the first further argument.</param>
    public ColumnArguments(scoped in PluginScalarCall batch, int first)
    {
        _nodes = batch.Nodes + first;
        _types = batch.ArgumentTypes;
        _first = first;
        Count = batch.ArgumentCount - first;
    }

    /// <summary>Arguments; may be 0.</summary>
    public int Count { get; }

    /// <summary>The values of an argument.</summary>
    /// <param name="index">From 0.</param>
    public ColumnView this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return new ColumnView(_nodes + index, _types[_first + index]);
        }
    }
}
