using Weir.Arrow;

namespace Weir.Engine;

/// <summary>One reading of a table in a statement; its threads take partitions until none is left.</summary>
internal sealed class TableScan : IDisposable
{
    private readonly CallFlag _flag;
    private readonly CancellationTokenSource _stop = new();
    private int _partitions;

    /// <param name="source">The table.</param>
    /// <param name="projection">The columns wanted; -1 for one that only carries rows.</param>
    /// <param name="flag">Raised when the statement is cancelled.</param>
    public TableScan(EngineTableSource source, int[] projection, CallFlag flag)
    {
        Source = source.Share();
        Places = projection;
        Projection = [.. projection.Where(column => column >= 0)];
        _flag = flag;
        flag.Attach(_stop);
    }

    public EngineTableSource Source { get; }

    /// <summary>Columns of the table in the order in which they are read.</summary>
    public int[] Projection { get; }

    /// <summary>For each vector of a chunk the column, or -1.</summary>
    public int[] Places { get; }

    public CancellationToken Stop => _stop.Token;

    /// <summary>The next partition.</summary>
    /// <returns>False when all are taken.</returns>
    public bool TryTake(out int partition)
    {
        partition = Interlocked.Increment(ref _partitions) - 1;
        return partition < Source.PartitionCount;
    }

    public void Dispose()
    {
        _flag.Detach(_stop);
        Source.Dispose();
    }
}

/// <summary>One thread's part of a scan: the partition that it reads, and where in it it stands.</summary>
internal sealed class TableScanThread(TableScan scan) : IDisposable
{
    private RecordBatchReader? _reader;
    private RecordBatch?[] _cuts = [];
    private int _rows;
    private int _offset;

    public TableScan Scan => scan;

    /// <summary>Fills a chunk with the next rows; a chunk of no rows is the end.</summary>
    public unsafe void Fill(nint chunk)
    {
        int rows = Advance() ? Math.Min(EngineChunk.RowsMax, _rows - _offset) : 0;
        for (int i = 0, cut = 0; i < scan.Places.Length && rows > 0; i++)
        {
            nint vector = DuckApiVector.ChunkVector(chunk, (ulong)i);
            if (scan.Places[i] < 0)
                new Span<byte>(DuckApiVector.VectorData(vector), rows).Clear();
            else
                scan.Source.Columns[scan.Places[i]].Fill(_cuts[cut++]!, _offset, rows, vector);
        }
        DuckApiVector.SetChunkSize(chunk, (ulong)rows);
        _offset += rows;
    }

    public void Dispose()
    {
        DropCuts();
        _reader?.Dispose();
        _reader = null;
    }

    private bool Advance()
    {
        while (_offset == _rows)
        {
            DropCuts();
            scan.Stop.ThrowIfCancellationRequested();
            if (_reader is null && !Open())
                return false;
            using RecordBatch? batch = _reader!.Read(scan.Stop);
            if (batch is null)
            {
                _reader.Dispose();
                _reader = null;
                continue;
            }
            scan.Source.Require(batch.Schema, scan.Projection);
            _cuts = new RecordBatch?[scan.Projection.Length];
            for (int i = 0; i < _cuts.Length; i++)
                _cuts[i] = scan.Source.Columns[scan.Projection[i]].Cut(batch, i);
            _rows = batch.RowCount;
        }
        return true;
    }

    private bool Open()
    {
        if (!scan.TryTake(out int partition))
            return false;
        _reader = scan.Source.Scan(partition, scan.Projection, scan.Stop);
        scan.Source.Require(_reader.Schema, scan.Projection);
        return true;
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
