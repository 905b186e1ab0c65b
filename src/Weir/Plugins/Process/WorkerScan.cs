using Weir.Arrow;

namespace Weir.Plugins.Process;

/// <summary>A scan that a worker reads for its host. Owns the plugin's stream.</summary>
internal sealed class WorkerScan(WorkerTable table, PluginScanRequest request) : IDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private RecordBatchReader? _reader;

    /// <summary>Cancelled when the host asks for it; the scan is at its end then.</summary>
    public CancellationTokenSource Ending => _ending;

    public RecordBatchReader Reader => _reader ?? throw new InvalidOperationException("The scan has not begun.");

    public void Begin() => _reader = table.Table.Scan(request, _ending.Token) ?? throw table.Wrong("no stream of batches");

    /// <summary>The next batch, as the stream promised it; null at the end.</summary>
    public RecordBatch? Next()
    {
        RecordBatch? batch = Reader.Read(_ending.Token);
        if (batch is null || batch.Schema.Equals(Reader.Schema))
            return batch;
        using (batch)
            throw table.Wrong($"a batch of ({batch.Schema}) in a stream of ({Reader.Schema})");
    }

    public void Dispose()
    {
        _reader?.Dispose();
        foreach (PluginFilter filter in request.Filters ?? [])
            filter.Values?.Dispose();
        _ending.Dispose();
    }
}
