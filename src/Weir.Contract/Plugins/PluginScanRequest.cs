namespace Weir.Plugins;

/// <summary>
/// What a scan shall give. Absent (null), empty and filled are three different things: no projection means all
/// columns, an empty one means rows without columns (for counting).
/// </summary>
/// <param name="Partition">From 0, below <see cref="PluginTable.PartitionCount"/>.</param>
public sealed record PluginScanRequest(int Partition)
{
    /// <summary>Indexes into the table's schema, in the order that is wanted. Null: all columns; empty: rows without columns.</summary>
    public IReadOnlyList<int>? Projection { get; init; }

    /// <summary>
    /// Conditions that must all hold, those only that <see cref="PluginTable.Support"/> did not call unsupported.
    /// Null: the query has none or pushes none down; empty: it asked, and none was supported.
    /// </summary>
    public IReadOnlyList<PluginFilter>? Filters { get; init; }

    /// <summary>The scan may end after so many rows that fit; 0 asks for none. Null: no limit.</summary>
    public long? LimitRows { get; init; }
}
