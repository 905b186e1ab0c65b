using Weir.Arrow;
using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>An opened table behind the C ABI; freed once.</summary>
internal sealed unsafe class NativeTable : PluginTable
{
    private const uint PartitionsMax = 1 << 20;

    private readonly AbiTable* _source;
    private readonly AbiTable _table;
    private readonly NativeCalls _calls;
    private Schema _schema = new();
    private string? _snapshotId;
    private int _isFreed;

    private NativeTable(AbiTable* source, AbiTable table, NativeCalls calls)
    {
        _source = source;
        _table = table;
        _calls = calls;
    }

    public override Schema Schema => _schema;

    public override PluginRowCount? RowCount => _table.RowCount < 0 ? null : new PluginRowCount(_table.RowCount, _table.RowCountIsExact != 0);

    public override string? SnapshotId => _snapshotId;

    public override int PartitionCount => (int)_table.PartitionCount;

    /// <summary>Takes over what a plugin opened.</summary>
    public static NativeTable Open(AbiTable* source, NativeCalls calls)
    {
        if (source == null)
            throw NativeCallErrors.Result(calls.Plugin, calls.Function, "it reported success, but the table is a null pointer");
        if (source->StructSize < sizeof(AbiTable) || source->StructSize > NativeHandshake.SizeMax)
            throw NativeCallErrors.Result(calls.Plugin, calls.Function, $"its table claims a struct_size of {source->StructSize}; this host takes {sizeof(AbiTable)} to {NativeHandshake.SizeMax}");
        AbiTable copy = *source;
        if (copy.Free == null || copy.Schema == null || copy.Scan == null)
            throw NativeCallErrors.Result(calls.Plugin, calls.Function, "schema, scan or free of its table is a null pointer");
        NativeTable table = new(source, copy, calls);
        try
        {
            table.ReadFacts();
            return table;
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<FilterSupport> Support(IReadOnlyList<PluginFilter> filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        if (_table.Support == null)
            return base.Support(filters);
        using SharedFilters shared = new(filters);
        int[] answers = new int[filters.Count + 1];
        AbiError error = AbiError.Empty;
        fixed (int* first = answers)
            _calls.Check(_table.Support(_table.Context, shared.Pointer, (uint)sizeof(AbiFilter), shared.Count, first, &error), &error);
        return [.. answers.Take(filters.Count).Select(answer => Enum.IsDefined((FilterSupport)answer)
            ? (FilterSupport)answer
            : throw NativeCallErrors.Result(_calls.Plugin, _calls.Function, $"{answer} is no answer to whether a filter is supported"))];
    }

    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        NativeScanControl control = new(cancellationToken);
        try
        {
            CArrowArrayStream stream = Start(request, control);
            return Open(&stream, request, control, cancellationToken);
        }
        catch
        {
            control.Dispose();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (Interlocked.Exchange(ref _isFreed, 1) == 0)
            _table.Free(_source);
    }

    private void ReadFacts()
    {
        if (_table.PartitionCount is 0 or > PartitionsMax || _table.RowCount < -1)
            throw NativeCallErrors.Result(_calls.Plugin, _calls.Function, $"its table claims {_table.PartitionCount} partitions and {_table.RowCount} rows");
        AbiError error = AbiError.Empty;
        CArrowSchema schema = default;
        _calls.Check(_table.Schema(_table.Context, &schema, &error), &error);
        try
        {
            _snapshotId = _table.SnapshotId.Read();
            _schema = ArrowC.ImportSchema(&schema);
        }
        catch (Exception fault) when (fault is WeirException or FormatException)
        {
            throw NativeCallErrors.Type(_calls.Plugin, _calls.Function, fault.Message, fault);
        }
        if (_schema.Fields.Select(field => NativeTypes.Fault(field.Type)).FirstOrDefault(found => found is not null) is string misfit)
            throw NativeCallErrors.Type(_calls.Plugin, _calls.Function, misfit);
    }

    private CArrowArrayStream Start(PluginScanRequest request, NativeScanControl control)
    {
        // One place more than columns: an empty projection is a pointer to nothing, not a null pointer.
        uint[] projection = [.. (request.Projection ?? []).Select(column => (uint)column), 0];
        using SharedFilters? filters = request.Filters is null ? null : new SharedFilters(request.Filters);
        AbiError error = AbiError.Empty;
        CArrowArrayStream stream = default;
        fixed (uint* columns = projection)
        {
            AbiScan scan = new()
            {
                StructSize = (uint)sizeof(AbiScan),
                Partition = (uint)request.Partition,
                Projection = request.Projection is null ? null : columns,
                ProjectionCount = (uint)(projection.Length - 1),
                Filters = filters is null ? null : filters.Pointer,
                FilterCount = filters?.Count ?? 0,
                FilterStride = (uint)sizeof(AbiFilter),
                Limit = request.LimitRows ?? -1,
            };
            int status = _table.Scan(_table.Context, &scan, control.Pointer, &stream, &error);
            if (status != (int)AbiStatus.Ok && stream.Release != null)
                stream.Release(&stream);
            _calls.Check(status, &error, new PluginCallControl(control.Pointer->Cancelled));
        }
        return stream;
    }

    private NativeScan Open(CArrowArrayStream* stream, PluginScanRequest request, NativeScanControl control, CancellationToken token)
    {
        if (stream->Release == null)
            throw NativeCallErrors.Stream(_calls.Plugin, _calls.Function, "the stream is released already or was never made");
        if (stream->GetSchema == null || stream->GetNext == null)
        {
            stream->Release(stream);
            throw NativeCallErrors.Stream(_calls.Plugin, _calls.Function, "get_schema or get_next is a null pointer");
        }
        RecordBatchReader? reader = null;
        try
        {
            reader = ArrowC.ImportStream(stream);
            Schema expected = new(request.Projection?.Select(column => _schema.Fields[column]) ?? _schema.Fields);
            CheckSame(reader.Schema, expected);
            return new NativeScan(reader, expected, control, _calls, token);
        }
        catch (WeirException fault)
        {
            reader?.Dispose();
            throw fault.Code.StartsWith("WEIR31", StringComparison.Ordinal) ? fault : NativeCallErrors.Stream(_calls.Plugin, _calls.Function, fault.Message, fault);
        }
    }

    private void CheckSame(Schema found, Schema expected)
    {
        bool isSame = found.Fields.Count == expected.Fields.Count
            && found.Fields.Zip(expected.Fields).All(pair => pair.First.Name == pair.Second.Name && pair.First.Type.Equals(pair.Second.Type));
        if (!isSame)
            throw NativeCallErrors.Stream(_calls.Plugin, _calls.Function, $"its schema is ({found}), but ({expected}) was asked for");
    }
}
