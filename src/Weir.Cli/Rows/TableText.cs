namespace Weir.Cli.Rows;

/// <summary>The lines of a table: a header, a rule and rows, each cell cut and filled to its width.</summary>
/// <param name="Names">The names of the columns.</param>
/// <param name="Numbers">Which columns stand right.</param>
/// <param name="Widths">Columns of screen for each column.</param>
/// <param name="Color">Whether names stand out and NULL steps back.</param>
internal sealed record TableText(IReadOnlyList<string> Names, IReadOnlyList<bool> Numbers, IReadOnlyList<int> Widths, bool Color)
{
    /// <summary>How a missing value shows.</summary>
    public const string NullText = "NULL";

    public string Header() => Line(i => Ink.Paint(ScreenText.Fit(Names[i], Widths[i], Numbers[i]), Ink.Bold, Color));

    public string Rule() => "─" + string.Join("─┼─", Widths.Select(width => new string('─', width))) + "─";

    public string Row(IReadOnlyList<string?> cells) => Line(i => Shown(cells[i], Widths[i], Numbers[i], Color));

    /// <summary>A cell, or NULL in its place.</summary>
    public static string Shown(string? text, int width, bool right, bool color) => text is null
        ? Ink.Paint(ScreenText.Fit(NullText, width, right), Ink.Dim, color)
        : ScreenText.Fit(text, width, right);

    private string Line(Func<int, string> cell) =>
        " " + string.Join(" │ ", Enumerable.Range(0, Names.Count).Select(cell)).TrimEnd();
}
