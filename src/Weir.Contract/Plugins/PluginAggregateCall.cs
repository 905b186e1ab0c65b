using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>Rows that go into states. Lives as long as the call.</summary>
public readonly unsafe ref struct PluginAggregateCall
{
    private readonly ColumnNode* _arguments;
    private readonly ulong* _rows;
    private readonly void** _states;

    /// <summary>Made by hosts.</summary>
    /// <param name="arguments">As many nodes as arguments.</param>
    /// <param name="argumentTypes">One type an argument; the same list for all batches of a call, so that it may be known by reference.</param>
    /// <param name="rowCount">Rows.</param>
    /// <param name="states">One state a row; several rows may share one.</param>
    /// <param name="rows">One bit a row that counts; null for all.</param>
    /// <param name="control">Cancellation of the statement.</param>
    public PluginAggregateCall(
        ColumnNode* arguments, IReadOnlyList<ArrowType> argumentTypes, int rowCount, void** states, ulong* rows, PluginCallControl control)
    {
        _arguments = arguments;
        _states = states;
        _rows = rows;
        ArgumentTypes = argumentTypes;
        RowCount = rowCount;
        Control = control;
    }

    /// <summary>For adapters: where the arguments lie.</summary>
    internal ColumnNode* Nodes => _arguments;

    /// <summary>For adapters: <see cref="Rows"/>, null for all.</summary>
    internal ulong* RowBits => _rows;

    /// <summary>One type an argument.</summary>
    public IReadOnlyList<ArrowType> ArgumentTypes { get; }

    /// <summary>Arguments of the call.</summary>
    public int ArgumentCount => ArgumentTypes.Count;

    /// <summary>Rows of the batch.</summary>
    public int RowCount { get; }

    /// <summary>Cancellation of the statement.</summary>
    public PluginCallControl Control { get; }

    /// <summary>The state of each row.</summary>
    public void** States => _states;

    /// <summary>One bit a row that counts, 64 rows a word; empty when all do.</summary>
    public ReadOnlySpan<ulong> Rows => _rows == null ? [] : new ReadOnlySpan<ulong>(_rows, (RowCount + 63) / 64);

    /// <summary>An argument.</summary>
    /// <param name="index">From 0.</param>
    /// <returns>A view that lives as long as the call.</returns>
    public ColumnView Argument(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)ArgumentCount, nameof(index));
        return new ColumnView(_arguments + index, ArgumentTypes[index]);
    }
}
