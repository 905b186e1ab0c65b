using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>The relation that has a row a file, as SQL reads it.</summary>
/// <param name="rows">All rows; belongs to this.</param>
internal sealed class FileRelation(RecordBatch rows) : PluginTable
{
    // A thread a part; fewer rows are not worth one.
    private const int PartRows = 128 * 1024;
    private const int BatchRows = 32 * 1024;

    public override Schema Schema => rows.Schema;

    public override PluginRowCount? RowCount => new PluginRowCount(rows.RowCount, IsExact: true);

    public override int PartitionCount => Math.Max(1, (rows.RowCount + PartRows - 1) / PartRows);

    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
    {
        int[] columns = [.. request.Projection ?? [.. Enumerable.Range(0, rows.Schema.Fields.Count)]];
        Schema schema = new([.. columns.Select(column => rows.Schema.Fields[column])]);
        int first = request.Partition * PartRows;
        return RecordBatchReader.From(schema, Batches(schema, columns, first, Math.Min(first + PartRows, rows.RowCount)));
    }

    protected override void Dispose(bool disposing)
    {
        rows.Dispose();
        base.Dispose(disposing);
    }

    private IEnumerable<RecordBatch> Batches(Schema schema, int[] columns, int first, int end)
    {
        for (int start = first; start < end; start += BatchRows)
        {
            using RecordBatch part = rows.Slice(start, Math.Min(BatchRows, end - start));
            yield return new RecordBatch(schema, part.RowCount, [.. columns.Select(column => part.Column(column))]);
        }
    }
}
