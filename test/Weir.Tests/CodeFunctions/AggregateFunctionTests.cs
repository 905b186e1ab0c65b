namespace Weir.Tests.CodeFunctions;

/// <summary>The bundled aggregates from SQL: what they give, in every form of a call.</summary>
[Trait("Requirement", "R114")]
[Trait("Requirement", "R116")]
public sealed class AggregateFunctionTests(CodeFunctionsSession session) : IClassFixture<CodeFunctionsSession>
{
    private const string Letters = "(VALUES (1, 'a'), (2, NULL), (3, 'a')) AS t(i, x)";
    private const string Scores = "(VALUES ('a', 1), ('b', 3), ('c', 2)) AS t(v, k)";

    [Theory]
    [InlineData($"SELECT list_unique_agg(x) FROM {Letters}", "[a, NULL]")]
    [InlineData($"SELECT list_unique_agg(x, ignore_nulls := true) FROM {Letters}", "[a]")]
    [InlineData($"SELECT collect_set(x) FROM {Letters}", "[a, NULL]")]
    [InlineData($"SELECT collect_set(x, true) FROM {Letters}", "[a]")]
    [InlineData($"SELECT list_unique_agg(x) FROM {Letters} WHERE false", "[]")]
    [InlineData("SELECT list_unique_agg(x) FROM (VALUES (10), (9), (10), (-1)) AS t(x)", "[-1, 9, 10]")]
    [InlineData("SELECT typeof(list_unique_agg(x)) FROM (VALUES (10)) AS t(x)", "INTEGER[]")]
    [InlineData("SELECT list_unique_agg(x) FROM (VALUES (DATE '2024-05-01'), ('1999-12-31'), ('2024-05-01')) AS t(x)", "[1999-12-31, 2024-05-01]")]
    [InlineData("SELECT list_unique_agg(x) FROM (VALUES ('nan'::DOUBLE), ('-0'), ('0'), ('nan'), ('-inf')) AS t(x)", "[-inf, 0.0, nan]")]
    [InlineData("SELECT list_unique_agg(x) FROM (VALUES (true), (NULL), (false), (true)) AS t(x)", "[false, true, NULL]")]
    [InlineData("SELECT list_unique_agg(x) FROM (VALUES ('a\\xFF'::BLOB), ('a'::BLOB)) AS t(x)", "[a, a\\xFF]")]
    [InlineData("SELECT list_unique_agg(x) FROM (VALUES (INTERVAL 1 MONTH), (INTERVAL 30 DAY), (INTERVAL 1 HOUR)) AS t(x)", "['01:00:00', 1 month]")]
    [InlineData("SELECT count_distinct_agg(x, ignore_nulls := true) FROM (VALUES ('a'), (NULL), ('b'), ('a')) AS t(x)", "2")]
    [InlineData("SELECT count_distinct_agg(x) FROM (VALUES ('a'), (NULL)) AS t(x)", "2")]
    [InlineData($"SELECT count_distinct_agg(x) FROM {Letters} WHERE false", "0")]
    [InlineData("SELECT count_if_agg(x) FROM (VALUES (true), (false), (NULL), (true)) AS t(x)", "2")]
    [InlineData("SELECT count_if_agg(x) FROM (VALUES (true)) AS t(x) WHERE false", "0")]
    [InlineData("SELECT any_value_det(v, k) FROM (VALUES ('b', 1), ('a', 1), ('c', 0)) AS t(v, k)", "c")]
    [InlineData("SELECT any_value_det(v, k) FROM (VALUES ('b', 1), ('a', 1)) AS t(v, k)", "a")]
    [InlineData("SELECT any_value_det(v, order_key := k) FROM (VALUES ('b', 1), (NULL, 0), ('z', NULL)) AS t(v, k)", "b")]
    [InlineData("SELECT any_value_det(v, k) FROM (VALUES ('b', 1)) AS t(v, k) WHERE false", "NULL")]
    [InlineData($"SELECT arg_max_det(v, k) FROM {Scores}", "b")]
    [InlineData($"SELECT asof_select(v, k) FROM {Scores}", "b")]
    [InlineData($"SELECT arg_min_det(v, k) FROM {Scores}", "a")]
    [InlineData("SELECT arg_max_det(v, k) FROM (VALUES ('b', 5), ('a', 5)) AS t(v, k)", "a")]
    [InlineData("SELECT arg_min_det(v, k) FROM (VALUES ('b', 5), ('a', 5)) AS t(v, k)", "a")]
    [InlineData("SELECT arg_max_det(v, k) FROM (VALUES (3, 'x'), (2, 'y'), (1, 'y')) AS t(v, k)", "1")]
    [InlineData("SELECT arg_max_det(v, k) FROM (VALUES (1.5::DOUBLE, DATE '2024-01-01'), (2.5, DATE '2024-02-01')) AS t(v, k)", "2.5")]
    [InlineData("SELECT arg_max_det(v, k) FROM (VALUES (TIME '10:00', 'nan'::DOUBLE), (TIME '11:00', 'inf')) AS t(v, k)", "10:00:00")]
    [InlineData("SELECT typeof(arg_max_det(1::UTINYINT, TIMESTAMPTZ '2024-01-01 00:00:00Z'))", "UTINYINT")]
    [InlineData("SELECT arg_max_det(v, k) FROM (VALUES ('a', 9007199254740993.1::DECIMAL(38, 1)), ('b', 9007199254740993.2)) AS t(v, k)", "b")]
    [InlineData("SELECT arg_max_det(v, k) FROM (VALUES ('a', 9007199254740993::HUGEINT), ('b', 9007199254740992::HUGEINT)) AS t(v, k)", "a")]
    [InlineData("SELECT count_distinct_agg(x) FROM (VALUES (9007199254740993::HUGEINT), (9007199254740992::HUGEINT)) AS t(x)", "2")]
    [InlineData("SELECT first_value_agg(v ORDER BY k) FROM (VALUES ('b', 2), (NULL, 1)) AS t(v, k)", "NULL")]
    [InlineData("SELECT first_value_agg(v, ignore_nulls := true ORDER BY k) FROM (VALUES ('b', 2), (NULL, 1)) AS t(v, k)", "b")]
    [InlineData("SELECT last_value_agg(v ORDER BY k) FROM (VALUES (7, 2), (8, 1)) AS t(v, k)", "7")]
    [InlineData("SELECT last_value_agg(v, true ORDER BY k DESC NULLS FIRST) FROM (VALUES (7, 2), (NULL, 1), (9, NULL)) AS t(v, k)", "7")]
    [InlineData("SELECT string_join_agg(x, '|' ORDER BY i) FROM (VALUES (1, 'x'), (2, NULL), (3, 'y')) AS t(i, x)", "x|y")]
    [InlineData("SELECT string_join_agg(x) FROM (VALUES ('x'), ('x')) AS t(x)", "x,x")]
    [InlineData("SELECT string_join_agg(x) FROM (VALUES (NULL::VARCHAR), (NULL)) AS t(x)", "NULL")]
    [InlineData("SELECT string_join_agg(x, x ORDER BY x DESC) FROM (VALUES ('a'), ('b')) AS t(x)", "baa")]
    public void An_aggregate_gives_what_its_page_says(string sql, string expected) => Assert.Equal(expected, session.Cell(sql));

