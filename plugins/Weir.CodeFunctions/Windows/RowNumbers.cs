using Weir.Plugins;

namespace Weir.CodeFunctions.Windows;

/// <summary>Places of rows in their partitions.</summary>
internal static class RowNumbers
{
    /// <summary>The place of the row in its partition, from 1, in the order of the window.</summary>
    /// <remarks>With the condition that it is 1, it keeps the best row of each key.</remarks>
    /// <example><code>SELECT id FROM (VALUES ('a', 1), ('a', 2)) AS t(id, score) QUALIFY dedupe_best_by_score() OVER (PARTITION BY id ORDER BY score DESC) = 1</code></example>
    [WindowFunction("row_number", Aliases = ["row_number_window", "dedupe_best_by_score"])]
    public static void Number([Of<long>] ColumnResult result)
    {
        Span<long> numbers = result.Values<long>();
        for (int row = 0; row < numbers.Length; row++)
            numbers[row] = row + 1L;
    }
}
