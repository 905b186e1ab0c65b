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
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5), Prop.ForAll(Gen.Zip(AnySpan, AnySpan).ArrayOf(600).ToArbitrary(), pairs =>
        {
            using Session session = shared.Runtime.NewSession();
            string rows = string.Join(", ", pairs.Select((pair, i) => $"({i}, {Sql(pair.Item1)}, {Sql(pair.Item2)})"));
            List<string> found = Lake.Rows(session, $"SELECT span_overlaps(a, b), span_contains(a, b) FROM (VALUES {rows}) AS t(i, a, b) ORDER BY i");
            return found.SequenceEqual(pairs.Select(pair => $"{Overlaps(pair.Item1, pair.Item2)}|{Contains(pair.Item1, pair.Item2)}"));
        }));

    [Fact]
    public void A_length_that_no_BIGINT_can_say_is_an_error_and_a_NULL_beside_it_is_not()
    {
        using Session session = shared.Runtime.NewSession();
        WeirException error = Assert.Throws<WeirException>(() => Lake.Rows(session, "SELECT span_len(span_make(-9223372036854775808, 9223372036854775807))"));
        Assert.Contains("longer than a BIGINT can say", error.Message, StringComparison.Ordinal);
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

    private static string Sql(Span span) =>
        $"{{'bstart': {Sql(span.Start)}::BIGINT, 'bend': {Sql(span.End)}::BIGINT, 'end_exclusive': {span.IsExclusive?.ToString() ?? "NULL"}::BOOLEAN}}";

    private static string Sql(long? bound) => bound is null ? "NULL" : $"'{bound}'";

    private static Int128 End(Span span) => span.IsExclusive == false && span.End < long.MaxValue ? (Int128)span.End!.Value + 1 : span.End!.Value;

    private static string Overlaps(Span a, Span b) => Text(a, b, () => a.Start < End(b) && b.Start < End(a));

    private static string Contains(Span a, Span b) => Text(a, b, () => a.Start <= b.Start && End(b) <= End(a));

    private static string Text(Span a, Span b, Func<bool> holds) =>
        a.Start is null || a.End is null || b.Start is null || b.End is null ? "NULL" : holds() ? "true" : "false";
}
