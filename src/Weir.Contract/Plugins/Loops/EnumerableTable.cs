using Weir.Arrow;

namespace Weir.Plugins.Loops;

/// <summary>A table whose rows an enumeration makes while they are read; one enumeration for each scan.</summary>
/// <typeparam name="T">One row.</typeparam>
/// <param name="schema">The columns.</param>
/// <param name="rows">Starts an enumeration.</param>
/// <param name="append">Appends a row to all columns.</param>
public sealed class EnumerableTable<T>(
    Schema schema, Func<CancellationToken, IEnumerable<T>> rows, Action<RecordBatchWriter, T> append) : PluginTable
{
    private const int BatchRows = 2048;

    /// <inheritdoc/>
    public override Schema Schema => schema;

    /// <inheritdoc/>
    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Schema wanted = request.Projection is null ? schema : new Schema(request.Projection.Select(i => schema.Fields[i]));
        IEnumerable<T> limited = request.LimitRows is long limit ? First(limit, cancellationToken) : rows(cancellationToken);
        return RecordBatchReader.From(wanted, Batches(limited, wanted, request.Projection, cancellationToken));
    }

    private IEnumerable<T> First(long limit, CancellationToken cancellationToken)
    {
        if (limit <= 0)
            yield break;
        foreach (T row in rows(cancellationToken))
        {
            yield return row;
            if (--limit == 0)
                yield break;
        }
    }

    private IEnumerable<RecordBatch> Batches(
        IEnumerable<T> from, Schema wanted, IReadOnlyList<int>? projection, CancellationToken cancellationToken)
    {
        using RecordBatchWriter writer = new(schema);
        foreach (T row in from)
        {
            append(writer, row);
            if (writer.RowCount < BatchRows)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            yield return Project(writer.Finish(), wanted, projection);
        }
        if (writer.RowCount > 0)
            yield return Project(writer.Finish(), wanted, projection);
    }

    private static RecordBatch Project(RecordBatch batch, Schema wanted, IReadOnlyList<int>? projection)
    {
        if (projection is null)
            return batch;
        using (batch)
            return new RecordBatch(wanted, batch.RowCount, [.. projection.Select(batch.Column)]);
    }
}
