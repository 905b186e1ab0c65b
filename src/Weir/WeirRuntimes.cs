namespace Weir;

/// <summary>
/// The runtimes of a program that serves several profiles: one for each fingerprint, opened at its first use and kept until this
/// object is disposed. Safe for use by many threads.
/// </summary>
/// <param name="configure">Sets what a program injects (loggers, the clock, plugins, hooks) for each runtime that opens; null for nothing.</param>
public sealed class WeirRuntimes(Action<WeirOptions>? configure = null) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WeirRuntime> _open = new(StringComparer.Ordinal);
    private bool _disposed;

    /// <summary>The runtime of a profile; equal profiles have the same.</summary>
    /// <param name="profile">The profile.</param>
    /// <returns>The runtime; it belongs to this object, so the caller does not dispose it.</returns>
    /// <exception cref="WeirException">As <see cref="WeirRuntime.Open(RuntimeProfile, WeirOptions?)"/>; the next call tries again.</exception>
    /// <exception cref="ObjectDisposedException">This object was disposed.</exception>
    public WeirRuntime Of(RuntimeProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        string fingerprint = profile.Fingerprint;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_open.TryGetValue(fingerprint, out WeirRuntime? open))
                return open;
            WeirOptions options = new();
            configure?.Invoke(options);
            return _open[fingerprint] = WeirRuntime.Open(profile, options);
        }
    }

    /// <summary>Disposes every runtime.</summary>
    public void Dispose()
    {
        WeirRuntime[] open;
        lock (_lock)
        {
            _disposed = true;
            open = [.. _open.Values];
            _open.Clear();
        }
        foreach (WeirRuntime runtime in open)
            runtime.Dispose();
    }
}
