namespace Weir.Tests.Plugins.Sample;

/// <summary>
/// Statements over the plugin sample and the table <c>t</c> (g, v, w), and what they give: cells as the engine's
/// text, joined by '|', NULL as NULL. Every packaging of the plugin gives the same.
/// </summary>
internal static class SampleStatements
{
    /// <summary>The rows of t: groups a (1, NULL, 4) and b (10, 20), texts in the order of v.</summary>
    public const string Table =
        "SELECT * FROM (VALUES ('a', 1::BIGINT, 'one'), ('a', NULL, 'none'), ('a', 4, 'four'), ('b', 10, NULL), ('b', 20, 'twenty')) AS t(g, v, w)";

    public static readonly (string Sql, string[] Rows)[] All =
    [
        // Scalar functions: constants, columns, NULLs, optional and named arguments, any number of arguments, several batches.
        ("SELECT sample_add(2, 40)", ["42"]),
        ("SELECT sample_add(v, 1) FROM t ORDER BY v NULLS LAST", ["2", "5", "11", "21", "NULL"]),
        ("SELECT sum(sample_add(range, range)) FROM range(10000)", ["99990000"]),
        ("SELECT sample_greet('Ada'), sample_greet('Ada', 'hi'), sample_greet('Ada', greeting := 'hej')", ["hello, Ada!|hi, Ada!|hej, Ada!"]),
        ("SELECT sample_greet(w, g) FROM t WHERE v IS NOT NULL ORDER BY v", ["a, one!", "a, four!", "NULL", "b, twenty!"]),
        ("SELECT sample_hash('a'), sample_hash('a', NULL, 'b'), sample_hash('\u00e4', '')", ["620345593008815561|7547102248280603722|5518255100297988616"]),
        ("SELECT count(DISTINCT sample_hash(w)) FROM t", ["5"]),
        ("SELECT sample_repeat('ab', 3), sample_repeat('x', 0), sample_repeat(NULL, 2)", ["ababab||NULL"]),
        ("SELECT max(length(sample_repeat('a long text of some bytes', (range % 3)::INTEGER))) FROM range(5000)", ["50"]),
        // Aggregates in every form.
        ("SELECT sample_sum(range) FROM range(5000)", ["12497500"]),
        ("SELECT sample_sum(v) FROM t WHERE false", ["NULL"]),
        ("SELECT g, sample_sum(v) FROM t GROUP BY g ORDER BY g", ["a|5", "b|30"]),
        ("SELECT sample_sum(DISTINCT v % 3) FROM t", ["3"]),
        ("SELECT sample_sum(v) FILTER (WHERE v > 3) FROM t", ["34"]),
        ("SELECT g, sample_sum(v) FROM t GROUP BY ROLLUP (g) ORDER BY g NULLS LAST", ["a|5", "b|30", "NULL|35"]),
        ("SELECT g FROM t GROUP BY g HAVING sample_sum(v) > 10", ["b"]),
        ("SELECT sample_first(w ORDER BY v DESC) FROM t", ["twenty"]),
        ("SELECT g, sample_first(w ORDER BY v NULLS LAST) FROM t GROUP BY g ORDER BY g", ["a|one", "b|twenty"]),
        ("SELECT DISTINCT sample_sum(v) OVER () FROM t", ["35"]),
        ("SELECT v, sample_sum(v) OVER (ORDER BY v) FROM t WHERE v IS NOT NULL ORDER BY v", ["1|1", "4|5", "10|15", "20|35"]),
        ("SELECT v, sample_sum(v) OVER (ORDER BY v ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM t WHERE v > 3 ORDER BY v", ["4|34", "10|34", "20|34"]),
        ("SELECT v, sample_sum(v) OVER (PARTITION BY g ORDER BY v ROWS 1 PRECEDING) FROM t WHERE v IS NOT NULL ORDER BY v", ["1|1", "4|5", "10|10", "20|30"]),
        // Window functions over whole partitions.
        ("SELECT v, sample_rank_gap(v) OVER (PARTITION BY g ORDER BY v) FROM t WHERE v IS NOT NULL ORDER BY v", ["1|NULL", "4|3", "10|NULL", "20|10"]),
        ("SELECT sum(gap) FROM (SELECT sample_rank_gap(range) OVER (ORDER BY range) AS gap FROM range(5000))", ["4999"]),
        // Table functions.
        ("SELECT * FROM sample_series(1, 4)", ["1", "2", "3", "4"]),
        ("SELECT sum(value), count(*) FROM sample_series(1, 10000, step := 3)", ["16671667|3334"]),
        ("SELECT s.value, t.g FROM sample_series(4, 10, 6) AS s JOIN t ON t.v = s.value ORDER BY 1", ["4|a", "10|b"]),
        // Tables of a provider, with what may be pushed down.
        ("SELECT count(*), sum(id), count(score) FROM rows", ["5000|12497500|4500"]),
        ("SELECT id, name, score FROM rows WHERE id >= 4997 ORDER BY id", ["4997|row 4997|2498.5", "4998|row 4998|2499.0", "4999|row 4999|NULL"]),
        ("SELECT name FROM rows WHERE name = 'row 77'", ["row 77"]),
        ("SELECT id FROM rows WHERE id > 10 AND id <= 13 AND score IS NOT NULL ORDER BY id", ["11", "12", "13"]),
        ("SELECT count(*) FROM (SELECT * FROM rows LIMIT 7)", ["7"]),
        ("SELECT a.id FROM rows AS a JOIN rows AS b ON a.id = b.id WHERE a.id < 3 AND b.id > 0 ORDER BY 1", ["1", "2"]),
        // A relation planner.
        ("SELECT sample_epoch() AS epoch", ["0"]),
    ];
}
