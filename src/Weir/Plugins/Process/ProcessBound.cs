namespace Weir.Plugins.Process;

/// <summary>
/// One call of a scalar function as its statement bound it. A fresh child has not seen it and is told before its
/// first batch. Safe for use by many threads.
/// </summary>
internal sealed unsafe class ProcessBound(WorkerLink link, int function, string called, byte[] binding) : IDisposable
{
    private readonly Lock _lock = new();
    private int _generation;
    private long _number;

    /// <summary>What the child keeps it under.</summary>
    public long NumberIn(WorkerProcess worker)
    {
        lock (_lock)
        {
            if (_generation == worker.Generation)
                return _number;
            using WorkerCall question = new(link.Terms, worker, called, WireOperation.ScalarBind, function);
            question.Put(binding);
            question.Ask();
            _number = Volatile.Read(ref question.Header->Made);
            _generation = worker.Generation;
            return _number;
        }
    }

    public void Dispose() => link.Release(_generation, _number, called);
}
