using Weir.Arrow;

namespace Weir.Sessions;

/// <summary>The rows of a query whose tables know better than the engine what a failure means.</summary>
/// <param name="inner">The engine's stream; belongs to this.</param>
/// <param name="told">The error for a failure; null for those that the engine tells as well.</param>
internal sealed class ToldReader(RecordBatchReader inner, Func<WeirException, WeirException?> told) : RecordBatchReader
{
    public override Schema Schema => inner.Schema;

    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        try
        {
            return inner.Read(cancellationToken);
        }
        catch (WeirException failure) when (told(failure) is not null)
        {
            throw told(failure)!;
        }
    }

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
