using Weir.Plugins;

namespace Weir.CodeFunctions.Aggregates;

/// <summary>How many different values there are; NULL counts as one.</summary>
/// <remarks>0 when there are no rows.</remarks>
/// <example><code>SELECT count_distinct_agg(name, ignore_nulls := true) FROM (VALUES ('a'), (NULL), ('b'), ('a')) AS t(name)</code></example>
[AggregateFunction("count_distinct_agg", SeesNulls = true)]
internal sealed class DistinctCount
{
    private readonly ScalarSet _values = new();

    /// <summary>Takes a row.</summary>
    /// <param name="value">Any scalar type.</param>
    /// <param name="row">The row.</param>
    /// <param name="ignoreNulls">True leaves NULL out; otherwise it is a value like any other.</param>
    public void Add(ColumnView value, int row, bool ignoreNulls = false) => _values.Add(value, row, ignoreNulls);

    /// <summary>Takes another state in.</summary>
    public void Merge(DistinctCount other) => _values.Merge(other._values);

    /// <summary>The number.</summary>
    public long Finish() => _values.Count;
}
