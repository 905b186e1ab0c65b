using FsCheck;
using FsCheck.Fluent;
using Weir.Tests.Sessions;

namespace Weir.Tests.CodeFunctions;

public sealed class SpanFunctionTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    private sealed record Span(long? Start, long? End, bool? IsExclusive);

    private static readonly Gen<long?> Bound = Gen.OneOf(Gen.Choose(-4, 4).Select(bound => (long?)bound), Gen.Elements<long?>(null, long.MaxValue, long.MinValue));

    private static readonly Gen<Span> AnySpan =
        from start in Bound
        from end in Bound
        from exclusive in Gen.Elements<bool?>(true, false, null)
        select new Span(start, end, exclusive);

    // Many spans at once, compared with the obvious arithmetic one by one.
    [Fact]
    public void Overlap_and_containment_are_what_the_obvious_arithmetic_gives() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5), Prop.ForAll(Gen.Zip(AnySpan, AnySpan).ArrayOf(200).ToArbitrary(), pairs =>
        {
            using Session session = shared.Runtime.NewSession();
            string rows = string.Join(", ", pairs.Select((pair, i) => $"({i}, {Sql(pair.Item1)}, {Sql(pair.Item2)})"));
            List<string> found = Lake.Rows(session, $"SELECT span_overlaps(a, b), span_contains(a, b) FROM (VALUES {rows}) AS t(i, a, b) ORDER BY i");
            return found.SequenceEqual(pairs.Select(pair => $"{Overlaps(pair.Item1, pair.Item2)}|{Contains(pair.Item1, pair.Item2)}"));
        }));

    // A column is read field by field, the same column in an expression as a whole.
    [Fact]
    [Trait("Requirement", "R116")]
    public void Calls_on_columns_give_what_calls_on_expressions_give()
    {
        Gen<string> unit = Gen.Elements("NULL", "'byte'", "'BYTE'", "'utf8'", "'utf-8'", "'UTF16'", "'utf-16'", "'utf32'", "'char'", "'no unit'", "''");
        Gen<(Span, string)> row = Gen.Zip(AnySpan, unit);
        Gen<string> bounds = Gen.Elements("BIGINT", "INTEGER", "TINYINT", "UINTEGER", "UBIGINT", "HUGEINT");
        Gen<(string, bool)> form = Gen.Zip(bounds, Gen.Elements(true, false));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10), Prop.ForAll(Gen.Zip(Gen.Zip(row, row).ArrayOf(100), form).ToArbitrary(), generated =>
        {
            using Session session = shared.Runtime.NewSession();
            (((Span, string), (Span, string))[] pairs, (string type, bool hasExclusive)) = generated;
            string rows = string.Join(", ", pairs.Select((pair, i) => $"({i}, {Wide(pair.Item1, type, hasExclusive)}, {Wide(pair.Item2, type, hasExclusive)})"));
            string from = $"(SELECT i, CASE WHEN i % 7 <> 0 THEN a END AS a, CASE WHEN i % 11 <> 0 THEN b END AS b FROM (VALUES {rows}) AS v(i, a, b))";
            return pairs.Length == 0 || Answer(session, from, "t.a", "b") == Answer(session, from, "CASE WHEN i >= 0 THEN t.a END", "CASE WHEN i >= 0 THEN b END");
        }));
    }

    [Fact]
    public void The_engine_reads_the_fields_that_a_call_on_a_column_needs()
    {
        using Session session = shared.Runtime.NewSession();
        session.RegisterView("spans", "SELECT span_make(range, range + 3) AS s, span_make(1, range) AS o FROM range(5)");
        foreach (string call in (string[])["span_overlaps(s, spans.o)", "span_contains(o, s)"])
        {
            string letters = string.Concat(Plan(session, $"SELECT count(*) FROM spans WHERE {call} IS NULL").Where(char.IsAsciiLetter));
            Assert.Contains("structpack", letters, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_length_of_a_column_of_spans_is_computed_by_the_engine()
    {
        using Session session = shared.Runtime.NewSession();
        session.RegisterView("spans", "SELECT span_make(range, range + 3) AS s, {'bstart': range::UBIGINT, 'bend': range::UBIGINT, 'x': 1} AS w FROM range(5)");
        Assert.DoesNotContain("spanlen", Letters("s"), StringComparison.Ordinal);
        Assert.Contains("spanlen", Letters("w"), StringComparison.Ordinal);

        string Letters(string column) => string.Concat(Plan(session, $"SELECT count(*) FROM spans WHERE span_len({column}) IS NULL").Where(char.IsAsciiLetter));
    }

    [Theory]
    [InlineData("SELECT span_len(s) AS n, count(*) FROM spans GROUP BY span_len(s) HAVING span_len(s) > 3 ORDER BY span_len(s)", "4|1")]
    [InlineData("SELECT list_transform([span_make(1, 9)], lambda s: span_len(s))[1] AS n FROM spans LIMIT 1", "8")]
    [InlineData("SELECT span_make(0, 7) AS s, span_len(s) AS n FROM (SELECT 1) LIMIT 1", "{'bstart': 0, 'bend': 7, 'line_base': 0, 'col_unit': byte, 'end_exclusive': true}|7")]
    [InlineData("SELECT count(*) AS n FROM spans AS a JOIN spans AS b ON span_overlaps(a.s, b.s) WHERE (SELECT span_len(a.s)) > 0", "8")]
    [InlineData("WITH w AS (SELECT s AS z FROM spans) SELECT max(span_len(z)) OVER () AS n FROM w LIMIT 1", "4")]
    [InlineData("SELECT span_len(span := s.inner_span) AS n FROM (SELECT {'inner_span': span_make(1, 4), 'x': 1} AS s)", "3")]
    [InlineData("SELECT span_len(s) AS n FROM (SELECT NULL AS s)", "NULL")]
    public void Calls_on_columns_work_in_every_clause(string sql, string expected)
    {
        using Session session = shared.Runtime.NewSession();
        session.RegisterView("spans", "SELECT span_make(range, range + 1 + range) AS s FROM range(4)");
        Assert.Equal([expected], Lake.Rows(session, sql));
    }

    [Fact]
    public void The_column_of_a_call_on_a_column_has_the_name_of_the_call_and_a_wrong_column_is_told_by_the_function()
    {
        using Session session = shared.Runtime.NewSession();
        session.RegisterView("spans", "SELECT span_make(range, range) AS s, {'bstart': 1, 'x': 2} AS w FROM range(5)");
        Assert.Equal("span_len(s)", session.Describe(new Query("SELECT span_len(s) FROM spans")).Fields[0].Name);
        WeirException error = Assert.Throws<WeirException>(() => Lake.Rows(session, "SELECT span_len(w) FROM spans"));
        Assert.Contains("span_len takes a span", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_that_no_BIGINT_can_say_is_an_error_and_a_NULL_beside_it_is_not()
    {
        using Session session = shared.Runtime.NewSession();
        WeirException error = Assert.Throws<WeirException>(() => Lake.Rows(session, "SELECT span_len(span_make(-9223372036854775808, 9223372036854775807))"));
        Assert.Contains("longer than a BIGINT can say", error.Message, StringComparison.Ordinal);
        WeirException ofColumn = Assert.Throws<WeirException>(() => Lake.Rows(session, "SELECT span_len(s) FROM (SELECT {'bstart': (-9223372036854775808)::BIGINT, 'bend': 9223372036854775807} AS s)"));
        Assert.Contains("Overflow in subtraction", ofColumn.Message, StringComparison.Ordinal);
        Assert.Equal(["NULL", "2"], Lake.Rows(session, """
            SELECT span_len(s) FROM (VALUES (1, {'bstart': -9223372036854775808, 'bend': NULL}), (2, {'bstart': 9223372036854775805, 'bend': 9223372036854775807})) AS t(i, s) ORDER BY i
            """));
    }

    [Fact]
    public void Bounds_of_every_width_and_a_missing_end_exclusive_are_read()
    {
        using Session session = shared.Runtime.NewSession();
        foreach (string type in (string[])["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"])
            Assert.Equal(["4000"], Lake.Rows(session, $"SELECT count(*) FROM range(4000) WHERE span_len({{'bstart': (range % 100)::{type}, 'bend': (range % 100 + 7)::{type}}}) = 7"));
    }

    private static string Answer(Session session, string from, string a, string b)
    {
        string Of(string call)
        {
            try
            {
                return string.Join(";", Lake.Rows(session, $"SELECT {call} AS r FROM {from} AS t ORDER BY i"));
            }
            catch (WeirException error)
            {
                return $"{error.Code} {error.Message.Split('\n')[0]}";
            }
        }
        // A length that is too long is the engine's error on a column, the function's on an expression.
        string lengths = Of($"span_len({a})");
        string length = lengths.StartsWith("WEIR", StringComparison.Ordinal) ? "too long" : lengths;
        return $"{length} {Of($"span_overlaps({a}, {b})")} {Of($"span_contains({b}, {a})")} {Of($"span_overlaps({a}, span_make(0, 3))")}";
    }

    private static string Wide((Span Span, string Unit) row, string type, bool hasExclusive)
    {
        (Span span, string unit) = row;
        string exclusive = hasExclusive ? $", 'END_exclusive': {span.IsExclusive?.ToString() ?? "NULL"}::BOOLEAN" : "";
        return $"{{'line_base': 0, 'bstart': TRY_CAST({Sql(span.Start)} AS {type}), 'col_unit': {unit}::VARCHAR{exclusive}, 'bend': TRY_CAST({Sql(span.End)} AS {type})}}";
    }

    private static string Plan(Session session, string sql)
    {
        using QueryResult result = session.Run(new Query($"EXPLAIN {sql}"));
        List<string> lines = [];
        using Weir.Arrow.RecordBatchReader reader = result.AsReader();
        while (reader.Read() is { } batch)
            using (batch)
                for (int row = 0; row < batch.RowCount; row++)
                    lines.Add(batch.Column(1).GetString(row));
        return string.Concat(lines);
    }

    private static string Sql(Span span) =>
        $"{{'bstart': {Sql(span.Start)}::BIGINT, 'bend': {Sql(span.End)}::BIGINT, 'end_exclusive': {span.IsExclusive?.ToString() ?? "NULL"}::BOOLEAN}}";

    private static string Sql(long? bound) => bound is null ? "NULL" : $"'{bound}'";

    private static Int128 End(Span span) => span.IsExclusive == false && span.End < long.MaxValue ? (Int128)span.End!.Value + 1 : span.End!.Value;

    private static string Overlaps(Span a, Span b) => Text(a, b, () => a.Start < End(b) && b.Start < End(a));

    private static string Contains(Span a, Span b) => Text(a, b, () => a.Start <= b.Start && End(b) <= End(a));

    private static string Text(Span a, Span b, Func<bool> holds) =>
        a.Start is null || a.End is null || b.Start is null || b.End is null ? "NULL" : holds() ? "true" : "false";
}
