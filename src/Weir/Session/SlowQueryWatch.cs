using Microsoft.Extensions.Logging;
using Weir.Arrow;
using Weir.Diagnostics;
using Weir.Diagnostics.Payloads;

namespace Weir.Sessions;

/// <summary>
/// Measures how long the caller of one query waits for it, and tells when that was too long. The time between two reads is
/// the caller's own and does not count.
/// </summary>
/// <param name="sql">The query's text.</param>
/// <param name="threshold">The time from which on it is told.</param>
/// <param name="clock">The time.</param>
/// <param name="emitter">The way to the sinks.</param>
/// <param name="logger">Told as well.</param>
internal sealed class SlowQueryWatch(string sql, TimeSpan threshold, TimeProvider clock, DiagnosticsEmitter emitter, ILogger logger)
{
    private TimeSpan _waited;

    /// <summary>The caller has waited, in the thread that reads.</summary>
    public void Waited(TimeSpan time) => _waited += time;

    /// <summary>Measures the reads of a stream, which belongs to the answer from now on.</summary>
    public RecordBatchReader Around(RecordBatchReader rows) => new WatchedReader(rows, this, clock);

    /// <summary>The query ended.</summary>
    /// <param name="span">Of the query; told as slow too.</param>
    /// <param name="finished">How it ended.</param>
    /// <param name="profile">Reads what the engine measured.</param>
    public void Ended(OperationSpan span, QueryFinished finished, Func<QueryProfile?> profile)
    {
        if (_waited < threshold)
            return;
        span.Tag("weir.slow", true);
        span.Tag("weir.slow_threshold_s", threshold.TotalSeconds);
        LogMessages.QuerySlow(logger, span.Id, finished.Summary, _waited.TotalMilliseconds, threshold.TotalMilliseconds);
        emitter.Emit(DiagnosticsKinds.SlowQuery, () =>
        {
            StatementIdentity text = StatementIdentity.Of(sql);
            return new SlowQuery(
                finished.Summary, text.Text, text.Hash, finished.Status, finished.Rows, threshold.TotalMilliseconds, _waited.TotalMilliseconds,
                finished.DurationMs, profile());
        });
    }

    private sealed class WatchedReader(RecordBatchReader inner, SlowQueryWatch watch, TimeProvider clock) : RecordBatchReader
    {
        public override Schema Schema => inner.Schema;

        public override RecordBatch? Read(CancellationToken cancellationToken = default)
        {
            long start = clock.GetTimestamp();
            try
            {
                return inner.Read(cancellationToken);
            }
            finally
            {
                watch.Waited(clock.GetElapsedTime(start));
            }
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
