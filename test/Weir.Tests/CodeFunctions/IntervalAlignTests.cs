using FsCheck;
using FsCheck.Fluent;
using Weir.Arrow;

namespace Weir.Tests.CodeFunctions;

/// <summary>interval_align from SQL: which right row goes with a left one, what the result has, and what is refused.</summary>
[Trait("Requirement", "R116")]
public sealed class IntervalAlignTests(CodeFunctionsSession session) : IClassFixture<CodeFunctionsSession>
{
    private const string Left = "l AS (SELECT * FROM (VALUES ('f', 2, 4, 'x')) AS t(path, bstart, bend, name))";
    private const string Containers = "r AS (SELECT * FROM (VALUES ('f', 0, 10, 'outer', 1), ('f', 1, 5, 'inner', 2), ('g', 2, 4, 'elsewhere', 3)) AS t(path, bstart, bend, name, weight))";
    private const string Wide = "l AS (SELECT 'f' AS path, 0 AS bstart, 10 AS bend)";
    private const string Overlaps = "r AS (SELECT * FROM (VALUES ('f', 2, 5), ('f', 1, 9)) AS t(path, bstart, bend))";

    [Theory]
    [InlineData($"WITH {Left}, {Containers} SELECT name, name__r, match_kind, match_score FROM interval_align(l, r)", "x|inner|CONTAINED_BEST|2")]
    [InlineData($"WITH {Left}, {Containers} SELECT * FROM interval_align(l, r, mode := 'contained_best')", "f|2|4|x|f|1|5|inner|2|CONTAINED_BEST|2")]
    [InlineData($"WITH {Wide}, {Overlaps} SELECT bstart__r, bend__r, match_score FROM interval_align(l, r, 'OVERLAP_MAX')", "1|9|8")]
    [InlineData($"WITH {Wide}, {Overlaps} SELECT bstart__r, match_kind FROM interval_align(l, r, mode => 'OVERLAP_BEST') AS a", "1|OVERLAP_MAX")]
    [InlineData($"WITH {Wide}, {Overlaps} SELECT path, bstart__r, match_kind, match_score FROM interval_align(l, r, mode = 'EXACT', how = 'left')", "f|NULL|NO_MATCH|NULL")]
    [InlineData($"WITH {Wide}, {Overlaps} SELECT count(*) FROM interval_align(l, r, mode := 'EXACT')", "0")]
    [InlineData($"WITH {Wide} SELECT * FROM interval_align(l, l, mode := 'EXACT', select_left := ['bend'], select_right := ['bstart', 'BEND'], right_suffix := '_2')", "10|0|10|EXACT|10")]
    [InlineData($"WITH {Left}, {Containers} SELECT * FROM interval_align(l, r, select_left := ['name'], select_right := ['weight'], emit_match_meta := false)", "x|2")]
    [InlineData($"WITH {Left}, {Containers} SELECT kind, score FROM interval_align(l, r, match_kind_col := 'kind', match_score_col := 'score')", "CONTAINED_BEST|2")]
    [InlineData("SELECT a.id, b FROM interval_align((SELECT 7 AS id, 'p' AS file, 1 AS s, 2 AS e), (SELECT 8 AS b, 'p' AS path, 0 AS bstart, 3 AS bend), left_path := 'file', left_start := 's', left_end := 'e') AS a", "7|8")]
    [InlineData($"WITH {Left}, {Containers} SELECT two FROM interval_align(l, r, select_left := ['path'], select_right := ['name'], emit_match_meta := false) AS t(one, two)", "inner")]
    public void A_call_gives_the_best_row(string sql, string expected) => Assert.Equal(expected, session.Cell(sql));

    [Theory]
    [InlineData("[]", "a")]
    [InlineData("['weight']", "a")]
    [InlineData("['weight DESC']", "b")]
    [InlineData("[{'column': 'weight', 'order': 'descending'}]", "b")]
    [InlineData("['nothing', 'weight desc']", "b")]
    [InlineData("['mark descending', 'weight desc']", "b")]
    public void Tie_breakers_choose_between_equal_matches(string ties, string expected) => Assert.Equal(expected, session.Cell($"""
        WITH l AS (SELECT 'f' AS path, 2 AS bstart, 4 AS bend, 1 AS mark),
             r AS (SELECT * FROM (VALUES ('f', 1, 5, 'a', 1, NULL::INT), ('f', 1, 5, 'b', 2, NULL)) AS t(path, bstart, bend, name, weight, nothing))
        SELECT name FROM interval_align(l, r, tie_breakers := {ties})
        """));

