using Weir.Arrow;

namespace Weir.Sessions;

/// <summary>The rows of a query whose tables are held to contracts: tells a row that breaks one as such.</summary>
/// <param name="inner">The engine's stream; belongs to this.</param>
/// <param name="violation">The error for a failure at such a row; null for other failures.</param>
internal sealed class ContractReader(RecordBatchReader inner, Func<WeirException, WeirException?> violation) : RecordBatchReader
{
    public override Schema Schema => inner.Schema;

    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        try
        {
            return inner.Read(cancellationToken);
        }
        catch (WeirException failure) when (violation(failure) is not null)
        {
            throw violation(failure)!;
        }
    }

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
