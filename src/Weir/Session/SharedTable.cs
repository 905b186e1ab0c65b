using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>A table that others hold too.</summary>
/// <param name="inner">The table.</param>
/// <param name="release">Told once, when this holder lets go.</param>
internal sealed class SharedTable(PluginTable inner, Action release) : PluginTable
{
    private int _isDisposed;

    public override Schema Schema => inner.Schema;

    public override PluginRowCount? RowCount => inner.RowCount;

    public override string? SnapshotId => inner.SnapshotId;

    public override int PartitionCount => inner.PartitionCount;

    public override IReadOnlyList<FilterSupport> Support(IReadOnlyList<PluginFilter> filters) => inner.Support(filters);

    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken) => inner.Scan(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            release();
        base.Dispose(disposing);
    }
}