    [Theory]
    [InlineData("SELECT * FROM interval_align(l, r, mode := 'NEAREST')", "WEIR3301", "CONTAINED_BEST, EXACT or OVERLAP_MAX")]
    [InlineData("SELECT * FROM interval_align(l, r, how := 'outer')", "WEIR3301", "'inner' or 'left'")]
    [InlineData("SELECT * FROM interval_align(l, r, side := 1)", "WEIR3300", "tie_breakers")]
    [InlineData("SELECT * FROM interval_align(l, r, mode := upper('exact'))", "WEIR3301", "a literal")]
    [InlineData("SELECT * FROM interval_align(l, r, tie_breakers := ['a b c'])", "WEIR3301", "tie_breakers")]
    [InlineData("SELECT * FROM interval_align(l, r, select_left := 'path')", "WEIR3301", "a list")]
    [InlineData("SELECT * FROM interval_align(l)", "WEIR3302", "right_table")]
    [InlineData("SELECT * FROM interval_align(l, 7)", "WEIR3302", "right_table is no table")]
    [InlineData("SELECT * FROM interval_align(l, r, left_start := 'begin')", "WEIR3303", "'begin'")]
    [InlineData("SELECT * FROM interval_align(l, r, tie_breakers := ['rank'])", "WEIR3303", "'rank'")]
    [InlineData("SELECT * FROM interval_align(l, r, match_kind_col := 'name')", "WEIR3303", "two columns 'name'")]
    [InlineData("SELECT * FROM interval_align(l, r, right_suffix := '')", "WEIR3301", "not empty")]
    [InlineData("SELECT * FROM interval_align(l, nowhere)", "WEIR8008", "nowhere")]
    public void A_wrong_call_lists_what_is_allowed(string sql, string code, string part)
    {
        WeirException error = Assert.Throws<WeirException>(() => session.Rows($"WITH {Left}, {Containers} {sql}"));
        Assert.Equal(code, error.Code);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONTAINED_BEST", "IE_JOIN")]
    [InlineData("OVERLAP_MAX", "IE_JOIN")]
    [InlineData("EXACT", "HASH_JOIN")]
    public void It_is_planned_as_a_join_by_ranges_and_no_cross_product(string mode, string join)
    {
        foreach (string how in (string[])["inner", "left"])
        {
            using QueryResult result = session.Session.Run(new Query(
                $"""
                EXPLAIN WITH t AS (SELECT 'f' || (i % 7) AS path, i AS bstart, i + 9 AS bend FROM range(20000) AS r(i))
                SELECT * FROM interval_align(t, t, mode := '{mode}', how := '{how}')
                """));
            using RecordBatchReader reader = result.AsReader();
            using RecordBatch? batch = reader.Read();
            string plan = batch!.Column(1).GetString(0);
            Assert.Contains(join, plan, StringComparison.Ordinal);
            Assert.DoesNotContain("CROSS_PRODUCT", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("NESTED_LOOP", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Views_and_tables_by_name_can_be_aligned()
    {
        session.Session.RegisterView("interval tokens", "SELECT 'f' AS path, 3 AS bstart, 4 AS bend");
        session.Session.RegisterView("aligned", "SELECT * FROM interval_align('interval tokens', \"interval tokens\", mode := 'EXACT')");
        Assert.Equal(["f|3|4|f|3|4|EXACT|1"], session.Rows("SELECT * FROM aligned"));
    }

    private sealed record Span(string? Path, int? Start, int? End);

    [Theory]
    [InlineData("CONTAINED_BEST", "inner")]
    [InlineData("CONTAINED_BEST", "left")]
    [InlineData("EXACT", "left")]
    [InlineData("OVERLAP_MAX", "inner")]
    [InlineData("OVERLAP_MAX", "left")]
    public void It_agrees_with_nested_loops(string mode, string how)
    {
        Gen<Span> spans =
            from path in Gen.Elements<string?>("a", "a", "b", "c", null)
            from start in Gen.Elements<int?>(0, 1, 2, 3, 4, 5, null)
            from length in Gen.Elements<int?>(0, 1, 2, 3, 6, null)
            select new Span(path, start, start + length);
        Gen<(Span[] Left, Span[] Right)> tables =
            from left in Gen.NonEmptyListOf(spans)
            from right in Gen.NonEmptyListOf(spans)
            select (left.ToArray(), right.ToArray());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(15), Prop.ForAll(tables.ToArbitrary(), sample =>
        {
            List<string> rows = session.Rows(
                $"SELECT n, n__r, match_score FROM interval_align((SELECT * FROM {Table(sample.Left)}), (SELECT * FROM {Table(sample.Right)}), mode := '{mode}', how := '{how}') ORDER BY n");
            Assert.Equal(Model(sample.Left, sample.Right, mode, how == "left"), rows);
        }));
    }

    private static string Table(Span[] spans) => "(VALUES " + string.Join(", ", spans.Select((span, i) =>
        $"({i}, {(span.Path is null ? "NULL::VARCHAR" : $"'{span.Path}'")}, {Number(span.Start)}, {Number(span.End)})")) + ") AS t(n, path, bstart, bend)";

    private static string Number(int? value) => value is int number ? $"{number}" : "NULL::INTEGER";

    private static List<string> Model(Span[] left, Span[] right, string mode, bool keepsAll)
    {
        List<string> rows = [];
        for (int i = 0; i < left.Length; i++)
        {
            (int Row, int[] Rank, int Score)? best = null;
            for (int j = 0; j < right.Length; j++)
            {
                (Span l, Span r) = (left[i], right[j]);
                bool fits = l.Path == r.Path && l.Path is not null && mode switch
                {
                    "EXACT" => r.Start == l.Start && r.End == l.End && l.Start is not null && l.End is not null,
                    "OVERLAP_MAX" => r.Start < l.End && r.End > l.Start,
                    _ => r.Start <= l.Start && r.End >= l.End,
                };
                // Both bounds of both must be known, whatever the comparison needs.
                if (!fits || l.Start is not int from || l.End is not int to || r.Start is not int rightFrom || r.End is not int rightTo)
                    continue;
                int score = Math.Max(0, Math.Min(to, rightTo) - Math.Max(from, rightFrom));
                int[] rank = [mode switch { "OVERLAP_MAX" => -score, "EXACT" => 0, _ => rightTo - rightFrom }, rightFrom, rightTo, j];
                if (best is null || rank.AsSpan().SequenceCompareTo(best.Value.Rank) < 0)
                    best = (j, rank, score);
            }
            if (best is { } match)
                rows.Add($"{i}|{match.Row}|{match.Score}");
            else if (keepsAll)
                rows.Add($"{i}|NULL|NULL");
        }
        return rows;
    }
}
