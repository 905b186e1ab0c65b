using System.Globalization;

namespace Weir.Relations;

/// <summary>The rows that a window function sees. Immutable.</summary>
public sealed record SqlWindow
{
    /// <summary>Rows that are equal in these belong together; none: all rows do.</summary>
    public IReadOnlyList<SqlExpression> PartitionBy { get; init; } = [];

    /// <summary>The order of the rows.</summary>
    public IReadOnlyList<SqlOrder> OrderBy { get; init; } = [];

    /// <summary>Rows before the current one that a ROWS frame begins with; null with <see cref="RowsAfter"/> null: no frame is written; null else: all.</summary>
    public int? RowsBefore { get; init; }

    /// <summary>Rows behind the current one that a ROWS frame ends with; null with <see cref="RowsBefore"/> null: no frame is written; null else: all.</summary>
    public int? RowsAfter { get; init; }

    /// <summary>Whether the frame is all rows of the partition, whatever their order.</summary>
    public bool IsWholePartition { get; init; }

    /// <summary>The window as SQL.</summary>
    public override string ToString()
    {
        string partition = PartitionBy.Count == 0 ? "" : $"PARTITION BY {string.Join(", ", PartitionBy)}";
        string order = OrderBy.Count == 0 ? "" : $"ORDER BY {string.Join(", ", OrderBy)}";
        string frame = IsWholePartition ? "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
            : RowsBefore is null && RowsAfter is null ? ""
            : $"ROWS BETWEEN {Bound(RowsBefore, "PRECEDING")} AND {Bound(RowsAfter, "FOLLOWING")}";
        return $"({string.Join(' ', ((string[])[partition, order, frame]).Where(part => part.Length > 0))})";
    }

    private static string Bound(int? rows, string side) => rows switch
    {
        null => $"UNBOUNDED {side}",
        0 => "CURRENT ROW",
        < 0 => throw new ArgumentOutOfRangeException(nameof(rows), rows, "A frame has a number of rows from 0."),
        _ => string.Create(CultureInfo.InvariantCulture, $"{rows} {side}"),
    };
}
