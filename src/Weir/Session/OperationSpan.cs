using System.Diagnostics;
using System.Diagnostics.Metrics;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>
/// The span and the figures of one query or write, from its start to its end, which is told once.
/// Names follow OpenTelemetry's conventions for databases; texts of queries are recorded without their data, and values of
/// parameters never.
/// </summary>
internal sealed class OperationSpan
{
    private static readonly Histogram<double> QueryDuration = WeirTelemetry.Meter.CreateHistogram(
        "weir.query.duration", "s", "From the start of a query to the end of its stream.", tags: null, WeirTelemetry.Seconds);

    private static readonly Counter<long> QueryRows =
        WeirTelemetry.Meter.CreateCounter<long>("weir.query.rows", "{row}", "Rows that queries answered.");

    private static readonly Histogram<double> WriteDuration = WeirTelemetry.Meter.CreateHistogram(
        "weir.write.duration", "s", "From the start of a write to its commit.", tags: null, WeirTelemetry.Seconds);

    private static readonly Counter<long> WriteRows =
        WeirTelemetry.Meter.CreateCounter<long>("weir.write.rows", "{row}", "Rows that writes committed.");

    // The buckets of the convention.
    private static readonly Histogram<double> OperationDuration = WeirTelemetry.Meter.CreateHistogram(
        "db.client.operation.duration", "s", "Duration of database client operations.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    private readonly Activity? _activity;
    private readonly RunScope _scope;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _rows;
    private string _operation = "";
    private int _ended;

    private OperationSpan(string name, TimeProvider clock, RunScope scope, Histogram<double> duration, Counter<long> rows)
    {
        (_clock, _duration, _rows, _started) = (clock, duration, rows, clock.GetTimestamp());
        _scope = scope;
        // The span outlives the call that starts it, so it must not stay the caller's current one.
        Activity? caller = Activity.Current;
        _activity = WeirTelemetry.Start(name, ActivityKind.Client, scope);
        Activity.Current = caller;
        Tag("db.system.name", "duckdb");
    }

    /// <summary>Names the operation in logs and spans.</summary>
    public string Id => _scope.QueryId!;

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => _clock.GetElapsedTime(_started);

    /// <summary>Starts a query's span.</summary>
    public static OperationSpan Query(TimeProvider clock, string runId) =>
        new("weir.query", clock, new RunScope(runId, RunScope.NewId()), QueryDuration, QueryRows);

    /// <summary>Starts a write's span, in the scope that its source was bound in.</summary>
    public static OperationSpan Write(TimeProvider clock, RunScope scope, string table, string mode)
    {
        OperationSpan span = new("weir.write", clock, scope, WriteDuration, WriteRows);
        span.Tag("db.collection.name", table);
        span.Name($"{mode} {Path.GetFileName(Path.TrimEndingDirectorySeparator(table))}");
        return span;
    }

    /// <summary>Says what a query is.</summary>
    /// <param name="summary">Its verb and tables.</param>
    /// <param name="sql">Its text, which is told without data.</param>
    /// <param name="table">The table that it names; null for none or several.</param>
    public void Describe(string summary, string sql, string? table)
    {
        Name(summary);
        Tag("db.collection.name", table);
        if (_activity is { IsAllDataRequested: true })
            Tag("db.query.text", SanitizedSql.Of(sql));
    }

    /// <summary>Adds a fact; a null is left out.</summary>
    public void Tag(string name, object? value) => _activity?.SetTag(name, value);

    /// <summary>Runs a part of the operation with the span as its parent.</summary>
    public T Within<T>(Func<T> work)
    {
        Activity? caller = Activity.Current;
        using RunScope.Lease lease = RunScope.Enter(_scope);
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
    /// <param name="last">Done as the last part of the span.</param>
    /// <returns>False when it had ended before.</returns>
    public bool End(string status, long rows, string? errorType = null, Action? last = null)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return false;
        if (last is not null)
            Within(last);
        TagList tag = new() { { "status", status } };
        double seconds = Elapsed.TotalSeconds;
        _duration.Tell(seconds, tag);
        _rows.Tell(rows, tag);
        RecordOperation(seconds, errorType);
        Tag("db.response.returned_rows", rows);
        Tag("error.type", errorType);
        if (status is "error")
        {
            Tag("db.response.status_code", errorType);
            WeirTelemetry.CountError(errorType!, "query");
            _activity?.SetStatus(ActivityStatusCode.Error, errorType);
        }
        _activity?.Dispose();
        return true;
    }

    private void Within(Action work) => Within(() =>
    {
        work();
        return true;
    });

    private void Name(string summary)
    {
        _operation = summary.Split(' ', 2)[0];
        if (_activity is null)
            return;
        _activity.DisplayName = summary;
        Tag("db.operation.name", _operation);
        Tag("db.query.summary", summary);
    }

    private void RecordOperation(double seconds, string? errorType)
    {
        TagList tags = new() { { "db.system.name", "duckdb" }, { "db.operation.name", _operation } };
        if (errorType is not null)
        {
            tags.Add("error.type", errorType);
            tags.Add("db.response.status_code", errorType);
        }
        OperationDuration.Tell(seconds, tags);
    }

    /// <summary>How a failure counts.</summary>
    public static (string Status, string ErrorType) StatusOf(Exception failure) => failure switch
    {
        OperationCanceledException => ("cancelled", nameof(OperationCanceledException)),
        ObjectDisposedException => ("cancelled", nameof(ObjectDisposedException)),
        WeirException known => ("error", known.Code),
        _ => ("error", failure.GetType().Name),
    };
}
