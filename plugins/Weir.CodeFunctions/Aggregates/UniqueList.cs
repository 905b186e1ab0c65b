using Weir.Arrow;
using Weir.Plugins;

namespace Weir.CodeFunctions.Aggregates;

/// <summary>The different values as a list, in ascending order, numbers as numbers; NULL once, as the last.</summary>
/// <remarks>An empty list when there are no rows. The engine's own list_unique is another function: it counts the different elements of one list.</remarks>
/// <example><code>SELECT list_unique_agg(name) FROM (VALUES ('b'), (NULL), ('a'), ('b')) AS t(name)</code></example>
[AggregateFunction("list_unique", Aliases = ["list_unique_agg"], SeesNulls = true, ResultType = nameof(TypeOf))]
internal sealed class UniqueList
{
    private readonly ScalarSet _values = new();

    /// <summary>Takes a row.</summary>
    /// <param name="value">Any scalar type.</param>
    /// <param name="row">The row.</param>
    /// <param name="ignoreNulls">True leaves NULL out; otherwise it is a value like any other.</param>
    public void Add(ColumnView value, int row, bool ignoreNulls = false) => _values.Add(value, row, ignoreNulls);

    /// <summary>Takes another state in.</summary>
    public void Merge(UniqueList other) => _values.Merge(other._values);

    /// <summary>Writes the list.</summary>
    public void Finish(ColumnResult result, int row) => _values.WriteTo(result, row);

    /// <summary>A list of the values' type.</summary>
    public static ArrowType TypeOf(IReadOnlyList<ArrowType> arguments) => new ListType(new Field("item", ScalarKinds.Require(arguments[0])));
}
