using Weir.Tests.Sessions;

namespace Weir.Tests.CodeFunctions;

/// <summary>The functions of the bundled plugin, from SQL: constants and columns, complete, documented.</summary>
public sealed class FunctionContractTests : IClassFixture<SharedRuntime>
{
    // What the function contract registers, and what goes with it.
    private static readonly string[] Registered =
    [
        "stable_hash64", "stable_hash128", "prefixed_hash64", "stable_id", "stable_id_parts", "prefixed_hash_parts64", "stable_hash_any",
        "span_make", "span_len", "interval_align_score", "span_overlaps", "span_contains", "span_id", "utf8_normalize", "utf8_null_if_blank",
        "qname_normalize", "semantic_tag", "map_get_default", "map_normalize", "list_compact", "list_unique_sorted", "struct_pick",
        "cdf_change_rank", "cdf_is_upsert", "cdf_is_delete", "col_to_byte", "canonicalize_byte_span", "arrow_metadata", "cpg_score",
        "position_encoding_norm", "async_echo", "stable_hash64_v2", "stable_hash128_v2", "stable_id_v2",
    ];

    private static readonly string[] Aliases =
    [
        "hash64", "hash128", "prefixed_hash", "stable_id_multi", "prefixed_hash_parts", "stable_hash", "span", "normalize_utf8", "null_if_blank",
        "qualname_normalize", "array_compact", "array_unique_sorted", "struct_select",
    ];

    private readonly Session _session;

    public FunctionContractTests(SharedRuntime shared) => _session = shared.Runtime.NewSession();

