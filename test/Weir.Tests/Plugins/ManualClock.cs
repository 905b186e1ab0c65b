namespace Weir.Tests.Plugins;

/// <summary>A clock that stands still until it is moved; timers fire on the thread that moves it.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(() => callback(state), timer => _timers.Remove(timer));
        _timers.Add(timer);
        return timer;
    }

    /// <summary>Moves on and lets every timer fire once.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_lock)
            _now += by;
        foreach (ManualTimer timer in _timers.ToArray())
            timer.Fire();
    }

    private sealed class ManualTimer(Action fire, Action<ManualTimer> forget) : ITimer
    {
        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => forget(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
