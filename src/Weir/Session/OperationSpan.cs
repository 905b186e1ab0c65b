using System.Diagnostics;
using System.Diagnostics.Metrics;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>
/// The span and the figures of one query or write, from its start to its end, which is told once.
/// Names follow OpenTelemetry's conventions for databases; texts of queries and values of parameters
/// are never recorded.
/// </summary>
internal sealed class OperationSpan
{
    // From cached answers to long builds, in seconds.
    private static readonly InstrumentAdvice<double> Seconds =
        new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 60] };

    private static readonly Histogram<double> QueryDuration = WeirTelemetry.Meter.CreateHistogram(
        "weir.query.duration", "s", "From the start of a query to the end of its stream.", tags: null, Seconds);

    private static readonly Counter<long> QueryRows =
        WeirTelemetry.Meter.CreateCounter<long>("weir.query.rows", "{row}", "Rows that queries answered.");

    private static readonly Histogram<double> WriteDuration = WeirTelemetry.Meter.CreateHistogram(
        "weir.write.duration", "s", "From the start of a write to its commit.", tags: null, Seconds);

    private static readonly Counter<long> WriteRows =
        WeirTelemetry.Meter.CreateCounter<long>("weir.write.rows", "{row}", "Rows that writes committed.");

    private readonly Activity? _activity;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _rows;
    private int _ended;

    private OperationSpan(string name, TimeProvider clock, Histogram<double> duration, Counter<long> rows)
    {
        (_clock, _duration, _rows, _started) = (clock, duration, rows, clock.GetTimestamp());
        Id = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        // The span outlives the call that starts it, so it must not stay the caller's current one.
        Activity? caller = Activity.Current;
        _activity = WeirTelemetry.Source.StartActivity(name, ActivityKind.Client);
        Activity.Current = caller;
        Tag("db.system.name", "duckdb");
    }

    /// <summary>Names the operation in logs and spans.</summary>
    public string Id { get; }

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => _clock.GetElapsedTime(_started);

    /// <summary>Starts a query's span.</summary>
    public static OperationSpan Query(TimeProvider clock)
    {
        OperationSpan span = new("weir.query", clock, QueryDuration, QueryRows);
        span.Tag("weir.query.id", span.Id);
        return span;
    }

    /// <summary>Starts a write's span.</summary>
    public static OperationSpan Write(TimeProvider clock, string table, string mode)
    {
        OperationSpan span = new("weir.write", clock, WriteDuration, WriteRows);
        span.Tag("db.operation.name", mode);
        span.Tag("db.collection.name", table);
        return span;
    }

    /// <summary>Adds a fact; a null is left out.</summary>
    public void Tag(string name, object? value) => _activity?.SetTag(name, value);

    /// <summary>Runs a part of the operation with the span as its parent.</summary>
    public T Within<T>(Func<T> work)
    {
        Activity? caller = Activity.Current;
        Activity.Current = _activity ?? caller;
        try
        {
            return work();
        }
        finally
        {
            Activity.Current = caller;
        }
    }

    /// <summary>Ends the span; only the first call counts.</summary>
    /// <param name="status"><c>ok</c>, <c>error</c>, <c>cancelled</c> or <c>abandoned</c> (disposed before the end).</param>
    /// <param name="rows">Rows that came out or went in.</param>
    /// <param name="errorType">Code or type of the failure.</param>
    /// <returns>False when it had ended before.</returns>
    public bool End(string status, long rows, string? errorType = null)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return false;
        KeyValuePair<string, object?> tag = new("status", status);
        _duration.Record(Elapsed.TotalSeconds, tag);
        _rows.Add(rows, tag);
        Tag("db.response.returned_rows", rows);
        Tag("error.type", errorType);
        if (status is "error")
            _activity?.SetStatus(ActivityStatusCode.Error, errorType);
        _activity?.Dispose();
        return true;
    }

    /// <summary>How a failure counts.</summary>
    public static (string Status, string ErrorType) StatusOf(Exception failure) => failure switch
    {
        OperationCanceledException => ("cancelled", nameof(OperationCanceledException)),
        WeirException known => ("error", known.Code),
        _ => ("error", failure.GetType().Name),
    };
}
