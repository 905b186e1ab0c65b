using Weir.Arrow;
using Weir.Plugins;

namespace Weir.CodeFunctions.Aggregates;

/// <summary>The latest value: the one with the largest key, of equal keys the smallest value.</summary>
/// <remarks>Rows in which the value or the key is NULL do not count; NULL when no row counts.</remarks>
/// <example><code>SELECT asof_select(price, day) FROM (VALUES (1.5::DOUBLE, DATE '2024-01-01'), (2.5, DATE '2024-02-01')) AS t(price, day)</code></example>
[AggregateFunction("asof_select", ResultType = nameof(TypeOf))]
internal sealed class AsOfSelection
{
    private KeyedChoice _choice = new(isLargest: true);

    /// <summary>Takes a row.</summary>
    /// <param name="value">What may be chosen; any scalar type.</param>
    /// <param name="orderKey">What it is chosen by; any scalar type.</param>
    /// <param name="row">The row.</param>
    public void Add(ColumnView value, ColumnView orderKey, int row) => _choice.Add(value, orderKey, row);

    /// <summary>Takes another state in.</summary>
    public void Merge(AsOfSelection other) => _choice.Merge(other._choice);

    /// <summary>Writes the value.</summary>
    public void Finish(ColumnResult result, int row) => _choice.Finish(result, row);

    /// <summary>The type of the values.</summary>
    public static ArrowType TypeOf(IReadOnlyList<ArrowType> arguments) => KeyedTypes.ResultOf(arguments);
}
