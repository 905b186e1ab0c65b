using Weir.Arrow;

namespace Weir.Plugins.Native;

/// <summary>The stream of a native table: its schema was checked, and every batch is.</summary>
internal sealed class NativeScan(RecordBatchReader stream, Schema schema, NativeScanControl control, NativeCalls calls, CancellationToken token)
    : RecordBatchReader
{
    private bool _isEnded;

    public override Schema Schema => schema;

    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        token.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenRegistration watch = control.Watch(cancellationToken);
        RecordBatch? batch;
        try
        {
            batch = stream.Read(cancellationToken);
        }
        catch (WeirException) when (token.IsCancellationRequested || cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException($"The scan of '{calls.Function}' of the plugin '{calls.Plugin}' was cancelled.");
        }
        catch (WeirException fault)
        {
            throw NativeCallErrors.Stream(calls.Plugin, calls.Function, fault.Message, fault);
        }
        return batch is null ? null : Checked(batch);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (_isEnded)
            return;
        _isEnded = true;
        stream.Dispose();
        control.Dispose();
    }

    private RecordBatch Checked(RecordBatch batch)
    {
        for (int i = 0; i < schema.Fields.Count; i++)
        {
            if (schema.Fields[i].Nullable || batch.Column(i).NullCount == 0)
                continue;
            string column = schema.Fields[i].Name;
            batch.Dispose();
            throw NativeCallErrors.Stream(calls.Plugin, calls.Function, $"column '{column}' holds NULL, but its schema promises that it has none");
        }
        return batch;
    }
}
