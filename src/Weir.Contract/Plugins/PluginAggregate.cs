using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>
/// A function of the values of many rows. Its states are blocks of <see cref="StateSizeBytes"/> bytes in the
/// host's memory, aligned to 8; they are made by <see cref="Initialize"/>, may be merged in any order, and each
/// is destroyed exactly once.
/// </summary>
/// <remarks>Safe for use by many threads; one state is used by one thread at a time.</remarks>
public abstract unsafe class PluginAggregate(string name, IReadOnlyList<PluginParameter> parameters) : PluginFunction(name, parameters)
{
    /// <summary>False: rows with a NULL argument are left out. True: the function sees all rows.</summary>
    public bool SeesNulls { get; init; }

    /// <summary>True when the order in which rows come changes the result, so ORDER BY inside the call means something.</summary>
    public bool IsOrderSensitive { get; init; }

    /// <summary>Size of one state, in bytes; above 0.</summary>
    public abstract int StateSizeBytes { get; }

    /// <summary>As <see cref="PluginScalar.ResultOf"/>.</summary>
    /// <param name="argumentTypes">As many as a call has.</param>
    /// <returns>A field; its name is of no meaning.</returns>
    public abstract Field ResultOf(IReadOnlyList<ArrowType> argumentTypes);

    /// <summary>Makes a state of no rows.</summary>
    /// <param name="state">Undefined bytes.</param>
    public abstract void Initialize(void* state);

    /// <summary>Adds each row of a batch to a state.</summary>
    /// <param name="rows">Rows, and the state of each.</param>
    public abstract void Update(ref PluginAggregateCall rows);

    /// <summary>Adds what is in one state to another; the first stays valid until it is destroyed.</summary>
    /// <param name="sources">States that are read.</param>
    /// <param name="targets">States that grow, one a source.</param>
    /// <param name="count">How many of each.</param>
    public abstract void Merge(void** sources, void** targets, int count);

    /// <summary>Writes the results of states; they stay valid, and more rows may follow.</summary>
    /// <param name="states">The states.</param>
    /// <param name="result">One row a state.</param>
    public abstract void Finish(ReadOnlySpan<nint> states, ref ColumnResult result);

    /// <summary>Frees what states hold, not their own blocks. Must not throw.</summary>
    /// <param name="states">The states.</param>
    public virtual void Destroy(ReadOnlySpan<nint> states)
    {
    }
}
