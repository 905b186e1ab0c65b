using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>
/// The further arguments of one row, any number of texts: the last parameter of a scalar method. Lives as long as
/// the row's call.
/// </summary>
public readonly unsafe ref struct TextArguments
{
    private readonly ColumnNode* _nodes;
    private readonly IReadOnlyList<ArrowType> _types;
    private readonly int _first;
    private readonly int _row;

    /// <summary>Made by generated code.</summary>
    /// <param name="batch">The call.</param>
    /// <param name="first">Place of the first further argument.</param>
    /// <param name="row">The row.</param>
    public TextArguments(scoped in PluginScalarCall batch, int first, int row)
    {
        _nodes = batch.Nodes + first;
        _types = batch.ArgumentTypes;
        _first = first;
        _row = row;
        Count = batch.ArgumentCount - first;
    }

    /// <summary>Arguments; may be 0.</summary>
    public int Count { get; }

    /// <summary>Whether an argument is NULL.</summary>
    /// <param name="index">From 0.</param>
    /// <returns>True for NULL.</returns>
    public bool IsNull(int index) => At(index).IsNull(_row);

    /// <summary>An argument as UTF-8; not to be read for a NULL.</summary>
    /// <param name="index">From 0.</param>
    public ReadOnlySpan<byte> this[int index] => At(index).GetBytes(_row);

    private ColumnView At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return new ColumnView(_nodes + index, _types[_first + index]);
    }
}
