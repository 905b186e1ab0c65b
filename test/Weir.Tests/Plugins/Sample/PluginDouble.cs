using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Sample;

/// <summary>A plugin of whatever a test gives it, which counts what is asked of it.</summary>
internal sealed class PluginDouble(string name, string version = "1.0.0") : Plugin
{
    public override PluginDescription Description { get; } = new(name, version);

    public List<PluginScalar> Functions { get; } = [];

    public List<PluginTableProvider> Providers { get; } = [];

    public override IReadOnlyList<PluginScalar> Scalars => Functions;

    public override IReadOnlyList<PluginTableProvider> TableProviders => Providers;

    public bool IsDisposed { get; private set; }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}

/// <summary>Gives one number, whatever the row.</summary>
internal sealed class NumberFunction(string name, long number) : PluginScalar(name, [])
{
    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Int64);

    public override void Invoke(ref PluginScalarCall batch) => batch.Result.Values<long>().Fill(number);
}

/// <summary>The tables of the sample, with every opening, scan and disposal written down.</summary>
internal sealed class WatchedProvider : PluginTableProvider
{
    private readonly Lock _lock = new();
    private readonly List<PluginScanRequest> _scans = [];
    private int _opened;
    private int _disposed;

    public WatchedProvider(string name = "watched") : base(name) => OptionsSchemaJson = new SampleRows().OptionsSchemaJson;

    /// <summary>Tables opened and tables disposed.</summary>
    public (int Opened, int Disposed) Tables => (Volatile.Read(ref _opened), Volatile.Read(ref _disposed));

    /// <summary>What was asked of scans so far, in no order.</summary>
    public IReadOnlyList<PluginScanRequest> Scans
    {
        get
        {
            lock (_lock)
                return [.. _scans];
        }
    }

    /// <summary>Put behind the snapshot id of the next tables.</summary>
    public string Suffix { get; set; } = "";

    public override PluginTable Open(string optionsJson)
    {
        Interlocked.Increment(ref _opened);
        return new Watched(this, new SampleRows().Open(optionsJson), Suffix);
    }

    private sealed class Watched(WatchedProvider owner, PluginTable inner, string suffix) : PluginTable
    {
        public override Schema Schema => inner.Schema;

        public override PluginRowCount? RowCount => inner.RowCount;

        public override string SnapshotId => inner.SnapshotId + suffix;

        public override int PartitionCount => inner.PartitionCount;

        public override IReadOnlyList<FilterSupport> Support(IReadOnlyList<PluginFilter> filters) => inner.Support(filters);

        public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
        {
            lock (owner._lock)
                owner._scans.Add(request);
            return inner.Scan(request, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            Interlocked.Increment(ref owner._disposed);
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
