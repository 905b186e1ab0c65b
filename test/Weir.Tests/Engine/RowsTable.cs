using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Engine;

/// <summary>Rows of an id, a text and a list, in batches of a given size; remembers what it was asked and counts what is open.</summary>
internal sealed class RowsTable(long rows, int partitions = 1, int batchRows = 5000) : PluginTable
{
    private readonly List<PluginScanRequest> _requests = [];
    private int _open;

    public override Schema Schema { get; } = new(
        new Field("id", ArrowType.Int64), new Field("label", ArrowType.Utf8), new Field("parts", new ListType(new Field("item", ArrowType.Int32))));

    public override PluginRowCount? RowCount => new(rows, IsExact: true);

    public override int PartitionCount => partitions;

    public IReadOnlyList<PluginScanRequest> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <summary>Readers that are not disposed.</summary>
    public int Open => Volatile.Read(ref _open);

    public int Disposed { get; private set; }

    /// <summary>Changes a batch before it is given; owns what it gets.</summary>
    public Func<RecordBatch, RecordBatch>? Spoil { get; init; }

    /// <summary>The row at which reading fails.</summary>
    public long? FailsAt { get; init; }

    /// <summary>True when there is always one more batch.</summary>
    public bool IsEndless { get; init; }

    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
    {
        lock (_requests)
            _requests.Add(request);
        Interlocked.Increment(ref _open);
        return new Reader(this, request);
    }

    protected override void Dispose(bool disposing)
    {
        Disposed++;
        base.Dispose(disposing);
    }

    private RecordBatch Batch(Schema schema, IReadOnlyList<int> columns, long from, int count)
    {
        if (columns.Count == 0)
            return new RecordBatch(schema, count, []);
        using RecordBatchWriter writer = new(schema);
        for (int i = 0; i < columns.Count; i++)
            for (long id = from; id < from + count; id++)
                Append(writer[i], columns[i], id);
        return writer.Finish();
    }

    private static void Append(ColumnWriter writer, int column, long id)
    {
        switch (column)
        {
            case 0:
                ((FixedWriter<long>)writer).Append(id);
                break;
            case 1 when id % 10 == 9:
                writer.AppendNull();
                break;
            case 1:
                ((BytesWriter)writer).Append($"the row of the number {id}");
                break;
            default:
                ((FixedWriter<int>)((ListWriter)writer).Element).Append((int)id);
                ((ListWriter)writer).EndRow();
                break;
        }
    }

    private sealed class Reader(RowsTable table, PluginScanRequest request) : RecordBatchReader
    {
        private readonly IReadOnlyList<int> _columns = request.Projection ?? [0, 1, 2];
        private long _next = request.Partition;
        private bool _disposed;

        public override Schema Schema => new(_columns.Select(column => table.Schema.Fields[column]));

        // Partition p has the blocks p, p + partitions, and so on.
        public override RecordBatch? Read(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long from = _next * table.BatchRows;
            _next += table.PartitionCount;
            if (from >= table.Rows && !table.IsEndless)
                return null;
            if (from <= table.FailsAt && table.FailsAt < from + table.BatchRows)
                throw new InvalidOperationException("the disk is gone");
            RecordBatch batch = table.Batch(Schema, _columns, from, table.IsEndless ? table.BatchRows : (int)Math.Min(table.BatchRows, table.Rows - from));
            return table.Spoil?.Invoke(batch) ?? batch;
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (_disposed)
                return;
            _disposed = true;
            Interlocked.Decrement(ref table._open);
        }
    }

    private int BatchRows => batchRows;

    private long Rows => rows;
}
