using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Plugins.Process;

/// <summary>The batches of a scan in a child process: each is made when it is asked for, and copied out of the shared memory.</summary>
internal sealed unsafe class ProcessReader(
    WorkerLink link, int generation, long scan, string called, Schema schema, CancellationToken scanToken) : RecordBatchReader
{
    private bool _isDisposed;

    public override Schema Schema => schema;

    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        WorkerProcess worker = link.Running(generation)
            ?? throw PluginProcessErrors.StateLost(link.Terms.Request.Name, called, "scan");
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(scanToken, cancellationToken);
        both.Token.ThrowIfCancellationRequested();
        using WorkerCall question = new(link.Terms, worker, called, WireOperation.TableRead, token: both.Token);
        question.Header->Subject = scan;
        question.Ask();
        long place = Volatile.Read(ref question.Header->Answer);
        long count = Volatile.Read(ref question.Header->AnswerBytes);
        if (count == 0)
            return null;
        return question.Channel.Holds(place, count)
            ? Batch(question, place, count)
            : throw question.Lie($"a batch of {count} bytes at {place}");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (_isDisposed)
            return;
        _isDisposed = true;
        link.Release(generation, scan, called);
    }

    // The reader of IPC streams copies the batch before it looks at it, and checks every row.
    private RecordBatch Batch(WorkerCall question, long place, long count)
    {
        RecordBatch? batch;
        try
        {
            using ArrowIpcReader reader = new(new UnmanagedMemoryStream(question.Channel.Base + place, count));
            batch = reader.Read();
        }
        catch (WeirException e)
        {
            throw question.Lie(e.Message, e);
        }
        if (batch is null || !batch.Schema.Equals(schema))
        {
            batch?.Dispose();
            throw question.Lie($"a batch of ({batch?.Schema}) in a stream of ({schema})");
        }
        return batch;
    }
}
