using System.Threading.Channels;

namespace Weir.Diagnostics;

/// <summary>
/// Records on their way to something slow: a bounded number waits, one task takes them in order, and its failures come back to
/// whoever records next, so that the host logs and counts them. Safe for use by many threads.
/// </summary>
internal sealed class RecordQueue : IAsyncDisposable, IDisposable
{
    private readonly Channel<DiagnosticsRecord> _waiting;
    private readonly Task _work;
    private Exception? _failure;
    private long _dropped;

    /// <param name="capacity">Records that may wait.</param>
    /// <param name="work">Takes records until there are no more; what can fail in it runs guarded.</param>
    public RecordQueue(int capacity, Func<ChannelReader<DiagnosticsRecord>, Task> work)
    {
        _waiting = Channel.CreateBounded<DiagnosticsRecord>(capacity);
        // Its spans and scopes are not those of who happens to make the sink.
        using (ExecutionContext.SuppressFlow())
            _work = Task.Run(() => work(_waiting.Reader));
    }

    /// <summary>Records that never came to where they should: no place was left, or writing them failed.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Adds a record; one for which there is no place, or which comes after the end, is dropped and counted.</summary>
    /// <exception cref="Exception">Writing of earlier records failed; this one was taken.</exception>
    public void Add(DiagnosticsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!_waiting.Writer.TryWrite(record))
            Interlocked.Increment(ref _dropped);
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Runs what can fail for some records: they are counted then, and the failure is told once.</summary>
    public async Task Guard(int records, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Lost(records, failure);
        }
    }

    private void Lost(int records, Exception failure)
    {
        Interlocked.Add(ref _dropped, records);
        Interlocked.Exchange(ref _failure, failure);
    }

    /// <summary>As the other, for what does not wait.</summary>
    public void Guard(int records, Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure)
        {
            Lost(records, failure);
        }
    }

    /// <summary>Takes no more, and waits until what waits is done.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _work.ConfigureAwait(false);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _work.GetAwaiter().GetResult();
    }
}
