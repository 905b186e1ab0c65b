using System.Runtime.CompilerServices;

namespace Weir.Arrow;

/// <summary>
/// A stream of batches of one schema, read forward once. Bounded memory: a batch exists from its
/// <see cref="Read"/> until its owner disposes it. Not safe for use by several threads at once.
/// </summary>
public abstract class RecordBatchReader : IDisposable
{
    /// <summary>The schema of every batch.</summary>
    public abstract Schema Schema { get; }

    /// <summary>Reads the next batch; waits for the producer.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>A batch that the caller disposes, or null at the end.</returns>
    /// <exception cref="WeirException">The producer failed, or what it gave is invalid.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract RecordBatch? Read(CancellationToken cancellationToken = default);

    /// <summary>
    /// All batches that are left. Each is the caller's to dispose. The work of <see cref="Read"/>
    /// runs on the thread pool.
    /// </summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The batches in order.</returns>
    public virtual async IAsyncEnumerable<RecordBatch> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await Task.Run(() => Read(cancellationToken), cancellationToken).ConfigureAwait(false) is RecordBatch batch)
            yield return batch;
    }

    /// <summary>A reader over batches that are pulled one by one, each handed on to the caller of <see cref="Read"/>.</summary>
    /// <param name="schema">The schema of every batch.</param>
    /// <param name="batches">The batches; those never pulled are never made.</param>
    /// <returns>A reader that disposes the enumeration with itself.</returns>
    public static RecordBatchReader From(Schema schema, IEnumerable<RecordBatch> batches) =>
        new EnumeratedReader(schema, batches.GetEnumerator());

    /// <summary>Ends the stream and frees what it holds. Further calls do nothing.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the stream holds.</summary>
    /// <param name="disposing">Always true; there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    private sealed class EnumeratedReader(Schema schema, IEnumerator<RecordBatch> batches) : RecordBatchReader
    {
        public override Schema Schema => schema;

        public override RecordBatch? Read(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return batches.MoveNext() ? batches.Current : null;
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            batches.Dispose();
        }
    }
}
