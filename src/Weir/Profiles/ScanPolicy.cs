namespace Weir;

/// <summary>How files are scanned. Immutable. What is null is the engine's own choice.</summary>
public sealed record ScanPolicy
{
    /// <summary>Whether statistics of columns are used in planning.</summary>
    public bool? CollectStatistics { get; init; }

    /// <summary>Whether filters are evaluated in the scan.</summary>
    public bool? PushdownFilters { get; init; }

    /// <summary>Whether the page index of Parquet files is used.</summary>
    public bool? EnablePageIndex { get; init; }

    /// <summary>Bytes at the end of a file that are read at once for its footer.</summary>
    public long? MetadataSizeHint { get; init; }

    /// <summary>Footers that are read at once.</summary>
    public int? MetaFetchConcurrency { get; init; }

    /// <summary>Plans that are made at once.</summary>
    public int? PlanningConcurrency { get; init; }

    /// <summary>Whether partition columns of plain files are guessed from folders.</summary>
    public bool? InferPartitions { get; init; }

    /// <summary>Whether texts are scanned as views.</summary>
    public bool? SchemaForceViewTypes { get; init; }

    /// <summary>Whether views of texts become texts in results.</summary>
    public bool? ExpandViewsAtOutput { get; init; }

    /// <summary>Whether plans show schemas.</summary>
    public bool? ExplainShowSchema { get; init; }
}

/// <summary>How tables are joined. Immutable. What is null is the engine's own choice.</summary>
public sealed record JoinPolicy
{
    /// <summary>Whether the order of joins is chosen by cost.</summary>
    public bool? ReorderJoins { get; init; }

    /// <summary>Whether both sides of a join are split over the threads.</summary>
    public bool? RepartitionJoins { get; init; }

    /// <summary>Whether hash joins come before merge joins.</summary>
    public bool? PreferHashJoin { get; init; }

    /// <summary>Bytes up to which a side of a join is given to every thread as a whole.</summary>
    public long? SinglePartitionThreshold { get; init; }
}

/// <summary>Single steps of the optimiser, all on unless told otherwise. Immutable.</summary>
public sealed record FeatureGates
{
    /// <summary>Whether what a join learns of its keys narrows the other side's scan.</summary>
    public bool EnableDynamicFilterPushdown { get; init; } = true;

    /// <summary>Whether that holds for joins alone.</summary>
    public bool EnableJoinDynamicFilterPushdown { get; init; } = true;

    /// <summary>Whether the best rows so far narrow a scan that is ordered and limited.</summary>
    public bool EnableTopkDynamicFilterPushdown { get; init; } = true;

    /// <summary>Whether aggregates narrow scans.</summary>
    public bool EnableAggregateDynamicFilterPushdown { get; init; } = true;

    /// <summary>Whether sorts keep an order that is there.</summary>
    public bool EnableSortPushdown { get; init; } = true;

    /// <summary>Whether arguments can be named in calls.</summary>
    public bool AllowNamedArguments { get; init; } = true;
}
