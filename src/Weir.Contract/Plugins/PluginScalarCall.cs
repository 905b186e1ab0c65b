using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>One batch of arguments and the place for its results. Lives as long as the call.</summary>
public readonly unsafe ref struct PluginScalarCall
{
    private readonly ColumnNode* _arguments;
    private readonly ulong* _rows;

    /// <summary>Made by hosts.</summary>
    /// <param name="arguments">As many nodes as arguments.</param>
    /// <param name="argumentTypes">One type an argument; the same list for all batches of a call, so that it may be known by reference.</param>
    /// <param name="result">Where results go.</param>
    /// <param name="rows">One bit a row that must be computed; null for all.</param>
    /// <param name="bound">What binding gave.</param>
    /// <param name="state">The thread's state.</param>
    /// <param name="control">Cancellation and progress of the statement.</param>
    public PluginScalarCall(
        ColumnNode* arguments, IReadOnlyList<ArrowType> argumentTypes, ColumnResult result, ulong* rows, object? bound, object? state, PluginCallControl control)
    {
        _arguments = arguments;
        _rows = rows;
        ArgumentTypes = argumentTypes;
        Result = result;
        Bound = bound;
        State = state;
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
    public int RowCount => Result.RowCount;

    /// <summary>Where results go: every row that is asked for must be written or set to null, in ascending order.</summary>
    public ColumnResult Result { get; }

    /// <summary>What <see cref="PluginScalar.Bind"/> gave.</summary>
    public object? Bound { get; }

    /// <summary>What <see cref="PluginScalar.NewState"/> gave for this thread.</summary>
    public object? State { get; }

    /// <summary>Cancellation of the statement.</summary>
    public PluginCallControl Control { get; }

    /// <summary>An argument. One that is the same for all rows has one value, see <see cref="ColumnView.IsConstant"/>.</summary>
    /// <param name="index">From 0.</param>
    /// <returns>A view that lives as long as the call.</returns>
    public ColumnView Argument(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)ArgumentCount, nameof(index));
        return new ColumnView(_arguments + index, ArgumentTypes[index]);
    }

    /// <summary>
    /// One bit a row that must be computed, 64 rows a word; empty when all must be. The other rows have been
    /// set to NULL already and may be written without effect.
    /// </summary>
    public ReadOnlySpan<ulong> Rows => _rows == null ? [] : new ReadOnlySpan<ulong>(_rows, (RowCount + 63) / 64);
}
