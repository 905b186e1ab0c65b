using System.Collections.Concurrent;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Verify;

internal delegate void ScalarBody(ref PluginScalarCall batch);

internal delegate void WindowBody(ref PluginWindowCall partition);

/// <summary>A plugin put together from lambdas, so that a test can break one thing.</summary>
internal sealed class MadePlugin : Plugin
{
    public override PluginDescription Description { get; } = new("made", "1.0.0") { BuildId = "test" };

    public override IReadOnlyList<PluginScalar> Scalars => ScalarList;

    public override IReadOnlyList<PluginAggregate> Aggregates => AggregateList;

    public override IReadOnlyList<PluginWindow> Windows => WindowList;

    public override IReadOnlyList<PluginTableProvider> TableProviders => ProviderList;

    public override IReadOnlyList<PluginRelationPlanner> RelationPlanners => PlannerList;

    public List<PluginScalar> ScalarList { get; init; } = [];

    public List<PluginAggregate> AggregateList { get; init; } = [];

    public List<PluginWindow> WindowList { get; init; } = [];

    public List<PluginTableProvider> ProviderList { get; init; } = [];

    public List<PluginRelationPlanner> PlannerList { get; init; } = [];
}

internal sealed class MadeScalar(ArrowType argument, ArrowType result, ScalarBody body, string? defaultJson = null)
    : PluginScalar("made_scalar", [new PluginParameter("a", argument), new PluginParameter("b", argument) { DefaultJson = defaultJson }])
{
    public Func<object>? State { get; init; }

    public override object? NewState(object? bound) => State?.Invoke();

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("result", result);

    public override void Invoke(ref PluginScalarCall batch) => body(ref batch);
}

internal sealed class MadeWindow(WindowBody body) : PluginWindow("made_window", [new PluginParameter("a", ArrowType.Int64)])
{
    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("result", ArrowType.Int64);

    public override void Evaluate(ref PluginWindowCall partition) => body(ref partition);
}

internal sealed class MadePlanner(Func<string, string?> rewrite) : PluginRelationPlanner("made_planner")
{
    public override string? Rewrite(string syntaxTreeJson) => rewrite(syntaxTreeJson);
}

/// <summary>Sums longs; each part of it can be left out.</summary>
internal sealed unsafe class MadeSum : PluginAggregate
{
    private readonly ConcurrentDictionary<nint, nint> _mergedInto = [];

    public MadeSum() : base("made_sum", [new PluginParameter("a", ArrowType.Int64)])
    {
    }

    public bool ForgetsToMerge { get; init; }

    public bool CountsNulls { get; init; }

    public bool ClearsOnFinish { get; init; }

    public bool ForgetsToInitialize { get; init; }

    public bool FreesTheMerged { get; init; }

    public override int StateSizeBytes => sizeof(long);

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("result", ArrowType.Int64);

    public override void Initialize(void* state)
    {
        if (!ForgetsToInitialize)
            *(long*)state = 0;
    }

    public override void Update(ref PluginAggregateCall rows)
    {
        ReadOnlySpan<long> values = rows.Argument(0).Values<long>();
        for (int row = 0; row < rows.RowCount; row++)
            if (CountsNulls || !rows.Argument(0).IsNull(row))
                *(long*)rows.States[row] += values[row] + 1;
    }

    public override void Merge(void** sources, void** targets, int count)
    {
        for (int i = 0; i < count && !ForgetsToMerge; i++)
        {
            *(long*)targets[i] += *(long*)sources[i];
            _mergedInto[(nint)sources[i]] = (nint)targets[i];
        }
    }

    public override void Destroy(ReadOnlySpan<nint> states)
    {
        foreach (nint state in states)
            if (_mergedInto.TryRemove(state, out nint target) && FreesTheMerged)
                *(long*)target = 0;
    }

    public override void Finish(ReadOnlySpan<nint> states, ref ColumnResult result)
    {
        for (int i = 0; i < states.Length; i++)
        {
            result.Values<long>()[i] = *(long*)states[i];
            if (ClearsOnFinish)
                *(long*)states[i] = 0;
        }
    }
}

