namespace Weir.Plugins.Process;

/// <summary>
/// Says when a child that ended may be started again: the first times at once, then after a wait that doubles,
/// until it has lived for a while. Used by one thread at a time.
/// </summary>
internal sealed class RestartLimit(TimeProvider time, int freeDeaths)
{
    private const int DoublingsMax = 6;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan GoodLife = TimeSpan.FromSeconds(30);

    private long _startedAt;
    private long _diedAt;

    /// <summary>Deaths in short order.</summary>
    public int Deaths { get; private set; }

    /// <summary>How long to wait still; zero or less for not at all.</summary>
    public TimeSpan Wait => Deaths <= freeDeaths
        ? TimeSpan.Zero
        : (FirstWait * (1 << Math.Min(DoublingsMax, Deaths - freeDeaths - 1))) - time.GetElapsedTime(_diedAt);

    public void Started() => _startedAt = time.GetTimestamp();

    public void Died()
    {
        _diedAt = time.GetTimestamp();
        Deaths = time.GetElapsedTime(_startedAt, _diedAt) >= GoodLife ? 1 : Deaths + 1;
    }
}
