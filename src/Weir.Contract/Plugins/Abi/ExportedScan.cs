using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary>
/// A running scan whose host cancels through a number in memory. The number is looked at before each batch, and
/// every so often while a batch is made, so that the scan's token ends long work too.
/// </summary>
internal sealed unsafe class ExportedScan : RecordBatchReader
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _cancellation = new();
    private readonly ReceivedFilters? _filters;
    private readonly PluginCallControl _control;
    private readonly ITimer? _timer;
    private readonly Lock _look = new();
    private RecordBatchReader? _reader;
    private bool _isEnded;

    private ExportedScan(ReceivedFilters? filters, PluginCallControl control)
    {
        _filters = filters;
        _control = control;
        if (control.Flag != null)
            _timer = TimeProvider.System.CreateTimer(static scan => ((ExportedScan)scan!).LookOnTimer(), this, LookEvery, LookEvery);
    }

    public CancellationToken CancellationToken => _cancellation.Token;

    public override Schema Schema => _reader!.Schema;

    /// <summary>Takes the filters over, also on failure. The control lives as long as the scan.</summary>
    public static ExportedScan Start(PluginTable table, PluginScanRequest request, ReceivedFilters? filters, AbiControl* control)
    {
        ExportedScan scan = new(filters, new PluginCallControl(control == null ? null : control->Cancelled));
        try
        {
            scan._reader = table.Scan(request, scan.CancellationToken);
            return scan;
        }
        catch
        {
            scan.Dispose();
            throw;
        }
    }

    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        Look();
        return _reader!.Read(_cancellation.Token);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _timer?.Dispose();
        lock (_look)
            _isEnded = true;
        _reader?.Dispose();
        _filters?.Dispose();
        _cancellation.Dispose();
    }

    // The host's number is gone once the scan has ended: a late look must not read it.
    private void Look()
    {
        lock (_look)
        {
            if (!_isEnded && _control.IsCancellationRequested)
                _cancellation.Cancel();
        }
    }

    private void LookOnTimer()
    {
        try
        {
            Look();
        }
        catch (AggregateException fault)
        {
            ExportFault.Trace("stop a scan", fault);
        }
    }
}
