using Weir.Ado.Fields;
using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Ado;

/// <summary>
/// The statements of a command as they run, one after the other. Every wait for the engine ends at the command's time limit, at
/// <see cref="Cancel"/>, and at the caller's token. Used by one thread; <see cref="Cancel"/> and <see cref="Dispose"/> are
/// safe from any.
/// </summary>
internal sealed class CommandRun : IDisposable
{
    private const int AheadFrom = 3;

    private readonly ConnectionLink _link;
    private readonly IReadOnlyList<Query> _queries;
    private readonly TimeSpan _limit;
    private readonly bool _isSchemaOnly;
    private readonly Action<int, long>? _wrote;
    private readonly CancellationTokenSource _stop;
    private readonly Lock _lock = new();
    private QueryResult? _result;
    private RecordBatchReader? _rows;
    private volatile BatchesAhead? _ahead;
    private int _batches;
    private int _next;
    private bool _isCancelled;
    private bool _disposed;

    /// <param name="link">The open connection.</param>
    /// <param name="queries">What runs, in order.</param>
    /// <param name="timeoutSeconds">Longest wait for the engine; 0 is no limit.</param>
    /// <param name="isSchemaOnly">Whether nothing runs and only columns are asked for.</param>
    /// <param name="wrote">Told the place of a query that writes, and how many rows it has written.</param>
    public CommandRun(ConnectionLink link, IReadOnlyList<Query> queries, int timeoutSeconds, bool isSchemaOnly = false, Action<int, long>? wrote = null)
    {
        (_link, _queries, _isSchemaOnly, _wrote) = (link, queries, isSchemaOnly, wrote);
        _limit = timeoutSeconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(timeoutSeconds);
        _stop = new CancellationTokenSource(Timeout.InfiniteTimeSpan, link.Clock);
        link.Add(this);
    }

    /// <summary>Told once, on any thread, when the run ends; set by its reader.</summary>
    public Action? Ended { get; set; }

    /// <summary>The result that is being read; null before the first and behind the last statement.</summary>
    public QueryResult? Result => _result;

    /// <summary>What .NET types values have.</summary>
    public ValueChoices Choices => _link.Settings.Values;

    /// <summary>Rows that the statements up to here have written; null when none of them writes.</summary>
    public long? RowsWritten { get; private set; }

    /// <summary>True when nothing can be read any longer.</summary>
    public bool IsDisposed => Volatile.Read(ref _disposed);

    /// <summary>Ends the result that is being read and starts the next statement.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="WeirException">The statement was refused or failed. WEIR8033: its time has passed.</exception>
    /// <exception cref="OperationCanceledException">The command or the token was cancelled.</exception>
    public bool Next(CancellationToken cancellationToken)
    {
        // What is read ahead ends with the result, and before the next statement takes the clock.
        Task dropped = _ahead?.Drop() ?? Task.CompletedTask;
        _result?.Dispose();
        dropped.GetAwaiter().GetResult();
        (_result, _rows, _ahead, _batches) = (null, null, null, 0);
        if (_next == _queries.Count)
            return false;
        Query query = _queries[_next++];
        QueryResult result = Wait(token => _isSchemaOnly ? _link.Session.Outline(query, token) : _link.Session.Run(query, token), cancellationToken);
        lock (_lock)
        {
            if (!_disposed)
            {
                (_result, _rows) = (result, result.AsReader());
                if (result.RowsWritten is { } written)
                {
                    RowsWritten = (RowsWritten ?? 0) + written;
                    _wrote?.Invoke(_next - 1, written);
                }
                return true;
            }
        }
        result.Dispose();
        throw Closed();
    }

    /// <summary>The next rows of the result, which the caller disposes; null at its end.</summary>
    /// <exception cref="WeirException">The statement failed. WEIR8033: the time for these rows has passed.</exception>
    /// <exception cref="OperationCanceledException">The command or the token was cancelled.</exception>
    public RecordBatch? Read(CancellationToken cancellationToken)
    {
        BatchesAhead? ahead = _ahead;
        if (ahead?.Next() is not { } made)
            return Taken(ReadNow(cancellationToken));
        using CancellationTokenRegistration registration = ahead.StopWith(cancellationToken);
        return Taken(Of(made, cancellationToken));
    }

    /// <summary>As <see cref="Read"/>, without holding the caller's thread.</summary>
    public async Task<RecordBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        BatchesAhead? ahead = _ahead;
        if (ahead?.Next() is not { } made)
            return Taken(await Task.Run(() => ReadNow(cancellationToken), cancellationToken).ConfigureAwait(false));
        using CancellationTokenRegistration registration = ahead.StopWith(cancellationToken);
        await Task.WhenAny(made).ConfigureAwait(false);
        return Taken(Of(made, cancellationToken));
    }

    /// <summary>Interrupts the engine; the run stays cancelled.</summary>
    public void Cancel()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _isCancelled = true;
            _stop.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            Volatile.Write(ref _disposed, true);
        }
        _link.Remove(this);
        _stop.Cancel();
        _ahead?.Drop();
        _result?.Dispose();
        Ended?.Invoke();
    }

    // A short result is not worth a thread.
    private RecordBatch? Taken(RecordBatch? batch)
    {
        if (batch is null || ++_batches < AheadFrom)
            return batch;
        BatchesAhead ahead = _ahead ??= new BatchesAhead(ReadNow);
        ahead.Start();
        if (IsDisposed)
            ahead.Drop();
        return batch;
    }

    // Waits where the batch is not there yet.
    private static RecordBatch? Of(Task<RecordBatch?> made, CancellationToken cancellationToken)
    {
        try
        {
            return made.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException cause) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cause.Message, cause, cancellationToken);
        }
    }

    private RecordBatch? ReadNow(CancellationToken cancellationToken)
    {
        if (_rows is not { } rows)
            return null;
        try
        {
            return Wait(rows.Read, cancellationToken);
        }
        catch (ObjectDisposedException) when (IsDisposed)
        {
            throw Closed();
        }
    }

    // Batches are small, so what a wait costs counts: there is one source of cancellation, whose clock is set and stopped.
    private T Wait<T>(Func<CancellationToken, T> call, CancellationToken cancellationToken)
    {
        using CancellationTokenSource? linked = cancellationToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, cancellationToken) : null;
        try
        {
            SetClock(_limit);
            return call((linked ?? _stop).Token);
        }
        catch (OperationCanceledException) when (IsDisposed)
        {
            throw Closed();
        }
        catch (OperationCanceledException cause)
        {
            if (_stop.IsCancellationRequested && !_isCancelled && !cancellationToken.IsCancellationRequested)
                throw AdoErrors.TimedOut((int)_limit.TotalSeconds, _queries[_next - 1].Sql, cause);
            throw new OperationCanceledException("The command was cancelled.", cause, cancellationToken.IsCancellationRequested ? cancellationToken : _stop.Token);
        }
        finally
        {
            SetClock(Timeout.InfiniteTimeSpan);
        }
    }

    private void SetClock(TimeSpan limit)
    {
        if (_limit != Timeout.InfiniteTimeSpan)
            _stop.CancelAfter(limit);
    }

    private static InvalidOperationException Closed() => new("The reader was closed, with its connection or by itself, while it waited for the engine.");
}
