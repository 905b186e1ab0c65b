using Weir.Arrow;
using Weir.CodeFunctions.Aggregates;
using Weir.Plugins;

namespace Weir.CodeFunctions.Windows;

/// <summary>Values of rows before and behind in the same partition.</summary>
internal static class ShiftedRows
{
    /// <summary>The value of a row before, in the order of the window.</summary>
    /// <param name="value">Any type.</param>
    /// <param name="offset">How many rows before.</param>
    /// <param name="defaultValue">The result where there is no such row.</param>
    /// <param name="result">One value a row.</param>
    /// <example><code>SELECT lag_window(x, 1, 0) OVER (ORDER BY x) FROM (VALUES (1), (2), (3)) AS t(x)</code></example>
    [WindowFunction("lag", Aliases = ["lag_window"], ResultType = nameof(TypeOf))]
    public static void Lag(ColumnView value, [Of<long>, Default(1)] ColumnView offset, [Default(null)] ColumnView defaultValue, ColumnResult result) =>
        Shift(value, offset, defaultValue, result, direction: -1);

    /// <summary>The value of a row behind, in the order of the window.</summary>
    /// <param name="value">Any type.</param>
    /// <param name="offset">How many rows behind.</param>
    /// <param name="defaultValue">The result where there is no such row.</param>
    /// <param name="result">One value a row.</param>
    /// <example><code>SELECT lead_window(x) OVER (ORDER BY x) FROM (VALUES (1), (2), (3)) AS t(x)</code></example>
    [WindowFunction("lead", Aliases = ["lead_window"], ResultType = nameof(TypeOf))]
    public static void Lead(ColumnView value, [Of<long>, Default(1)] ColumnView offset, [Default(null)] ColumnView defaultValue, ColumnResult result) =>
        Shift(value, offset, defaultValue, result, direction: 1);

    /// <summary>The type of the values.</summary>
    public static ArrowType TypeOf(IReadOnlyList<ArrowType> arguments) => ScalarKinds.Require(arguments[0]);

    private static void Shift(ColumnView value, ColumnView offset, ColumnView otherwise, ColumnResult result, int direction)
    {
        KeptScalar kept = default;
        for (int row = 0; row < result.RowCount; row++)
        {
            long from = offset.IsNull(row) ? -1 : row + (direction * offset.Values<long>()[offset.IsConstant ? 0 : row]);
            bool isInside = from >= 0 && from < result.RowCount;
            if (offset.IsNull(row) || (isInside ? value.IsNull((int)from) : otherwise.IsNull(row)))
            {
                result.SetNull(row);
                continue;
            }
            if (isInside)
                kept.Keep(value, (int)from);
            else
                kept.Keep(otherwise, row);
            kept.WriteTo(result, row);
        }
    }
}
