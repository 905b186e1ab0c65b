using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>What the log of a Delta table says, as a table that is made while it is read: only the columns that are asked for.</summary>
/// <typeparam name="TRow">What there is a row of.</typeparam>
/// <param name="columns">The columns.</param>
/// <param name="partitionCount">Parts that can be read at once.</param>
/// <param name="rows">The rows of a part.</param>
internal sealed class LogTable<TRow>(IReadOnlyList<LogColumn<TRow>> columns, int partitionCount, Func<int, CancellationToken, IEnumerable<TRow>> rows) : PluginTable
{
    private const int BatchRows = 8 * 1024;

    public override Schema Schema { get; } = new([.. columns.Select(column => column.Field)]);

    public override int PartitionCount => partitionCount;

    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
    {
        LogColumn<TRow>[] wanted = [.. (request.Projection ?? [.. Enumerable.Range(0, columns.Count)]).Select(column => columns[column])];
        // An engine that counts asks for no column; rows need one to be counted.
        Schema schema = new([.. wanted.Select(column => column.Field)]);
        return RecordBatchReader.From(schema, wanted.Length == 0
            ? Counted(schema, request.Partition, cancellationToken)
            : Batches(schema, wanted, request.Partition, cancellationToken));
    }

    private IEnumerable<RecordBatch> Batches(Schema schema, LogColumn<TRow>[] wanted, int partition, CancellationToken cancellationToken)
    {
        using RecordBatchWriter writer = new(schema);
        foreach (TRow row in rows(partition, cancellationToken))
        {
            for (int i = 0; i < wanted.Length; i++)
                wanted[i].Append(writer[i], row);
            if (writer.RowCount == BatchRows)
                yield return writer.Finish();
        }
        if (writer.RowCount > 0)
            yield return writer.Finish();
    }

    private IEnumerable<RecordBatch> Counted(Schema schema, int partition, CancellationToken cancellationToken)
    {
        foreach (TRow[] some in rows(partition, cancellationToken).Chunk(BatchRows))
            yield return new RecordBatch(schema, some.Length, []);
    }
}
