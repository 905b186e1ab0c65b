using Weir.Arrow;
using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>The streams of a registered table, as one query reads them: the first is opened with the query, others where it reads the table again.</summary>
internal sealed class StreamTable : PluginTable
{
    private readonly string _name;
    private readonly StreamTableSource _source;
    private RecordBatchReader? _first;

    /// <exception cref="WeirException">WEIR8057: the stream was read before.</exception>
    public StreamTable(string name, StreamTableSource source, CancellationToken cancellationToken)
    {
        (_name, _source) = (name, source);
        _first = Open(cancellationToken);
        Schema = _first.Schema;
    }

    public override Schema Schema { get; }

    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
    {
        RecordBatchReader stream = Interlocked.Exchange(ref _first, null) ?? Open(cancellationToken);
        int[] columns = [.. request.Projection ?? [.. Enumerable.Range(0, Schema.Fields.Count)]];
        return RecordBatchReader.From(new Schema([.. columns.Select(column => Schema.Fields[column])]), Batches(stream, columns, cancellationToken));
    }

    protected override void Dispose(bool disposing)
    {
        Interlocked.Exchange(ref _first, null)?.Dispose();
        base.Dispose(disposing);
    }

    private RecordBatchReader Open(CancellationToken cancellationToken) => _source.TryOpen(cancellationToken) ?? throw CatalogErrors.StreamUsed(_name);

    private static IEnumerable<RecordBatch> Batches(RecordBatchReader stream, int[] columns, CancellationToken cancellationToken)
    {
        using RecordBatchReader owned = stream;
        Schema schema = new([.. columns.Select(column => stream.Schema.Fields[column])]);
        while (stream.Read(cancellationToken) is { } batch)
        {
            // A column is shared, so it outlives the batch that it came in.
            using (batch)
                yield return new RecordBatch(schema, batch.RowCount, [.. columns.Select(column => batch.Column(column))]);
        }
    }
}