    [Theory]
    [InlineData("1.25::DECIMAL(10, 2)", "7.50::DECIMAL(10, 2)", "DECIMAL(10,2)", "7.50")]
    [InlineData("9007199254740993::HUGEINT", "170141183460469231731687303715884105727::HUGEINT", "HUGEINT", "170141183460469231731687303715884105727")]
    [InlineData("1::UHUGEINT", "2::UHUGEINT", "UHUGEINT", "2")]
    [InlineData("{'a': 1, 'b': 'x'}", "{'a': 2, 'b': NULL}", "STRUCT(a INTEGER, b VARCHAR)", "{'a': 2, 'b': NULL}")]
    [InlineData("[1, 2]", "[NULL, 3]", "INTEGER[]", "[NULL, 3]")]
    [InlineData("MAP {'k': 1}", "MAP {'k': 2}", "MAP(VARCHAR, INTEGER)", "{k=2}")]
    [InlineData("'b'::ENUM ('b', 'a')", "'a'::ENUM ('b', 'a')", "ENUM('b', 'a')", "a")]
    [InlineData("TIMESTAMP_NS '2024-01-01 00:00:00.000000001'", "TIMESTAMP_NS '2024-01-01 00:00:00.000000002'", "TIMESTAMP_NS", "2024-01-01 00:00:00.000000002")]
    [InlineData("'00000000-0000-0000-0000-000000000001'::UUID", "'00000000-0000-0000-0000-000000000002'::UUID", "UUID", "00000000-0000-0000-0000-000000000002")]
    public void A_choice_by_key_keeps_the_type_of_every_value(string small, string large, string type, string largest)
    {
        string rows = $"(SELECT * FROM (VALUES (1, {small}, 1), (2, {large}, 2), (3, NULL, 3), (4, {small}, NULL)) AS t(i, v, k))";
        Assert.Equal(type.Replace(" ", "", StringComparison.Ordinal), session.Cell($"SELECT replace(typeof(arg_max_det(v, k)), ' ', '') FROM {rows}"));
        Assert.Equal(largest, session.Cell($"SELECT arg_max_det(v, k) FROM {rows}"));
        Assert.Equal(largest, session.Cell($"SELECT asof_select(v, order_key := k) FROM {rows}"));
        Assert.Equal(["true|true"], session.Rows($"SELECT arg_min_det(v, k) = {small}, any_value_det(v, k) = {small} FROM {rows}"));
        // Of equal keys the smallest value, whatever the order of rows.
        Assert.Equal(["true|true"], session.Rows($"SELECT arg_max_det(v, 0) = {small}, arg_min_det(v, 0 ORDER BY i DESC) = {small} FROM {rows}"));
        Assert.Equal(["true", "true", "true", "true"], session.Rows(
            $"SELECT coalesce(arg_max_det(v, k) OVER (ORDER BY i ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) = {large}, true) FROM {rows} ORDER BY i"));
        Assert.Equal("NULL", session.Cell($"SELECT arg_max_det(v, k) FILTER (WHERE false) FROM {rows}"));
        // A key of the type is compared in its own order.
        Assert.Equal(["2|1"], session.Rows($"SELECT arg_max_det(i, v), arg_min_det(i, v) FROM {rows} WHERE i < 3"));
    }

