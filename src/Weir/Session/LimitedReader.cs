using Weir.Arrow;

namespace Weir.Sessions;

/// <summary>A stream that ends after a number of rows, and knows whether there were more.</summary>
internal sealed class LimitedReader(RecordBatchReader inner, long maxRows) : RecordBatchReader
{
    private long _left = maxRows;
    private bool _ended;

    public override Schema Schema => inner.Schema;

    /// <summary>True when rows were cut off; final once <see cref="Read"/> has answered null.</summary>
    public bool IsTruncated { get; private set; }

    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        while (!_ended)
        {
            RecordBatch? batch = inner.Read(cancellationToken);
            if (batch is null)
                break;
            if (batch.RowCount > 0)
                return Cut(batch);
            batch.Dispose();
        }
        _ended = true;
        return null;
    }

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }

    private RecordBatch? Cut(RecordBatch batch)
    {
        if (batch.RowCount <= _left)
        {
            _left -= batch.RowCount;
            return batch;
        }
        using (batch)
        {
            _ended = true;
            IsTruncated = true;
            return _left == 0 ? null : batch.Slice(0, (int)_left);
        }
    }
}
