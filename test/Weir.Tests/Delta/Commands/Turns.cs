namespace Weir.Tests.Delta.Commands;

/// <summary>
/// Runs several actors one step at a time, in an order that a seed decides, so that a race can be
/// played again. An actor hands over wherever it awaits a turn or a timer of this clock.
/// </summary>
internal sealed class Turns(int seed) : TimeProvider
{
    private readonly Random _random = new(seed);
    private readonly List<Action> _waiting = [];
    private DateTimeOffset _now = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);

    public double Chance()
    {
        lock (_waiting)
            return _random.NextDouble();
    }

    public Task NextAsync()
    {
        TaskCompletionSource turn = new(); // continues where it is set: on the thread of Run
        Wait(turn.SetResult);
        return turn.Task;
    }

    /// <summary>Runs all actors to their end; errors of theirs are theirs to keep.</summary>
    public void Run(IEnumerable<Func<Task>> actors)
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // the test framework's would use other threads
        try
        {
            List<Task> running = [.. actors.Select(actor => actor())];
            while (!running.TrueForAll(task => task.IsCompleted))
                Take()?.Invoke();
            Task.WaitAll([.. running]);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this, () => callback(state));
        if (dueTime != Timeout.InfiniteTimeSpan)
            Wait(timer.Fire);
        return timer;
    }

    private void Wait(Action turn)
    {
        lock (_waiting)
        {
            _waiting.Add(turn);
            Monitor.Pulse(_waiting);
        }
    }

    // Null when an actor that strayed to another thread is still on its way.
    private Action? Take()
    {
        lock (_waiting)
        {
            if (_waiting.Count == 0)
                Monitor.Wait(_waiting, millisecondsTimeout: 5);
            if (_waiting.Count == 0)
                return null;
            int index = _random.Next(_waiting.Count);
            Action turn = _waiting[index];
            _waiting.RemoveAt(index);
            _now += TimeSpan.FromMilliseconds(1);
            return turn;
        }
    }

    private sealed class Timer(Turns owner, Action fire) : ITimer
    {
        private bool _disposed;

        public void Fire()
        {
            if (!_disposed)
                fire();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan)
                owner.Wait(Fire);
            return true;
        }

        public void Dispose() => _disposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
