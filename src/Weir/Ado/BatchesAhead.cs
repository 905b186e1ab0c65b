using System.Diagnostics.CodeAnalysis;
using Weir.Arrow;

namespace Weir.Ado;

/// <summary>
/// Makes the batch behind the one that is being read, on the thread pool and meanwhile; never more than one. When the pool has no
/// thread free, whoever needs the batch makes it itself, so that nobody waits for work that nobody has begun. One reader; <see cref="Drop"/>
/// is safe from any thread.
/// </summary>
/// <param name="read">Reads a batch; asked by one thread at a time.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "A token source without a timer holds nothing; a token may be cancelled after the last batch.")]
internal sealed class BatchesAhead(Func<CancellationToken, RecordBatch?> read)
{
    private enum State { Idle, Queued, Reading }

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<RecordBatch?>? _wanted;
    private Task<RecordBatch?>? _made;
    private State _state;
    private bool _isDropped;

    /// <summary>Has the next batch made, unless one is there or on its way.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (_isDropped || _made is not null || _state != State.Idle)
                return;
            _state = State.Queued;
        }
        ThreadPool.QueueUserWorkItem(static ahead => ahead.Make(), this, preferLocal: false);
    }

    /// <summary>The next batch, which is the caller's; null when nobody has begun it and the caller is to read it itself.</summary>
    public Task<RecordBatch?>? Next()
    {
        lock (_lock)
        {
            if (Interlocked.Exchange(ref _made, null) is { } made)
                return made;
            if (_state == State.Reading)
                return (_wanted = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            _state = State.Idle;
            return null;
        }
    }

    /// <summary>Interrupts what is being made when a token is cancelled.</summary>
    public CancellationTokenRegistration StopWith(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);

    /// <summary>Nobody will take what is made ahead: it is freed.</summary>
    /// <returns>Done when nothing is read any longer.</returns>
    public Task Drop()
    {
        Task<RecordBatch?>? left;
        bool isReading;
        lock (_lock)
        {
            _isDropped = true;
            left = Interlocked.Exchange(ref _made, null);
            isReading = _state == State.Reading;
            if (!isReading)
                _state = State.Idle;
        }
        Free(left);
        _stop.Cancel();
        return isReading ? _ended.Task : Task.CompletedTask;
    }

    // Goes on while the reader waits for more; else the next batch waits for the reader.
    private void Make()
    {
        lock (_lock)
        {
            if (_state != State.Queued)
                return;
            _state = State.Reading;
        }
        while (Hand(MadeNow()))
        {
        }
    }

    private Task<RecordBatch?> MadeNow()
    {
        try
        {
            return Task.FromResult(read(_stop.Token));
        }
        catch (Exception failure)
        {
            return Task.FromException<RecordBatch?>(failure);
        }
    }

    private bool Hand(Task<RecordBatch?> made)
    {
        TaskCompletionSource<RecordBatch?>? wanted;
        bool goesOn, isDropped;
        lock (_lock)
        {
            (wanted, _wanted) = (_wanted, null);
            isDropped = _isDropped;
            goesOn = wanted is not null && made.IsCompletedSuccessfully && made.Result is not null && !isDropped;
            if (!goesOn)
                _state = State.Idle;
            if (wanted is null && !isDropped)
                _made = made;
        }
        wanted?.SetFromTask(made);
        if (wanted is null && isDropped)
            Free(made);
        if (isDropped)
            _ended.TrySetResult();
        return goesOn;
    }

    // To look at the failure of what nobody wants is all that is done about it.
    private static void Free(Task<RecordBatch?>? made)
    {
        if (made is not null && made.Exception is null)
            made.Result?.Dispose();
    }
}
