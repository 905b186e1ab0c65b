namespace Weir.Diagnostics;

/// <summary>Keeps the newest records in memory, for tests and for pages that show what goes on. Safe for use by many threads.</summary>
public sealed class InMemoryDiagnosticsSink : IDiagnosticsSink
{
    /// <summary>Records that are kept unless another number is asked for.</summary>
    public const int CapacityDefault = 4096;

    private readonly Lock _lock = new();
    private readonly Queue<DiagnosticsRecord> _records = new();
    private readonly int _capacity;
    private long _dropped;

    /// <summary>Makes a sink without records.</summary>
    /// <param name="capacity">Records that are kept, 1 or more; the oldest go.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public InMemoryDiagnosticsSink(int capacity = CapacityDefault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <summary>The records that are kept, oldest first: a copy.</summary>
    public IReadOnlyList<DiagnosticsRecord> Records
    {
        get
        {
            lock (_lock)
                return [.. _records];
        }
    }

    /// <summary>The events among <see cref="Records"/>.</summary>
    public IReadOnlyList<DiagnosticsEvent> Events => [.. Records.OfType<DiagnosticsEvent>()];

    /// <summary>The artefacts among <see cref="Records"/>.</summary>
    public IReadOnlyList<DiagnosticsArtifact> Artifacts => [.. Records.OfType<DiagnosticsArtifact>()];

    /// <summary>Records that had to go for newer ones.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Forgets all records.</summary>
    public void Clear()
    {
        lock (_lock)
            _records.Clear();
    }

    /// <inheritdoc/>
    public void RecordEvent(DiagnosticsEvent diagnosticsEvent) => Keep(diagnosticsEvent);

    /// <inheritdoc/>
    public void RecordArtifact(DiagnosticsArtifact artifact) => Keep(artifact);

    private void Keep(DiagnosticsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        lock (_lock)
        {
            if (_records.Count == _capacity)
            {
                _records.Dequeue();
                Interlocked.Increment(ref _dropped);
            }
            _records.Enqueue(record);
        }
    }
}
