namespace Weir.Cli.Rows;

/// <summary>
/// How wide the columns of a table are on a screen; or that the screen is too narrow and each row
/// must be shown as a record, one line a column.
/// </summary>
/// <param name="Widths">Columns of screen for each column of the result.</param>
/// <param name="AsRecords">True for one line a column.</param>
internal sealed record TableLayout(IReadOnlyList<int> Widths, bool AsRecords)
{
    /// <summary>The widest cell of any table; a longer value is cut. Other formats print it whole.</summary>
    public const int CellMax = 100;

    private const int CellMin = 8;
    private const int Between = 3;

    /// <param name="natural">What each column would take to show its name and every sampled value.</param>
    /// <param name="screen">Columns of the screen; null when there is none and lines may have any length.</param>
    public static TableLayout For(IReadOnlyList<int> natural, int? screen)
    {
        int[] widths = [.. natural.Select(width => Math.Min(width, CellMax))];
        if (screen is not int room)
            return new(widths, AsRecords: false);
        int frame = Between * widths.Length - 1;
        if (widths.Sum(width => Math.Min(width, CellMin)) + frame > room)
            return new(widths, AsRecords: true);
        // Only the widest columns give way, and only as far as they must.
        int ceiling = CellMax;
        while (widths.Sum(width => Math.Min(width, ceiling)) + frame > room)
            ceiling--;
        return new([.. widths.Select(width => Math.Min(width, ceiling))], AsRecords: false);
    }
}