    [Fact]
    [Trait("Requirement", "R116")]
    public void Every_line_of_the_golden_table_holds_from_SQL()
    {
        string[] wrong = [.. GoldenCalls.Wrong(_session)];
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void The_golden_table_names_every_function_and_alias()
    {
        string calls = string.Join("\n", GoldenCalls.Lines().Select(line => line.Call));
        Assert.All(Registered.Concat(Aliases), name => Assert.Contains($"{name}(", calls, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "R001")]
    public void Every_registered_function_is_in_every_session_with_its_aliases_summary_and_parameters()
    {
        List<string> rows = Lake.Rows(_session, "SELECT name, summary, len(parameters) FROM weir_functions() WHERE plugin = 'weir_code_functions' AND kind = 'scalar'");
        string[] names = [.. rows.Select(row => row.Split('|')[0])];
        Assert.Empty(Registered.Except(names));
        Assert.All(rows, row => Assert.True(row.Split('|') is [_, { Length: > 10 } summary, not "0"] && summary.EndsWith('.'), row));
        Assert.Equal(
            Aliases.Order(), Lake.Rows(_session, "SELECT unnest(aliases) FROM weir_functions() WHERE plugin = 'weir_code_functions' AND kind = 'scalar' ORDER BY 1").Intersect(Aliases));
    }

    [Fact]
    [Trait("Requirement", "R114")]
    [Trait("Requirement", "R116")]
    public void Columns_give_the_same_rows_as_constants_over_many_chunks()
    {
        const string texts = "(SELECT CASE WHEN range % 7 <> 0 THEN repeat('É x ', (range % 60)::INT) || range END AS s, range AS n FROM range(20000))";
        Assert.Equal(["0"], Lake.Rows(_session, $"""
            SELECT count(*) FROM {texts}
            WHERE stable_id('n', s) IS DISTINCT FROM 'n:' || stable_hash128(s)
               OR stable_id_parts('n', s, NULL) <> stable_id('n', coalesce(s, '__NULL__') || chr(31) || '__NULL__')
               OR prefixed_hash64('n', s) IS DISTINCT FROM 'n:' || stable_hash64(s)
               OR stable_hash_any(s, false) <> stable_hash128(coalesce(s, '__NULL__'))
               OR utf8_normalize(s) IS DISTINCT FROM replace(trim(lower(s)), '  ', ' ')
               OR utf8_null_if_blank(s) IS DISTINCT FROM nullif(trim(s), '')
               OR span_id('n', s, n, n + 1) <> stable_id_parts('n', s, n, n + 1)
               OR stable_id_v2('n', s, n) <> 'n:' || stable_hash128_v2(s, n)
               OR col_to_byte(s, 1, 'BYTE') IS DISTINCT FROM CASE WHEN s IS NOT NULL THEN 1 END
            """));
        Assert.Equal(["20000|20000"], Lake.Rows(_session, "SELECT count(DISTINCT stable_hash64(range::VARCHAR)), count(DISTINCT stable_hash64_v2(range)) FROM range(20000)"));
        Assert.Equal(["0"], Lake.Rows(_session, "SELECT count(stable_id('a', s)) FROM (SELECT ''::VARCHAR s LIMIT 0)"));
        Assert.Equal(["1000|2000|1000"], Lake.Rows(_session,
            "SELECT count(s.bstart), count(*), count(span_len(s)) FROM (SELECT span_make(CASE WHEN range % 2 = 0 THEN range END, range) AS s FROM range(2000))"));
    }

    [Fact]
    public void Planned_functions_work_on_columns_in_every_clause_and_keep_the_names_of_columns()
    {
        const string rows = "(SELECT {'a': range, 'b': range % 3} AS s, [range % 5, NULL, 2] AS l, range AS n FROM range(5000))";
        Assert.Equal(["0"], Lake.Rows(_session, $"""
            SELECT count(*) FROM {rows}
            WHERE struct_pick(s, 'b').b <> n % 3 OR list_unique_sorted(l)[1] <> least(n % 5, 2) OR len(list_compact(l)) <> 2 OR semantic_tag('x', n) <> n
            """));
        Assert.Equal(["3"], Lake.Rows(_session, $"WITH t AS {rows} SELECT count(*) FROM (SELECT struct_select(s, 'b') AS p, max(n) FROM t GROUP BY ALL HAVING len(list_compact(list(n))) > 1)"));
        Assert.Equal(["1"], Lake.Rows(_session, $"SELECT count(DISTINCT struct_pick(t.s, 'a').a) FROM {rows} AS t WHERE n = (SELECT list_unique_sorted([7, 3])[2])"));
        using QueryResult result = _session.Run(new Query("SELECT list_compact([1, NULL]), semantic_tag('node', 1) + 1, struct_pick({'a': 1}, field := 'a') FROM range(1)"));
        Assert.Equal(["list_compact(main.list_value(1, NULL))", "(semantic_tag('node', 1) + 1)"], result.Schema.Fields.Take(2).Select(field => field.Name));
    }

    [Fact]
    public void A_struct_that_must_be_computed_is_computed_once() =>
        Assert.Equal(["0"], Lake.Rows(_session, """
            SELECT count(*) FROM (SELECT struct_pick(s, 'a', 'b') AS p FROM (SELECT r, {'a': r, 'b': r} AS s FROM (SELECT random() AS r FROM range(1000))))
            WHERE p.a <> p.b
            """));

    [Fact]
    public void A_constant_argument_beside_columns_gives_what_a_column_of_it_gives() =>
        Assert.Equal(["0"], Lake.Rows(_session, """
            SELECT count(*) FROM (SELECT 'p' || (range // 100000) AS p, 'UTF-8' || (CASE WHEN range < 0 THEN 'x' ELSE '' END) AS u, range AS n, range::VARCHAR AS s FROM range(5000))
            WHERE stable_id('p0', s) <> stable_id(p, s) OR col_to_byte(s, 1, 'UTF-8') <> col_to_byte(s, 1, u)
               OR span_overlaps(span_make(10, 20), span_make(n, n + 5)) <> (n < 20 AND n + 5 > 10) OR stable_id_v2('p0', 1, s) <> stable_id_v2(p, n - n + 1, s)
               OR qname_normalize(s, 'M') <> qname_normalize(s, 'M', NULL)
            """));

    [Fact]
    public void An_id_has_at_most_64_parts()
    {
        Assert.StartsWith("n:", GoldenCalls.Value(_session, $"stable_id_parts('n', {string.Join(", ", Enumerable.Repeat("'a'", 64))})"), StringComparison.Ordinal);
        Assert.Contains("1 to 64 parts; 65 are given", GoldenCalls.Value(_session, $"stable_id_parts('n', {string.Join(", ", Enumerable.Repeat("'a'", 65))})"), StringComparison.Ordinal);
    }
}
