using Weir.Arrow;
using Weir.Plugins;

namespace Weir.CodeFunctions.Aggregates;

/// <summary>One of the values, always the same: the one with the smallest key, of equal keys the smallest value.</summary>
/// <remarks>Rows in which the value or the key is NULL do not count; NULL when no row counts.</remarks>
/// <example><code>SELECT any_value_det(name, line) FROM (VALUES ('b', 1), ('a', 1), ('c', 0)) AS t(name, line)</code></example>
[AggregateFunction("any_value_det", ResultType = nameof(TypeOf))]
internal sealed class AnyValueDeterministic
{
    private KeyedChoice _choice = new(isLargest: false);

    /// <summary>Takes a row.</summary>
    /// <param name="value">What may be chosen; any scalar type.</param>
    /// <param name="orderKey">What it is chosen by; any scalar type.</param>
    /// <param name="row">The row.</param>
    public void Add(ColumnView value, ColumnView orderKey, int row) => _choice.Add(value, orderKey, row);

    /// <summary>Takes another state in.</summary>
    public void Merge(AnyValueDeterministic other) => _choice.Merge(other._choice);

    /// <summary>Writes the value.</summary>
    public void Finish(ColumnResult result, int row) => _choice.Finish(result, row);

    /// <summary>The type of the values.</summary>
    public static ArrowType TypeOf(IReadOnlyList<ArrowType> arguments) => KeyedTypes.ResultOf(arguments);
}