    [Theory]
    [InlineData("string_join_agg([1], 2 ORDER BY 1)")]
    [InlineData("string_join_agg({'a': 1}, DATE '2024-01-01') OVER (ORDER BY 1 ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW)")]
    [InlineData("count_if_agg(MAP {1: 2}) OVER (ORDER BY 1 ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW)")]
    public void An_argument_of_a_wrong_type_is_told_in_the_words_of_the_call(string call)
    {
        WeirException error = Assert.Throws<WeirException>(() => session.Session.Run(new Query($"SELECT {call} AS r FROM range(3)")).Dispose());
        Assert.StartsWith("WEIR4", error.Code, StringComparison.Ordinal);
        Assert.DoesNotContain("weir_plugin", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{call[..call.IndexOf('(', StringComparison.Ordinal)]}(", error.Message, StringComparison.Ordinal);
        Assert.Contains($"SELECT {call[..20]}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("weir_plugin", error.Details["statement"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list_unique_agg(x) OVER (ORDER BY i ROWS 1 PRECEDING)", "[a]", "[a, b]", "[b, c]")]
    [InlineData("collect_set(x) OVER (ORDER BY i ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING)", "[a, b]", "[b, c]", "[c]")]
    [InlineData("any_value_det(x, -i) OVER (ORDER BY i ROWS 1 PRECEDING)", "a", "b", "c")]
    [InlineData("arg_min_det(x, i) OVER (ORDER BY i ROWS 1 PRECEDING)", "a", "a", "b")]
    [InlineData("arg_max_det(x, i) OVER ()", "c", "c", "c")]
    [InlineData("first_value_agg(x) OVER (ORDER BY i ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)", "a", "a", "b")]
    [InlineData("last_value_agg(x) OVER (ORDER BY i ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)", "c", "c", "c")]
    [InlineData("string_join_agg(x, '+') OVER (ORDER BY i ROWS 1 PRECEDING)", "a", "a+b", "b+c")]
    [InlineData("count_if_agg(x <> 'b') OVER (ORDER BY i ROWS 1 PRECEDING)", "1", "1", "1")]
    [InlineData("string_join_agg(x) OVER (ORDER BY i ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW)", "b,c", "a,c", "a,b")]
    public void A_frame_counts_its_rows_only(string call, params string[] expected) =>
        Assert.Equal(expected, session.Rows($"SELECT {call} FROM (VALUES (1, 'a'), (2, 'b'), (3, 'c')) AS t(i, x) ORDER BY i"));

    [Fact]
    public void A_distinct_count_follows_its_frame()
    {
        Assert.Equal(["1", "2", "1"], session.Rows("SELECT count_distinct_agg(x) OVER (ORDER BY i ROWS 1 PRECEDING) FROM (VALUES (1, 'a'), (2, 'b'), (3, 'b')) AS t(i, x) ORDER BY i"));
        Assert.Equal(
            ["1", "2", "2", "1"],
            session.Rows("SELECT count_distinct_agg(x, true) OVER (ORDER BY i ROWS 1 PRECEDING) FROM (VALUES (1, 'a'), (2, 'b'), (3, 'a'), (4, NULL)) AS t(i, x) ORDER BY i"));
    }

    [Theory]
    [InlineData("list_unique_agg(v)", "[a, b]", "[c]", "[a, b, c]")]
    [InlineData("arg_max_det(v, k)", "b", "c", "b")]
    [InlineData("first_value_agg(v ORDER BY k DESC)", "b", "c", "b")]
    [InlineData("string_join_agg(DISTINCT v, ';' ORDER BY v)", "a;b", "c", "a;b;c")]
    [InlineData("count_distinct_agg(v) FILTER (WHERE v <> 'a')", "1", "1", "2")]
    public void Groups_rollups_filters_and_orders_go_together(string call, params string[] expected) =>
        Assert.Equal(expected, session.Rows($"SELECT {call} FROM (VALUES (1, 'a', 1), (1, 'b', 9), (2, 'c', 2), (1, 'b', 9)) AS t(g, v, k) GROUP BY ROLLUP (g) ORDER BY g NULLS LAST"));

    [Theory]
    [InlineData("SELECT arg_max(v, k) FROM (VALUES ('b', 5), ('a', 5)) AS t(v, k)", "b")]
    [InlineData("SELECT list_unique([1, 1, 2])", "2")]
    [InlineData("SELECT string_agg(v, '-') FROM (VALUES ('b'), ('a')) AS t(v)", "b-a")]
    [InlineData("SELECT first_value(v) OVER (ORDER BY v) FROM (VALUES ('b')) AS t(v)", "b")]
    public void A_name_that_the_engine_has_stays_the_engines(string sql, string expected) => Assert.Equal(expected, session.Cell(sql));

    [Theory]
    [InlineData("SELECT arg_max_det(v) FROM (VALUES ('b')) AS t(v)", "WEIR3211", "arg_max(value ANY, key ANY)")]
    [InlineData("SELECT list_unique_agg(v, nulls := true) FROM (VALUES ('b')) AS t(v)", "WEIR3211", "'nulls'")]
    public void A_wrong_call_is_told_with_the_signature(string sql, string code, string part)
    {
        WeirException error = Assert.Throws<WeirException>(() => session.Rows(sql));
        Assert.StartsWith(code, error.Code, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void States_of_several_threads_merge_to_the_same_result()
    {
        const string rows = "(SELECT i % 997 AS g, (i * 7919) % 1000 AS k, 'v' || (i % 50) AS v FROM range(100000) AS r(i))";
        Assert.Equal(
            session.Rows($"SELECT sum(k), min(v), max(v), sum(n), sum(u) FROM (SELECT max(k) AS k, min(v) FILTER (WHERE k = m) AS v, count(DISTINCT v) AS n, len(list_sort(list_distinct(list(v)))) AS u FROM (SELECT *, max(k) OVER (PARTITION BY g) AS m FROM {rows}) GROUP BY g)"),
            session.Rows($"SELECT sum(k), min(v), max(v), sum(n), sum(u) FROM (SELECT arg_max_det(k, k) AS k, arg_max_det(v, k) AS v, count_distinct_agg(v) AS n, len(list_unique_agg(v)) AS u FROM {rows} GROUP BY g)"));
    }
}
