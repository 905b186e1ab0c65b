using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>One partition of a window and the place for its results. Lives as long as the call.</summary>
public readonly unsafe ref struct PluginWindowCall
{
    private readonly ColumnNode* _arguments;

    /// <summary>Made by hosts.</summary>
    /// <param name="arguments">As many nodes as arguments.</param>
    /// <param name="argumentTypes">One type an argument; the same list for all batches of a call, so that it may be known by reference.</param>
    /// <param name="result">One row a row of the partition.</param>
    /// <param name="control">Cancellation of the statement.</param>
    public PluginWindowCall(ColumnNode* arguments, IReadOnlyList<ArrowType> argumentTypes, ColumnResult result, PluginCallControl control)
    {
        _arguments = arguments;
        ArgumentTypes = argumentTypes;
        Result = result;
        Control = control;
    }

    /// <summary>For adapters: where the arguments lie.</summary>
    internal ColumnNode* Nodes => _arguments;

    /// <summary>One type an argument.</summary>
    public IReadOnlyList<ArrowType> ArgumentTypes { get; }

    /// <summary>Arguments of the call.</summary>
    public int ArgumentCount => ArgumentTypes.Count;

    /// <summary>Rows of the partition; at least one.</summary>
    public int RowCount => Result.RowCount;

    /// <summary>Where results go: every row must be written or set to null, in ascending order.</summary>
    public ColumnResult Result { get; }

    /// <summary>Cancellation of the statement.</summary>
    public PluginCallControl Control { get; }

    /// <summary>An argument.</summary>
    /// <param name="index">From 0.</param>
    /// <returns>A view that lives as long as the call.</returns>
    public ColumnView Argument(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)ArgumentCount, nameof(index));
        return new ColumnView(_arguments + index, ArgumentTypes[index]);
    }
}
