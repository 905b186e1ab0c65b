using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// The rows of one statement as an Arrow stream. Holds its connection from the start of the statement
/// until <see cref="RecordBatchReader.Dispose()"/>, or until the rows end or fail, whichever is first.
/// One thread reads; any thread may dispose, also while a read runs: that read then fails, and closes.
/// </summary>
internal sealed class DuckResultReader : RecordBatchReader
{
    /// <summary>Rows of a batch when the caller does not say.</summary>
    public const int BatchRowsDefault = 65_536;

    // A batch also ends when its values take this much, so that wide rows do not take unbounded memory.
    private const long BatchBytesMax = 64L << 20;

    // Idle <-> Reading; a disposer turns Idle into Closed and closes, or Reading into Closing, and the reader closes.
    private enum State { Idle, Reading, Closing, Closed }

    private readonly ConnectionGate _connection;
    private readonly ConnectionGate.Lease _lease;
    private readonly IDisposable? _ownedStatement;
    private readonly DuckResultHandle _result;
    private readonly ArrowExport _export;
    private readonly string _sql;
    private readonly int _batchRows;
    private readonly long _interruptsBefore;
    private readonly long _faultsBefore;
    private int _rowsWanted = 1;
    private bool _ended, _isComplete;
    private State _state = State.Idle;

    internal DuckResultReader(
        ConnectionGate connection, ConnectionGate.Lease lease, DuckResultHandle result, string sql, int batchRows, IDisposable? ownedStatement)
    {
        _connection = connection;
        _result = result;
        _sql = sql;
        _batchRows = batchRows;
        _export = new ArrowExport(connection.Handle, result);
        _ownedStatement = ownedStatement;
        _interruptsBefore = connection.Interrupts;
        _faultsBefore = connection.Faults.Last;
        _lease = lease;
        lease.PassTo(this, sql);
    }

    public override Schema Schema => _export.Schema;

    /// <summary>What the engine calls the types of the columns.</summary>
    public IReadOnlyList<EngineType> Types => _export.Types;

    /// <inheritdoc/>
    /// <exception cref="WeirException">WEIR4xxx: the statement failed; WEIR4011 also when another one has spoiled the database.</exception>
    /// <exception cref="InvalidOperationException">Another thread reads.</exception>
    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        State before = Interlocked.CompareExchange(ref _state, State.Reading, State.Idle);
        if (before is State.Closing or State.Closed && !_ended && _connection is { IsClosed: true, IsSpoiled: true })
            throw EngineErrors.EngineReplaced(_sql);
        if (before is State.Closing or State.Closed && !_ended)
            throw WasDisposed();
        if (before != State.Idle)
            return _ended ? null : throw new InvalidOperationException("The stream is being read by another thread.");
        try
        {
            return ReadBatch(cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && Interlocked.CompareExchange(ref _state, State.Closing, State.Closing) == State.Closing)
        {
            _ended = true;
            throw WasDisposed();
        }
        catch
        {
            _ended = true;
            throw;
        }
        finally
        {
            bool keep = !_ended && Interlocked.CompareExchange(ref _state, State.Idle, State.Reading) == State.Reading;
            if (!keep)
                Close();
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        while (true)
        {
            switch (Interlocked.CompareExchange(ref _state, State.Closed, State.Idle))
            {
                case State.Idle:
                    Close();
                    return;
                case State.Reading when Interlocked.CompareExchange(ref _state, State.Closing, State.Reading) == State.Reading:
                    _connection.Interrupt();
                    return;
                case State.Closing or State.Closed:
                    return;
            }
        }
    }

    private ObjectDisposedException WasDisposed() => _connection.IsClosed ? Disposed.Runtime() : Disposed.Result();

    private RecordBatch? ReadBatch(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<RecordBatch> parts = [];
        try
        {
            int rows = 0;
            long bytes = 0;
            while (rows < _rowsWanted && bytes < BatchBytesMax)
            {
                if (Fetch(cancellationToken) is not RecordBatch part)
                {
                    _ended = _isComplete = true;
                    break;
                }
                parts.Add(part);
                rows += part.RowCount;
                bytes += BatchSize.BytesOf(part);
            }
            _rowsWanted = Math.Min(_batchRows, Math.Max(rows * 2, _rowsWanted));
            return Join(parts);
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }
    }

    // Takes the only part out of the list, so that it is not disposed.
    private static RecordBatch? Join(List<RecordBatch> parts)
    {
        if (parts.Count != 1)
            return parts.Count == 0 ? null : RecordBatch.Concat(parts);
        RecordBatch only = parts[0];
        parts.Clear();
        return only;
    }

    private RecordBatch? Fetch(CancellationToken cancellationToken)
    {
        Interruption interruption = new(_connection, cancellationToken);
        using DuckChunkHandle chunk = DuckApiResult.FetchChunk(_result.Result);
        interruption.Dispose();
        if (cancellationToken.IsCancellationRequested)
            throw _connection.Failure(null, _sql, cancellationToken);
        if (!chunk.IsInvalid)
            return _export.Convert(chunk);
        string? late = ReadError();
        return late is null ? null : throw LateError(late, cancellationToken);
    }

    // A worker that fails interrupts the others, and for results without order the engine may then
    // report that interrupt in place of the failure. A failure of our own callbacks is still known.
    private Exception LateError(string report, CancellationToken cancellationToken)
    {
        Exception error = _connection.Failure(report, _sql, cancellationToken);
        if (error is not OperationCanceledException || cancellationToken.IsCancellationRequested || _connection.Interrupts != _interruptsBefore)
            return error;
        return _connection.Faults.FirstAfter(_faultsBefore) ?? EngineErrors.LateErrorLost(_sql);
    }

    private unsafe string? ReadError() => EngineText.Read(DuckApiResult.Error(ref _result.Result));

    // Runs once: whoever leaves the stream last, reader or disposer, gets here. Workers that look for a row that never comes end by an
    // interrupt alone, and the end of the query waits for them.
    private void Close()
    {
        Interlocked.Exchange(ref _state, State.Closed);
        if (!_isComplete)
            _connection.Interrupt();
        _export.Dispose();
        _result.Dispose();
        _ownedStatement?.Dispose();
        _connection.EndQuery();
        _lease.Dispose();
    }
}
