using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>
/// The stream of a query: counts what passes, tells once how it ended, and gives the connection back
/// when it is disposed.
/// </summary>
/// <param name="inner">The engine's stream.</param>
/// <param name="ended">Told once, with the rows read and the failure if there was one; true when the stream was read to its end.</param>
/// <param name="release">Told once, at the disposal: true when the connection is idle and can serve again.</param>
internal sealed class QueryStream(RecordBatchReader inner, Action<long, bool, Exception?> ended, Action<bool> release) : RecordBatchReader
{
    private const int Idle = 0, Reading = 1, Closed = 2;

    private long _rows;
    private int _state;
    private bool _hasEnded;

    public override Schema Schema => inner.Schema;

    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        int before = Interlocked.CompareExchange(ref _state, Reading, Idle);
        if (before == Closed)
            throw Disposed.Result();
        if (before == Reading)
            throw new InvalidOperationException("The stream is being read by another thread; a stream has one reader.");
        try
        {
            RecordBatch? batch = inner.Read(cancellationToken);
            _rows += batch?.RowCount ?? 0;
            if (batch is null)
                End(complete: true, failure: null);
            return batch;
        }
        catch (ObjectDisposedException) when (Volatile.Read(ref _state) == Closed)
        {
            // It was disposed meanwhile, and its connection with it.
            ObjectDisposedException ended = Disposed.Result();
            End(complete: false, ended);
            throw ended;
        }
        catch (Exception failure)
        {
            End(complete: false, failure);
            throw;
        }
        finally
        {
            Interlocked.CompareExchange(ref _state, Idle, Reading);
        }
    }

    protected override void Dispose(bool disposing)
    {
        int before = Interlocked.Exchange(ref _state, Closed);
        if (before == Closed)
            return;
        try
        {
            inner.Dispose();
        }
        finally
        {
            // A read that is under way leaves the connection only some time later: it is not used again.
            release(before == Idle);
            if (before == Idle)
                End(complete: false, failure: null);
            base.Dispose(disposing);
        }
    }

    private void End(bool complete, Exception? failure)
    {
        if (_hasEnded)
            return;
        _hasEnded = true;
        ended(_rows, complete, failure);
    }
}
