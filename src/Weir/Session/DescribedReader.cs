using Weir.Arrow;

namespace Weir.Sessions;

/// <summary>A stream whose columns have metadata that the engine does not know of. The memory of the batches is shared.</summary>
/// <param name="inner">The stream; disposed with this one.</param>
/// <param name="schema">Its schema, with metadata.</param>
internal sealed class DescribedReader(RecordBatchReader inner, Schema schema) : RecordBatchReader
{
    public override Schema Schema => schema;

    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        using RecordBatch? batch = inner.Read(cancellationToken);
        return batch is null ? null : new RecordBatch(schema, batch.RowCount, batch.Columns);
    }

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
