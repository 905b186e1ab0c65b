using Weir.Arrow;

namespace Weir.Sessions;

/// <summary>A stream that tells how many rows have passed, and leaves the stream behind it to its owner.</summary>
internal sealed class CountingReader(RecordBatchReader inner) : RecordBatchReader
{
    private long _rows;

    public override Schema Schema => inner.Schema;

    /// <summary>Rows so far; may be asked from any thread.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        RecordBatch? batch = inner.Read(cancellationToken);
        Interlocked.Add(ref _rows, batch?.RowCount ?? 0);
        return batch;
    }
}
