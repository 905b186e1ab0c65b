using Weir.Arrow;

namespace Weir.Cli.Rows;

/// <summary>
/// Where the rows of a result go. One call of <see cref="Begin"/>, a call of <see cref="Write"/> for
/// each batch, one call of <see cref="End"/>; memory stays bounded however many rows pass.
/// </summary>
/// <remarks>Not thread-safe. Batches stay the caller's.</remarks>
internal abstract class RowSink : IDisposable
{
    /// <exception cref="UsageException">The format cannot show a result of this schema.</exception>
    public abstract void Begin(Schema schema);

    public abstract void Write(RecordBatch batch);

    /// <summary>Ends the result; until then a reader can tell that it is not whole.</summary>
    public abstract void End();

    public virtual void Dispose()
    {
    }
}
