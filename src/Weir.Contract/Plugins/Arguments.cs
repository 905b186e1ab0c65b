using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>
/// The further arguments of one row, any number of one fixed-width type: the last parameter of a scalar method.
/// Lives as long as the row's call.
/// </summary>
/// <typeparam name="T">A number, as for <see cref="ColumnView.Values{T}"/>.</typeparam>
public readonly unsafe ref struct Arguments<T> where T : unmanaged
{
    private readonly ColumnNode* _nodes;
    private readonly IReadOnlyList<ArrowType> _types;
    private readonly int _first;
    private readonly int _row;

    /// <summary>Made by generated code.</summary>
    /// <param name="batch">The call.</param>
    /// <param name="first">Place of the first further argument.</param>
    /// <param name="row">The row.</param>
    public Arguments(scoped in PluginScalarCall batch, int first, int row)
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

    /// <summary>An argument; not to be read for a NULL.</summary>
    /// <param name="index">From 0.</param>
    public T this[int index]
    {
        get
        {
            ColumnView column = At(index);
            return column.Values<T>()[column.IsConstant ? 0 : _row];
        }
    }

    private ColumnView At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return new ColumnView(_nodes + index, _types[_first + index]);
    }
}
