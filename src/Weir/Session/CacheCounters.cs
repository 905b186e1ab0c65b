using System.Diagnostics;
using System.Diagnostics.Metrics;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>Counts what a cache did. Safe for use by many threads.</summary>
/// <param name="name">As <c>cache_name</c> of its listing.</param>
/// <param name="timeToLive">How long entries live; null when they do not age.</param>
/// <param name="limit">Entries at most; null for no limit of its own.</param>
/// <param name="bytesMax">Bytes at most; null for no limit of its own.</param>
internal sealed class CacheCounters(string name, TimeSpan? timeToLive, int? limit, long? bytesMax)
{
    private static readonly Counter<long> Operations =
        WeirTelemetry.Meter.CreateCounter<long>("weir.cache.operation.count", "{operation}", "What the caches of Delta tables did.");

    private static readonly Histogram<double> Duration = WeirTelemetry.Meter.CreateHistogram(
        "weir.cache.operation.duration", "s", "How long it took to make what a cache of Delta tables did not have.", tags: null, WeirTelemetry.Seconds);

    private long _hits;
    private long _misses;
    private long _evictions;
    private long _failures;

    public string Name => name;

    public TimeSpan? TimeToLive => timeToLive;

    public int? Limit => limit;

    public long? BytesMax => bytesMax;

    /// <summary>Gives the number of entries now.</summary>
    public Func<long> Entries { get; set; } = () => 0;

    public long Hits => Interlocked.Read(ref _hits);

    public long Misses => Interlocked.Read(ref _misses);

    public long Evictions => Interlocked.Read(ref _evictions);

    /// <summary>What was asked for and could not be made.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    public void Failed() => Interlocked.Increment(ref _failures);

    public void Hit()
    {
        Interlocked.Increment(ref _hits);
        Count("hit", 1);
    }

    public void Miss()
    {
        Interlocked.Increment(ref _misses);
        Count("miss", 1);
    }

    public void Evicted(long count = 1)
    {
        Interlocked.Add(ref _evictions, count);
        Count("eviction", count);
    }

    /// <summary>What was not there was made, in this time.</summary>
    public void Made(TimeSpan time) => Duration.Tell(time.TotalSeconds, new TagList { { "cache.scope", name }, { "cache.result", "miss" } });

    private void Count(string result, long count) => Operations.Tell(count, new TagList { { "cache.scope", name }, { "cache.result", result } });
}
