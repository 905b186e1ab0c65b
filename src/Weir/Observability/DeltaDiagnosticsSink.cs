using System.Threading.Channels;
using Weir.Arrow;

namespace Weir.Diagnostics;

/// <summary>
/// Keeps records in Delta tables, one a kind and version of its schema: <c>weir_delta_scan_plans_v1</c> and so on, below one
/// folder. Records are gathered and appended from a task of its own, on a small engine of its own that tells nobody and leaves
/// no spans and figures, so that nothing of the runtime waits for it. Safe for use by many threads; several sinks and processes may write to one folder.
/// </summary>
public sealed class DeltaDiagnosticsSink : IDiagnosticsSink, IAsyncDisposable, IDisposable
{
    private const long MemoryBytes = 256L << 20;

    private readonly string _root;
    private readonly DeltaSinkOptions _options;
    private readonly RecordQueue _queue;
    private readonly Dictionary<string, RecordTable> _tables = new(StringComparer.Ordinal);
    private WeirRuntime? _runtime;
    private Session? _session;

    /// <summary>Makes a sink; nothing is written before records come.</summary>
    /// <param name="root">The folder of the tables; made when needed.</param>
    /// <param name="options">How records are gathered; null for the defaults.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public DeltaDiagnosticsSink(string root, DeltaSinkOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        _options = options ?? new DeltaSinkOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.QueueCapacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.BatchRecords, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.FlushInterval, TimeSpan.Zero);
        _root = Path.GetFullPath(root);
        _queue = new RecordQueue(_options.QueueCapacity, WriteAsync);
    }

    /// <summary>Records that are in no table: no place was left for them, or they could not be written.</summary>
    public long Dropped => _queue.Dropped;

    /// <inheritdoc/>
    /// <exception cref="WeirException">Records that came before could not be written.</exception>
    public void RecordEvent(DiagnosticsEvent diagnosticsEvent) => Keep(diagnosticsEvent);

    /// <inheritdoc/>
    /// <exception cref="WeirException">Records that came before could not be written.</exception>
    public void RecordArtifact(DiagnosticsArtifact artifact) => Keep(artifact);

    /// <summary>Writes what waits, then closes its engine. Records that come later are dropped.</summary>
    public void Dispose()
    {
        _queue.Dispose();
        Close();
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync().ConfigureAwait(false);
        Close();
    }

    private void Keep(DiagnosticsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (_options.Names?.Contains(record.Name) != false)
            _queue.Add(record);
    }

    private void Close()
    {
        using WeirTelemetry.MuteLease mute = WeirTelemetry.Mute();
        _session?.Dispose();
        _runtime?.Dispose();
    }

    private async Task WriteAsync(ChannelReader<DiagnosticsRecord> records)
    {
        while (await records.WaitToReadAsync().ConfigureAwait(false))
        {
            List<DiagnosticsRecord> batch = await GatherAsync(records).ConfigureAwait(false);
            foreach (IGrouping<string, DiagnosticsRecord> rows in batch.GroupBy(record => $"{record.Name}_v{record.SchemaVersion}"))
            {
                DiagnosticsRecord[] list = [.. rows];
                await _queue.Guard(list.Length, () => AppendAsync(rows.Key, list)).ConfigureAwait(false);
            }
        }
    }

    // What there is when the batch is full, its time is over, or no more comes.
    private async Task<List<DiagnosticsRecord>> GatherAsync(ChannelReader<DiagnosticsRecord> records)
    {
        List<DiagnosticsRecord> batch = [];
        using CancellationTokenSource gathered = new();
        Task over = Task.Delay(_options.FlushInterval, _options.TimeProvider, gathered.Token);
        while (batch.Count < _options.BatchRecords)
        {
            if (records.TryRead(out DiagnosticsRecord? record))
            {
                batch.Add(record);
                continue;
            }
            Task<bool> more = records.WaitToReadAsync().AsTask();
            if (await Task.WhenAny(more, over).ConfigureAwait(false) == over || !await more.ConfigureAwait(false))
                break;
        }
        await gathered.CancelAsync().ConfigureAwait(false);
        return batch;
    }

    private async Task AppendAsync(string name, DiagnosticsRecord[] records)
    {
        using WeirTelemetry.MuteLease mute = WeirTelemetry.Mute();
        _runtime ??= WeirRuntime.Open(new WeirOptions { Threads = 1, MemoryLimitBytes = MemoryBytes, TimeProvider = _options.TimeProvider, StateFolder = "" });
        _session ??= _runtime.NewSession();
        if (!_tables.TryGetValue(name, out RecordTable? table))
            _tables.Add(name, table = RecordTable.Of(records[0].Kind));
        using RecordBatchReader rows = RecordBatchReader.From(table.Schema, Enumerable.Repeat(records, 1).Select(table.Rows));
        await _session.WriteAsync(new DatasetLocation(Path.Combine(_root, name)), rows, DeltaWriteMode.Append).ConfigureAwait(false);
    }
}
