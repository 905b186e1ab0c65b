using Weir.Arrow;
using Weir.CodeGraph.Sources;
using Weir.Plugins;

namespace Weir.CodeGraph.Relations;

/// <summary>
/// A relation over one code base. Each partition is a run of files; a file that the query's filters on <c>path</c>
/// leave out is not parsed, and nothing is bound before a row that needs it is asked for.
/// </summary>
internal sealed class RelationTable<TRow>(CodeBase codeBase, CodeRelation<TRow> relation) : PluginTable
{
    private const int BatchRows = 2048, PartitionsMax = 64, TextBytesMax = 1 << 20;

    private readonly int _fileParts = Math.Clamp(codeBase.Documents.Count, 1, PartitionsMax);

    public override Schema Schema { get; } = new(relation.Columns.Select(column => column.Field));

    public override string SnapshotId => codeBase.SnapshotId;

    public override int PartitionCount => _fileParts + (relation.OfCodeBase is null ? 0 : 1);

    public override IReadOnlyList<FilterSupport> Support(IReadOnlyList<PluginFilter> filters) =>
        [.. filters.Select(filter => Schema.Fields[filter.Column].Name is "path" or "kind" && filter.Operator is >= FilterOperator.Equal and <= FilterOperator.StartsWith
            ? FilterSupport.Exact
            : FilterSupport.Unsupported)];

    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
    {
        int[] columns = [.. request.Projection ?? Enumerable.Range(0, relation.Columns.Count)];
        Schema wanted = new(columns.Select(column => Schema.Fields[column]));
        return RecordBatchReader.From(wanted, Batches(wanted, columns, request, cancellationToken));
    }

    private IEnumerable<RecordBatch> Batches(Schema wanted, int[] columns, PluginScanRequest request, CancellationToken cancellationToken)
    {
        using RecordBatchWriter writer = new(wanted);
        RelationColumn<TRow>[] filled = [.. columns.Select(column => relation.Columns[column])];
        ColumnWriter[] targets = [.. columns.Select((_, i) => writer[i])];
        int rows = 0;
        IEnumerable<TRow> all = Rows(request, cancellationToken);
        foreach (TRow row in request.LimitRows is { } limit ? Limited(all, limit) : all)
        {
            for (int i = 0; i < filled.Length; i++)
                filled[i].Append(targets[i], row);
            if (++rows < BatchRows && !IsFull(targets))
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            yield return columns.Length == 0 ? new RecordBatch(wanted, rows, []) : writer.Finish();
            rows = 0;
        }
        if (rows > 0)
            yield return columns.Length == 0 ? new RecordBatch(wanted, rows, []) : writer.Finish();
    }

    // The text of nodes can be long.
    private static bool IsFull(ColumnWriter[] columns)
    {
        foreach (ColumnWriter column in columns)
            if (column is BytesWriter { ByteCount: > TextBytesMax })
                return true;
        return false;
    }

    private IEnumerable<TRow> Rows(PluginScanRequest request, CancellationToken cancellationToken)
    {
        TextFilter paths = FilterOn("path", request), kinds = FilterOn("kind", request);
        if (request.Partition == _fileParts)
        {
            foreach ((string path, TRow row) in relation.OfCodeBase!(codeBase))
                if (paths.Allows(path) && kinds.Allows(relation.Kind(row)))
                    yield return row;
            yield break;
        }
        int count = codeBase.Documents.Count;
        for (int i = (int)((long)count * request.Partition / _fileParts); i < (long)count * (request.Partition + 1) / _fileParts; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SourceDocument document = codeBase.Documents[i];
            if (!paths.Allows(document.Path))
                continue;
            foreach (TRow row in relation.OfFile(new RelationScan(codeBase, document, kinds, cancellationToken)))
                if (kinds.IsEmpty || kinds.Allows(relation.Kind(row)))
                    yield return row;
        }
    }

    private TextFilter FilterOn(string column, PluginScanRequest request) =>
        new([.. (request.Filters ?? []).Where(filter => Schema.Fields[filter.Column].Name == column)]);

    private static IEnumerable<TRow> Limited(IEnumerable<TRow> rows, long limit)
    {
        if (limit <= 0)
            yield break;
        foreach (TRow row in rows)
        {
            yield return row;
            if (--limit == 0)
                yield break;
        }
    }
}
