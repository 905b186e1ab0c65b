using Weir.Arrow;

namespace Weir.Plugins.Guard;

/// <summary>A table whose calls are watched and whose answers are checked. Owns the table of the plugin.</summary>
internal sealed class GuardedTable : PluginTable
{
    private readonly PluginTable _inner;
    private readonly CallWatch _watch;
    private readonly int _export;

    private GuardedTable(PluginTable inner, CallWatch watch, int export, Schema schema, int partitions)
    {
        _inner = inner;
        _watch = watch;
        _export = export;
        Schema = schema;
        PartitionCount = partitions;
    }

    public override Schema Schema { get; }

    public override int PartitionCount { get; }

    public override PluginRowCount? RowCount
    {
        get
        {
            using CallScope scope = new(_watch, _export, PluginOperation.Describe);
            try
            {
                PluginRowCount? count = _inner.RowCount;
                return count is { Rows: < 0 } ? throw scope.Wrong($"{count.Value.Rows} rows") : count;
            }
            catch (Exception e)
            {
                throw scope.Fault(e);
            }
        }
    }

    public override string? SnapshotId
    {
        get
        {
            using CallScope scope = new(_watch, _export, PluginOperation.Describe);
            try
            {
                return _inner.SnapshotId;
            }
            catch (Exception e)
            {
                throw scope.Fault(e);
            }
        }
    }

    public static GuardedTable Open(CallWatch watch, int export, PluginOperation operation, Func<PluginTable> open)
    {
        using CallScope scope = new(watch, export, operation);
        PluginTable? table = null;
        try
        {
            table = open() ?? throw scope.Wrong("no table");
            Schema schema = table.Schema ?? throw scope.Wrong("a table without schema");
            int partitions = table.PartitionCount;
            if (partitions < 1)
                throw scope.Wrong($"a table of {partitions} partitions");
            scope.InTime();
            return new GuardedTable(table, watch, export, schema, partitions);
        }
        catch (Exception e)
        {
            table?.Dispose();
            throw scope.Fault(e);
        }
    }

    public override IReadOnlyList<FilterSupport> Support(IReadOnlyList<PluginFilter> filters)
    {
        using CallScope scope = new(_watch, _export, PluginOperation.Support);
        try
        {
            IReadOnlyList<FilterSupport> answers = _inner.Support(filters);
            if (answers is null || answers.Count != filters.Count)
                throw scope.Wrong($"{answers?.Count ?? 0} answers to {filters.Count} filters");
            foreach (FilterSupport answer in answers)
                if (answer is < FilterSupport.Unsupported or > FilterSupport.Exact)
                    throw scope.Wrong($"the answer {(int)answer} to a filter");
            scope.InTime();
            return answers;
        }
        catch (Exception e)
        {
            throw scope.Fault(e);
        }
    }

    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
    {
        // Outlives the scan's call: the deadline of each batch ends the whole scan.
        CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        RecordBatchReader? reader = null;
        try
        {
            using CallScope scope = new(_watch, _export, PluginOperation.Scan, ending);
            try
            {
                reader = _inner.Scan(request, ending.Token) ?? throw scope.Wrong("no stream of batches");
                Schema wanted = Wanted(request);
                if (!reader.Schema.Equals(wanted))
                    throw scope.Wrong($"a stream of ({reader.Schema}) where ({wanted}) was asked for");
                scope.InTime();
                return new GuardedReader(reader, wanted, _watch, _export, ending);
            }
            catch (Exception e)
            {
                throw scope.Fault(e, cancellationToken);
            }
        }
        catch
        {
            reader?.Dispose();
            ending.Dispose();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (_watch.Stuck is not null)
            return;
        using CallScope scope = new(_watch, _export, PluginOperation.Release);
        try
        {
            _inner.Dispose();
        }
        catch (Exception e)
        {
            scope.Tell(e);
        }
    }

    private Schema Wanted(PluginScanRequest request) => request.Projection is null
        ? Schema
        : new Schema(request.Projection.Select(column => Schema.Fields[column]), Schema.Metadata);
}
