namespace Weir.Plugins.Process;

/// <summary>The state of one thread of a scalar function; made in the child when it is first needed there. Used by one thread at a time.</summary>
internal sealed unsafe class ProcessState(WorkerLink link, int function, string called, ProcessBound bound) : IDisposable
{
    private int _generation;
    private long _number;

    /// <summary>What the child keeps it under.</summary>
    public long NumberIn(WorkerProcess worker)
    {
        if (_generation == worker.Generation)
            return _number;
        long subject = bound.NumberIn(worker);
        using WorkerCall question = new(link.Terms, worker, called, WireOperation.ScalarState, function);
        question.Header->Subject = subject;
        question.Ask();
        _number = Volatile.Read(ref question.Header->Made);
        _generation = worker.Generation;
        return _number;
    }

    public void Dispose() => link.Release(_generation, _number, called);
}
