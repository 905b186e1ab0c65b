using Weir.Arrow;
using Weir.Plugins;

namespace Weir.CodeFunctions.Aggregates;

/// <summary>The value of the first row.</summary>
/// <remarks>NULL when there are no rows. Without an order, rows come as they lie.</remarks>
/// <example><code>SELECT first_value_agg(name ORDER BY line) FROM (VALUES ('b', 2), ('a', 1)) AS t(name, line)</code></example>
[AggregateFunction("first_value", Aliases = ["first_value_agg"], SeesNulls = true, OrderSensitive = true, ResultType = nameof(TypeOf))]
internal sealed class FirstValue
{
    private KeptScalar _value;
    private bool _hasRow;

    /// <summary>Takes a row.</summary>
    /// <param name="value">Any scalar type.</param>
    /// <param name="row">The row.</param>
    /// <param name="ignoreNulls">True leaves NULL out; otherwise it is a value like any other.</param>
    public void Add(ColumnView value, int row, bool ignoreNulls = false)
    {
        bool isNull = value.IsNull(row);
        if (_hasRow || (isNull && ignoreNulls))
            return;
        _hasRow = true;
        if (isNull)
            _value = default;
        else
            _value.Keep(value, row);
    }

    /// <summary>Takes a state in whose rows come later.</summary>
    public void Merge(FirstValue other)
    {
        if (!_hasRow && other._hasRow)
            (_hasRow, _value) = (true, other._value);
    }

    /// <summary>Writes the value.</summary>
    public void Finish(ColumnResult result, int row) => _value.WriteTo(result, row);

    /// <summary>The type of the values.</summary>
    public static ArrowType TypeOf(IReadOnlyList<ArrowType> arguments) => ScalarKinds.Require(arguments[0]);
}
