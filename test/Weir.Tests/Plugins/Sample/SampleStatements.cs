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
    ];
}
