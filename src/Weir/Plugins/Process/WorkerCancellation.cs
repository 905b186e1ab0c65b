namespace Weir.Plugins.Process;

/// <summary>
/// Hands the host's wish to stop on to scans, which listen to a token and not to the flag in a channel: one timer
/// looks at the flags while scans are in the plugin.
/// </summary>
internal sealed class WorkerCancellation : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<SharedChannel, CancellationTokenSource> _running = [];
    private readonly ITimer _timer;

    public WorkerCancellation(TimeProvider time) =>
        _timer = time.CreateTimer(static self => ((WorkerCancellation)self!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Begin(SharedChannel channel, CancellationTokenSource source)
    {
        lock (_lock)
        {
            _running.Add(channel, source);
            if (_running.Count == 1)
                _timer.Change(Period, Period);
        }
    }

    public void End(SharedChannel channel)
    {
        lock (_lock)
        {
            _running.Remove(channel);
            if (_running.Count == 0)
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private unsafe void Look()
    {
        lock (_lock)
        {
            foreach ((SharedChannel channel, CancellationTokenSource source) in _running)
                if (Volatile.Read(ref channel.Header->Cancel) != 0)
                    _ = source.CancelAsync();
        }
    }
}
