using Weir.Plugins;

namespace Weir.CodeFunctions.Aggregates;

/// <summary>In how many rows a condition holds.</summary>
/// <remarks>NULL does not count; 0 when there are no rows. A BIGINT.</remarks>
/// <example><code>SELECT count_if_agg(ok) FROM (VALUES (true), (false), (NULL), (true)) AS t(ok)</code></example>
[AggregateFunction("count_if", Aliases = ["count_if_agg"])]
internal struct ConditionCount
{
    private long _count;

    /// <summary>Takes a row.</summary>
    /// <param name="predicate">The condition.</param>
    public void Add(bool predicate) => _count += predicate ? 1 : 0;

    /// <summary>Takes another state in.</summary>
    public void Merge(in ConditionCount other) => _count += other._count;

    /// <summary>The number.</summary>
    public readonly long Finish() => _count;
}
