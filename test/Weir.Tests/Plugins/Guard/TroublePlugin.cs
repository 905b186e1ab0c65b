using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Guard;

/// <summary>A plugin whose functions do what a test tells them.</summary>
internal sealed class TroublePlugin : Plugin
{
    /// <summary>What the scalar function <c>trouble</c> does with a call.</summary>
    public Action<PluginCallControl> OnCall { get; set; } = _ => { };

    /// <summary>What scans give instead of their one batch.</summary>
    public Func<Schema, CancellationToken, RecordBatchReader>? OnScan { get; set; }

    public bool IsDisposed { get; private set; }

    public override PluginDescription Description { get; } = new("trouble", "2.0.0");

    public override IReadOnlyList<PluginScalar> Scalars => [new Function(this)];

    public override IReadOnlyList<PluginTableProvider> TableProviders => [new Provider(this)];

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        IsDisposed = true;
    }

    private sealed class Function(TroublePlugin plugin) : PluginScalar("trouble", [new("a", ArrowType.Int64), new("b", ArrowType.Int64)])
    {
        public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Int64);

        public override void Invoke(ref PluginScalarCall batch)
        {
            plugin.OnCall(batch.Control);
            for (int row = 0; row < batch.RowCount; row++)
                batch.Result.Values<long>()[row] = batch.Argument(0).Values<long>()[row] + batch.Argument(1).Values<long>()[row];
        }
    }

    private sealed class Provider(TroublePlugin plugin) : PluginTableProvider("troubles")
    {
        public override PluginTable Open(string optionsJson) => new Table(plugin);
    }

    private sealed class Table(TroublePlugin plugin) : PluginTable
    {
        public override Schema Schema { get; } = new(new Field("id", ArrowType.Int64));

        public override IReadOnlyList<FilterSupport> Support(IReadOnlyList<PluginFilter> filters) => [FilterSupport.Exact];

        public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken) =>
            plugin.OnScan?.Invoke(Schema, cancellationToken) ?? RecordBatchReader.From(Schema, []);
    }
}
