using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>A stream held to a policy's limits: one row or one millisecond too many ends it with an error, never a shorter answer.</summary>
/// <param name="inner">The stream.</param>
/// <param name="rowsMax">Most rows; null for any number.</param>
/// <param name="time">The time that is left; null for any. Disposed with the stream.</param>
internal sealed class BoundedReader(RecordBatchReader inner, long? rowsMax, TimeLimit? time) : RecordBatchReader
{
    private long _rows;

    public override Schema Schema => inner.Schema;

    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        RecordBatch? batch = time is null ? inner.Read(cancellationToken) : time.Within(inner.Read, cancellationToken);
        _rows += batch?.RowCount ?? 0;
        if (rowsMax is not { } limit || _rows <= limit)
            return batch;
        batch?.Dispose();
        throw SqlPolicyErrors.Rows(limit);
    }

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        time?.Dispose();
        base.Dispose(disposing);
    }
}
