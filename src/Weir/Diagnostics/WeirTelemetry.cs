using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Weir.Diagnostics;

/// <summary>The one activity source and the one meter of Weir; both are named <c>Weir</c>.</summary>
internal static class WeirTelemetry
{
    public const string Name = "Weir";

    public static readonly string Version =
        typeof(WeirTelemetry).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public static readonly ActivitySource Source = new(Name, Version);

    public static readonly Meter Meter = new(Name, Version);

    /// <summary>Buckets of times of Weir's own work, in seconds: from cached answers to long builds.</summary>
    public static readonly InstrumentAdvice<double> Seconds =
        new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 60] };

    private static readonly AsyncLocal<bool> Muted = new();

    private static readonly Counter<long> Errors =
        Meter.CreateCounter<long>("weir.error.count", "{error}", "Work that ended with an error, by the error's code and where.");

    /// <summary>Leaves no spans and figures of the work at hand, until the lease is disposed in the same method: Weir does not observe its observers.</summary>
    public static MuteLease Mute()
    {
        bool before = Muted.Value;
        Muted.Value = true;
        return new MuteLease(before);
    }

    /// <summary>Starts a span with ids; null when nobody listens.</summary>
    /// <param name="name">The span.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="scope">The ids; null for those of the work at hand.</param>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal, RunScope? scope = null)
    {
        Activity? activity = Muted.Value ? null : Source.StartActivity(name, kind);
        if (activity is { IsAllDataRequested: true } && (scope ?? RunScope.Current) is { } ids)
        {
            activity.SetTag("weir.run_id", ids.RunId);
            if (ids.QueryId is { } query)
                activity.SetTag("weir.query_id", query);
        }
        return activity;
    }

    /// <summary>Adds to a figure, where the work at hand is to be heard.</summary>
    public static void Tell(this Counter<long> counter, long value, in TagList tags = default)
    {
        if (counter.Enabled && !Muted.Value)
            counter.Add(value, tags);
    }

    /// <summary>Tells a figure, where the work at hand is to be heard.</summary>
    public static void Tell<T>(this Histogram<T> histogram, T value, in TagList tags = default)
        where T : struct
    {
        if (histogram.Enabled && !Muted.Value)
            histogram.Record(value, tags);
    }

    /// <summary>Tells a figure, where the work at hand is to be heard.</summary>
    public static void Tell(this Gauge<long> gauge, long value, in TagList tags)
    {
        if (gauge.Enabled && !Muted.Value)
            gauge.Record(value, tags);
    }

    /// <summary>Ends a span as failed, and counts.</summary>
    public static void Fail(Activity? activity, Exception failure, string stage)
    {
        string type = TypeOf(failure);
        CountError(type, stage);
        activity?.SetTag("error.type", type);
        activity?.SetStatus(ActivityStatusCode.Error, type);
    }

    /// <summary>Counts a failure.</summary>
    public static void CountError(string type, string stage) => Errors.Tell(1, new TagList { { "error_type", type }, { "stage", stage } });

    /// <summary>How a failure is called in spans and figures: by its code where it has one.</summary>
    public static string TypeOf(Exception failure) => (failure as WeirException)?.Code ?? failure.GetType().Name;

    /// <summary>Brings back what was before.</summary>
    internal readonly struct MuteLease(bool before) : IDisposable
    {
        public void Dispose() => Muted.Value = before;
    }
}
