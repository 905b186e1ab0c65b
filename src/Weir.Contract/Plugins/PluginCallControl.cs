namespace Weir.Plugins;

/// <summary>
/// Says whether a call should stop. Reads one number in memory that the host shares with the plugin, whichever
/// side of a process or language border it is on. A default value never stops.
/// </summary>
/// <param name="cancelled">0 while the call should go on; null: it is never cancelled. Outlives the call.</param>
public readonly unsafe struct PluginCallControl(int* cancelled)
{
    /// <summary>The number; 0 while the call should go on.</summary>
    public int* Flag => cancelled;

    /// <summary>Whether the statement was cancelled or its deadline has passed.</summary>
    public bool IsCancellationRequested => cancelled != null && Volatile.Read(ref *cancelled) != 0;

    /// <summary>Ends the call when it should stop.</summary>
    /// <exception cref="OperationCanceledException">It should.</exception>
    public void ThrowIfCancellationRequested()
    {
        if (IsCancellationRequested)
            throw new OperationCanceledException("The call was cancelled or its deadline has passed.");
    }
}
