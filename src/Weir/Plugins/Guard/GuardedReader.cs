using Weir.Arrow;

namespace Weir.Plugins.Guard;

/// <summary>The batches of a scan, each watched and checked. Owns the plugin's stream.</summary>
internal sealed class GuardedReader(RecordBatchReader inner, Schema schema, CallWatch watch, int export, CancellationTokenSource ending)
    : RecordBatchReader
{
    private bool _isDisposed;

    public override Schema Schema => schema;

    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource? both = cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending.Token)
            : null;
        using CallScope scope = Begin();
        RecordBatch? batch = null;
        try
        {
            batch = inner.Read(both?.Token ?? ending.Token);
            if (batch is not null && !ReferenceEquals(batch.Schema, schema) && !batch.Schema.Equals(schema))
                throw scope.Wrong($"a batch of ({batch.Schema}) in a stream of ({schema})");
            scope.InTime();
            return batch;
        }
        catch (Exception e)
        {
            batch?.Dispose();
            throw scope.Fault(e, both?.Token ?? ending.Token);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (watch.Stuck is not null)
            return;
        using (CallScope scope = Begin(PluginOperation.Release))
        {
            try
            {
                inner.Dispose();
            }
            catch (Exception e)
            {
                scope.Tell(e);
            }
        }
        ending.Dispose();
    }

    private CallScope Begin(PluginOperation operation = PluginOperation.Read) => new(watch, export, operation, ending);
}
