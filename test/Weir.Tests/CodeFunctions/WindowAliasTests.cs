namespace Weir.Tests.CodeFunctions;

/// <summary>The further names of the engine's window functions.</summary>
[Trait("Requirement", "R116")]
public sealed class WindowAliasTests(CodeFunctionsSession session) : IClassFixture<CodeFunctionsSession>
{
    [Fact]
    public void The_best_row_of_each_key_is_number_one() => Assert.Equal(
        ["a|2|1", "a|1|2", "b|3|1"],
        session.Rows("SELECT id, score, dedupe_best_by_score() OVER (PARTITION BY id ORDER BY score DESC) AS n FROM (VALUES ('a', 1), ('a', 2), ('b', 3)) AS t(id, score) ORDER BY id, n"));

    [Theory]
    [InlineData("lag_window(x) OVER (ORDER BY x)", "NULL", "1", "2")]
    [InlineData("lead_window(x) OVER (ORDER BY x)", "2", "3", "NULL")]
    [InlineData("lag_window(x, 2, 0) OVER (ORDER BY x)", "0", "0", "1")]
    [InlineData("lead_window(x, default_value := -x) OVER (ORDER BY x)", "2", "3", "-3")]
    [InlineData("lag_window([x], 1) OVER (ORDER BY x)", "NULL", "[1]", "[2]")]
    [InlineData("row_number_window() OVER (ORDER BY x DESC)", "3", "2", "1")]
    [InlineData("row_number_window() OVER w + 10", "11", "12", "13")]
    [InlineData("lag(x) OVER (ORDER BY x)", "NULL", "1", "2")]
    [InlineData("row_number() OVER (ORDER BY x)", "1", "2", "3")]
    public void A_further_name_means_the_engines_function(string call, params string[] expected) =>
        Assert.Equal(expected, session.Rows($"SELECT {call} FROM (VALUES (1), (2), (3)) AS t(x) WINDOW w AS (ORDER BY x) ORDER BY x"));

    [Fact]
    public void It_stands_wherever_windows_may_stand() => Assert.Equal(
        ["2"], session.Rows("SELECT x FROM (VALUES (1), (2)) AS t(x) QUALIFY row_number_window() OVER (ORDER BY x DESC) = 1"));

    [Theory]
    [InlineData("SELECT row_number_window()", "WEIR3212")]
    [InlineData("SELECT lag_window() OVER ()", "WEIR3211")]
    [InlineData("SELECT lag_window(1, 1, 1, 1) OVER ()", "WEIR3211")]
    public void A_wrong_call_is_told(string sql, string code) =>
        Assert.Equal(code, Assert.Throws<WeirException>(() => session.Rows(sql)).Code);

    [Fact]
    public void They_are_listed_as_windows() =>
        Assert.Equal(["lag", "lead", "row_number"], session.Rows("SELECT name FROM weir_functions() WHERE kind = 'window' ORDER BY name"));
}
