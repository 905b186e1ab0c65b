using Weir.Cli.Rows;

namespace Weir.Tests.Cli.Rows;

public sealed class ScreenTextTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("🚀", 2)]
    [InlineData("", 0)]
    public void Width_counts_columns_of_the_screen(string text, int width) => Assert.Equal(width, ScreenText.Width(text));

    [Theory]
    [InlineData("abcdef", 4, "abc…")]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("日本語", 4, "日…")]
    [InlineData("abc", 1, "…")]
    public void A_cut_text_says_so_and_stays_within_its_width(string text, int width, string expected) =>
        Assert.Equal(expected, ScreenText.Cut(text, width));

    [Fact]
    public void Numbers_stand_right_and_texts_left()
    {
        Assert.Equal("  12", ScreenText.Fit("12", 4, right: true));
        Assert.Equal("ab  ", ScreenText.Fit("ab", 4, right: false));
        Assert.Equal("日… ", ScreenText.Fit("日本語", 4, right: false));
    }

    [Fact]
    public void Only_the_widest_columns_give_way_to_a_narrow_screen()
    {
        TableLayout layout = TableLayout.For([5, 60, 40], screen: 60);
        Assert.False(layout.AsRecords);
        Assert.Equal(5, layout.Widths[0]);
        Assert.True(layout.Widths.Sum() + 3 * 3 - 1 <= 60);
        Assert.Equal(layout.Widths[1], layout.Widths[2]);
    }

    [Fact]
    public void Too_many_columns_for_the_screen_become_records() =>
        Assert.True(TableLayout.For([.. Enumerable.Repeat(20, 12)], screen: 80).AsRecords);

    [Fact]
    public void Without_a_screen_only_very_wide_cells_are_cut() =>
        Assert.Equal([5, TableLayout.CellMax], TableLayout.For([5, 5_000], screen: null).Widths);
}
