namespace Weir.Engine;

/// <summary>Counts the statements that run in a database. Safe for use by many threads.</summary>
/// <param name="idle">Called each time that the last one has ended; none begins while it runs.</param>
internal sealed class EngineActivity(Action idle)
{
    private readonly Lock _lock = new();
    private int _running;

    public void Begin()
    {
        lock (_lock)
            _running++;
    }

    public void End()
    {
        lock (_lock)
            if (--_running == 0)
                idle();
    }
}
