using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Plugins.Process;

/// <summary>
/// A table in a child process. A fresh child opens it again for later scans, and it must be the same table then; scans
/// that were open end with the child they were in.
/// </summary>
internal sealed unsafe class ProcessTable : PluginTable
{
    private readonly Lock _lock = new();
    private readonly WorkerLink _link;
    private readonly string _called;
    private readonly WireOperation _operation;
    private readonly int _export;
    private readonly byte[] _opening;
    private readonly TableSurface _surface;
    private int _generation;
    private long _number;

    private ProcessTable(WorkerLink link, string called, WireOperation operation, int export, byte[] opening)
    {
        _link = link;
        _called = called;
        _operation = operation;
        _export = export;
        _opening = opening;
        _surface = Open(link.Current());
    }

    public override Schema Schema => _surface.Schema;

    public override int PartitionCount => _surface.PartitionCount;

    public override PluginRowCount? RowCount => _surface.RowCount;

    public override string? SnapshotId => _surface.SnapshotId;

    public static ProcessTable Open(WorkerLink link, string called, WireOperation operation, int export, byte[] opening) =>
        new(link, called, operation, export, opening);

    public override IReadOnlyList<FilterSupport> Support(IReadOnlyList<PluginFilter> filters)
    {
        WorkerProcess worker = _link.Current();
        long table = NumberIn(worker);
        using WireWriter payload = new();
        WireScan.WriteFilters(payload, filters);
        using WorkerCall question = new(_link.Terms, worker, _called, WireOperation.TableSupport);
        question.Header->Subject = table;
        question.Put(payload.ToArray());
        question.Ask();
        return question.Read(answer => answer.Items(() => (FilterSupport)answer.Number()));
    }

    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
    {
        WorkerProcess worker = _link.Current();
        long table = NumberIn(worker);
        using WireWriter payload = new();
        WireScan.Write(payload, request);
        using WorkerCall question = new(_link.Terms, worker, _called, WireOperation.TableScan, token: cancellationToken);
        question.Header->Subject = table;
        question.Put(payload.ToArray());
        question.Ask();
        long scan = Volatile.Read(ref question.Header->Made);
        return new ProcessReader(_link, worker.Generation, scan, _called, question.Read(answer => answer.Schema()), cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _link.Release(_generation, _number, _called);
    }

    private long NumberIn(WorkerProcess worker)
    {
        lock (_lock)
        {
            if (_generation != worker.Generation && !Open(worker).Equals(_surface))
            {
                _link.Release(_generation, _number, _called);
                _generation = 0;
                throw PluginProcessErrors.StateLost(_link.Terms.Request.Name, _called, $"table '{_surface.SnapshotId}'");
            }
            return _number;
        }
    }

    private TableSurface Open(WorkerProcess worker)
    {
        using WorkerCall question = new(_link.Terms, worker, _called, _operation, _export);
        question.Put(_opening);
        question.Ask();
        _number = Volatile.Read(ref question.Header->Made);
        _generation = worker.Generation;
        return question.Read(TableSurface.Read);
    }

    private sealed record TableSurface(Schema Schema, int PartitionCount, string? SnapshotId, PluginRowCount? RowCount)
    {
        public static TableSurface Read(WireReader reader)
        {
            (Schema schema, int partitions, string? snapshot) = (reader.Schema(), (int)reader.Number(), reader.OptionalText());
            bool isCounted = reader.Flag();
            PluginRowCount count = new(reader.Number(), reader.Flag());
            return new TableSurface(schema, partitions, snapshot, isCounted ? count : null);
        }
    }
}