/// <summary>Ids from 0, with a filter on them that can lie.</summary>
internal sealed class MadeProvider : PluginTableProvider
{
    public MadeProvider() : base("made_rows")
    {
    }

    public long Rows { get; init; } = 100;

    public bool LosesRows { get; init; }

    public bool KeepsOthers { get; init; }

    public bool IgnoresProjection { get; init; }

    public long? SaysRows { get; init; }

    public int LimitFault { get; init; }

    public bool ReusesMemory { get; init; }

    public bool GivesNull { get; init; }

    public bool IsEmptyWithoutEnd { get; init; }

    public override PluginTable Open(string optionsJson)
    {
        using System.Text.Json.JsonDocument options = System.Text.Json.JsonDocument.Parse(optionsJson);
        return options.RootElement.ValueKind == System.Text.Json.JsonValueKind.Object
            ? new Table(this)
            : throw new ArgumentException("The options are no object.");
    }

    private sealed class Table(MadeProvider made) : PluginTable
    {
        public override Schema Schema { get; } = new(new Field("id", ArrowType.Int64, Nullable: false), new Field("twice", ArrowType.Int64));

        public override PluginRowCount? RowCount => new(made.SaysRows ?? made.Rows, IsExact: true);

        public override string? SnapshotId => "only";

        public override IReadOnlyList<FilterSupport> Support(IReadOnlyList<PluginFilter> filters) =>
            [.. filters.Select(filter => filter is { Column: 0, Operator: FilterOperator.Less } ? FilterSupport.Exact : FilterSupport.Unsupported)];

        public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
        {
            IReadOnlyList<int> columns = made.IgnoresProjection ? [0, 1] : request.Projection ?? [0, 1];
            Schema schema = new([.. columns.Select(column => Schema.Fields[column])]);
            return RecordBatchReader.From(schema, Batches(schema, columns, request, cancellationToken));
        }

        private IEnumerable<RecordBatch> Batches(Schema schema, IReadOnlyList<int> columns, PluginScanRequest request, CancellationToken cancellationToken)
        {
            long end = request.Filters is [{ } filter] && !made.KeepsOthers
                ? Math.Min(made.Rows, filter.Values!.Column(0).Values<long>()[0] - (made.LosesRows ? 1 : 0))
                : made.Rows;
            end = request.LimitRows is { } limit ? Math.Min(end, limit - made.LimitFault) : end;
            OverwrittenBatch? kept = null;
            try
            {
                for (long first = 0; first < end; first += made.IsEmptyWithoutEnd ? 0 : 1000)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    RecordBatch batch = Batch(schema, columns, first, made.IsEmptyWithoutEnd ? 0 : (int)Math.Min(1000, end - first));
                    if (made.ReusesMemory && columns.Count > 0)
                        kept ??= new OverwrittenBatch(batch);
                    yield return batch;
                }
            }
            finally
            {
                kept?.Dispose();
            }
        }

        private RecordBatch Batch(Schema schema, IReadOnlyList<int> columns, long first, int count)
        {
            if (columns.Count == 0)
                return new RecordBatch(schema, count, []);
            using RecordBatchWriter writer = new(schema);
            for (int i = 0; i < columns.Count; i++)
                for (long id = first; id < first + count; id++)
                {
                    if (made.GivesNull && id == 7)
                        writer[i].AppendNull();
                    else
                        writer.Column<FixedWriter<long>>(i).Append(columns[i] == 0 ? id : 2 * id);
                }
            return writer.Finish();
        }
    }
}

/// <summary>Keeps the memory of a batch, and writes over its first value at the end.</summary>
internal sealed unsafe class OverwrittenBatch : IDisposable
{
    private readonly ArrowMemory _memory;
    private readonly long* _first;

    public OverwrittenBatch(RecordBatch batch)
    {
        _memory = batch.Column(0).Memory;
        _memory.AddReference();
        fixed (long* first = batch.Column(0).Values<long>())
            _first = first;
    }

    public void Dispose()
    {
        *_first = -1;
        _memory.Release();
    }
}
