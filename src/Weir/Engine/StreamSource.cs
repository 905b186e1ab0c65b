using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// An Arrow stream that SQL may read once. The engine asks for chunks on one of its threads; ending
/// the registration waits for that, after waking the reader. Owns the reader.
/// </summary>
internal sealed class StreamSource : IDisposable
{
    private const int ChunkRowsMax = 2048;

    private readonly RecordBatchReader _reader;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private bool _taken;
    private bool _disposed;
    private RecordBatch?[] _cuts = [];
    private int[] _projection = [];
    private int _rows;
    private int _offset;

    /// <exception cref="WeirException">WEIR4016: the engine cannot take a column.</exception>
    public StreamSource(DuckConnectionHandle connection, string name, RecordBatchReader reader)
    {
        Name = name;
        _reader = reader;
        List<StreamColumn> columns = [];
        try
        {
            foreach (Field field in reader.Schema.Fields)
                columns.Add(new StreamColumn(connection, name, field));
        }
        catch
        {
            columns.ForEach(column => column.Dispose());
            throw;
        }
        Columns = columns;
    }

    /// <summary>The name in SQL, for errors.</summary>
    public string Name { get; }

    public IReadOnlyList<StreamColumn> Columns { get; }

    /// <summary>Begins the one reading.</summary>
    /// <param name="projection">The columns wanted, in the order of the chunk.</param>
    /// <exception cref="WeirException">WEIR4017: it was read before, or the registration has ended.</exception>
    public void Begin(int[] projection)
    {
        lock (_lock)
        {
            if (_disposed)
                throw EngineErrors.StreamConsumed(Name, "is no longer registered");
            if (_taken)
                throw EngineErrors.StreamConsumed(Name, "was read before; a stream can be read once");
            _taken = true;
            _projection = projection;
        }
    }

    /// <summary>Fills a chunk with the next rows; a chunk of no rows is the end.</summary>
    public void Fill(nint chunk)
    {
        lock (_lock)
        {
            int rows = Advance() ? Math.Min(ChunkRowsMax, _rows - _offset) : 0;
            for (int i = 0; i < _projection.Length && rows > 0; i++)
                Columns[_projection[i]].Fill(_cuts[i]!, _offset, rows, DuckApiVector.ChunkVector(chunk, (ulong)i));
            DuckApiVector.SetChunkSize(chunk, (ulong)rows);
            _offset += rows;
        }
    }

    /// <summary>Wakes the reader if the stream is being read: the statement that reads it was interrupted.</summary>
    public void Interrupt()
    {
        if (Volatile.Read(ref _taken) && !Volatile.Read(ref _disposed))
            _stop.Cancel();
    }

    /// <summary>Gives back what the reading holds; the rows that are left are never read.</summary>
    public void EndScan()
    {
        lock (_lock)
            DropCuts();
    }

    public void Dispose()
    {
        _stop.Cancel();
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            DropCuts();
            _reader.Dispose();
            foreach (StreamColumn column in Columns)
                column.Dispose();
        }
    }

    private bool Advance()
    {
        while (_offset == _rows)
        {
            DropCuts();
            if (_disposed)
                throw EngineErrors.StreamConsumed(Name, "is no longer registered");
            using RecordBatch? batch = Next();
            if (batch is null)
                return false;
            _cuts = new RecordBatch?[_projection.Length];
            for (int i = 0; i < _cuts.Length; i++)
                _cuts[i] = Columns[_projection[i]].Cut(batch, _projection[i]);
            _rows = batch.RowCount;
        }
        return true;
    }

    private RecordBatch? Next()
    {
        RecordBatch? batch = _reader.Read(_stop.Token);
        if (batch is null || batch.Schema.Equals(_reader.Schema))
            return batch;
        string found = batch.Schema.ToString();
        batch.Dispose();
        throw new InvalidOperationException($"A batch of schema ({found}) came, where the stream's schema is ({_reader.Schema}).");
    }

    private void DropCuts()
    {
        foreach (RecordBatch? cut in _cuts)
            cut?.Dispose();
        _cuts = [];
        _rows = 0;
        _offset = 0;
    }
}
