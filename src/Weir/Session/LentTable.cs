using Weir.Arrow;
using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>
/// A table whose rows are those of the query that runs: plans that read it stay good for the next query. Used by one query at a time.
/// </summary>
/// <param name="schema">The columns, which all tables have that are lent.</param>
internal sealed class LentTable(Schema schema) : PluginTable
{
    private PluginTable? _lent;

    public override Schema Schema => schema;

    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
    {
        Invariant.Holds(_lent is not null);
        return _lent.Scan(request, cancellationToken);
    }

    /// <summary>Has the rows of a table until the answer is disposed.</summary>
    /// <param name="table">A table of one partition; belongs to the answer.</param>
    public IDisposable Lend(PluginTable table)
    {
        Invariant.Holds(_lent is null && table.PartitionCount == 1);
        _lent = table;
        return new Loan(this, table);
    }

    private sealed class Loan(LentTable borrower, PluginTable table) : IDisposable
    {
        public void Dispose()
        {
            borrower._lent = null;
            table.Dispose();
        }
    }
}
