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
        (_first, Schema) = Open(cancellationToken);
    }

    public override Schema Schema { get; }

    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
    {
        RecordBatchReader stream = Interlocked.Exchange(ref _first, null) ?? Open(cancellationToken).Stream;
        int[] columns = [.. request.Projection ?? [.. Enumerable.Range(0, Schema.Fields.Count)]];
        return RecordBatchReader.From(new Schema([.. columns.Select(column => Schema.Fields[column])]), Batches(stream, columns, cancellationToken));
    }

    protected override void Dispose(bool disposing)
    {
        Interlocked.Exchange(ref _first, null)?.Dispose();
        base.Dispose(disposing);
    }

    // What the program throws is an error of the query that reads its table, as everything else that ends a query is.
    private (RecordBatchReader Stream, Schema Schema) Open(CancellationToken cancellationToken)
    {
        RecordBatchReader? stream = null;
        try
        {
            stream = _source.Open(cancellationToken, out bool isUsed);
            return isUsed ? throw CatalogErrors.StreamUsed(_name) : stream is null ? throw CatalogErrors.StreamMissing(_name) : (stream, stream.Schema);
        }
        catch (Exception cause) when (IsOfProgram(cause, cancellationToken))
        {
            stream?.Dispose();
            throw CatalogErrors.StreamFailed(_name, "cannot be opened", cause);
        }
    }

    private IEnumerable<RecordBatch> Batches(RecordBatchReader stream, int[] columns, CancellationToken cancellationToken)
    {
        using RecordBatchReader owned = stream;
        Schema schema = new([.. columns.Select(column => stream.Schema.Fields[column])]);
        while (Read(stream, cancellationToken) is { } batch)
        {
            // A column is shared, so it outlives the batch that it came in.
            using (batch)
                yield return new RecordBatch(schema, batch.RowCount, [.. columns.Select(column => batch.Column(column))]);
        }
    }

    private RecordBatch? Read(RecordBatchReader stream, CancellationToken cancellationToken)
    {
        try
        {
            return stream.Read(cancellationToken);
        }
        catch (Exception cause) when (IsOfProgram(cause, cancellationToken))
        {
            throw CatalogErrors.StreamFailed(_name, "cannot be read to its end", cause);
        }
    }

    private static bool IsOfProgram(Exception cause, CancellationToken cancellationToken) =>
        cause is not WeirException && !(cause is OperationCanceledException && cancellationToken.IsCancellationRequested);
}
