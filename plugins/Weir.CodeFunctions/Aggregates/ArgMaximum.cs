using Weir.Arrow;
using Weir.Plugins;

namespace Weir.CodeFunctions.Aggregates;

/// <summary>The value with the largest key; of equal keys, the smallest value.</summary>
/// <remarks>Rows in which the value or the key is NULL do not count; NULL when no row counts. The engine's own arg_max takes any of the values with equal keys.</remarks>
/// <example><code>SELECT arg_max_det(name, score) FROM (VALUES ('a', 1), ('c', 3), ('b', 3)) AS t(name, score)</code></example>
[AggregateFunction("arg_max", Aliases = ["arg_max_det"], ResultType = nameof(TypeOf))]
internal sealed class ArgMaximum
{
    private KeyedChoice _choice = new(isLargest: true);

    /// <summary>Takes a row.</summary>
    /// <param name="value">What may be chosen; any scalar type.</param>
    /// <param name="key">What it is chosen by; any scalar type.</param>
    /// <param name="row">The row.</param>
    public void Add(ColumnView value, ColumnView key, int row) => _choice.Add(value, key, row);

    /// <summary>Takes another state in.</summary>
    public void Merge(ArgMaximum other) => _choice.Merge(other._choice);

    /// <summary>Writes the value.</summary>
    public void Finish(ColumnResult result, int row) => _choice.Finish(result, row);

    /// <summary>The type of the values.</summary>
    public static ArrowType TypeOf(IReadOnlyList<ArrowType> arguments) => KeyedTypes.ResultOf(arguments);
}
