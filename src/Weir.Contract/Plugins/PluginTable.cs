using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>A table as it was when it was opened. Scans may run at once on several threads.</summary>
public abstract class PluginTable : IDisposable
{
    /// <summary>The columns.</summary>
    public abstract Schema Schema { get; }

    /// <summary>Rows, when they are known without reading; null when not.</summary>
    public virtual PluginRowCount? RowCount => null;

    /// <summary>Names this state of the table, so that a run can be told again; null when the source has no such name.</summary>
    public virtual string? SnapshotId => null;

    /// <summary>Parts that can be read at once, at least 1. The rows of all parts are the rows of the table.</summary>
    public virtual int PartitionCount => 1;

    /// <summary>What the table can do with each of some filters.</summary>
    /// <param name="filters">Conditions of a query that must all hold.</param>
    /// <returns>One answer a filter, in order.</returns>
    public virtual IReadOnlyList<FilterSupport> Support(IReadOnlyList<PluginFilter> filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        return [.. filters.Select(_ => FilterSupport.Unsupported)];
    }

    /// <summary>Reads one partition.</summary>
    /// <param name="request">What is wanted of it.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    /// <returns>Batches with exactly the wanted columns; the caller disposes it.</returns>
    public abstract RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken);

    /// <summary>Frees what the table holds; no scan runs.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the table holds.</summary>
    /// <param name="disposing">Always true; there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
