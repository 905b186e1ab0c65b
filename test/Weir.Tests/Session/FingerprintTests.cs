using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Weir.Tests.Sessions;

public sealed class FingerprintTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    private static readonly string[] Queries =
    [
        "SELECT a, b AS Total FROM t WHERE a > 1 AND b <> 'x -- y' OR c IS NULL",
        "WITH x AS (SELECT a, count(*) AS n FROM t GROUP BY a) SELECT * FROM x JOIN u ON x.a = u.a ORDER BY n DESC NULLS LAST LIMIT 5 OFFSET 1",
        "SELECT CASE WHEN a BETWEEN 1 AND 2 THEN 'one' ELSE \"Odd Name\" END, a::BIGINT, CAST(b AS DECIMAL(9, 2)) FROM t",
        "SELECT sum(a) FILTER (WHERE b > 0) OVER (PARTITION BY c ORDER BY d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t",
        "SELECT * EXCLUDE (a) REPLACE (b + 1 AS b) FROM t LEFT JOIN u USING (a) WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a)",
        "SELECT list_transform(l, lambda x: x + 1), {'Key': a}, [1, 2, a], s.f, $1 FROM t, unnest(l) AS k",
        "SELECT a FROM t UNION ALL SELECT a FROM u EXCEPT SELECT b FROM t",
        "SELECT DATE '2024-02-29' + INTERVAL 3 DAY, 1.50, 1e3, E'a\\n', 'it''s' FROM t WHERE a IN (1, 2, 3) AND b LIKE 'q%'",
        "SELECT * FROM t PIVOT (sum(a) FOR b IN (1, 2) GROUP BY c)",
        "FROM t SELECT a QUALIFY row_number() OVER (ORDER BY a) = 1",
    ];

    private readonly Session _session = shared.Runtime.NewSession();

    [Fact]
    [Trait("Requirement", "R190")]
    public void Formatting_comments_and_case_do_not_change_it() => Prop.ForAll(
        Gen.Elements(Queries).Zip(Gen.Choose(0, 11).ArrayOf(200)).ToArbitrary(),
        sample =>
        {
            string other = Reformatted(sample.Item1, sample.Item2);
            Assert.True(_session.Fingerprint(new Query(sample.Item1)) == _session.Fingerprint(new Query(other)), other);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Theory]
    [InlineData("SELECT a FROM t", "SELECT b FROM t")]
    [InlineData("SELECT a FROM t", "SELECT a FROM u")]
    [InlineData("SELECT a FROM t", "SELECT DISTINCT a FROM t")]
    [InlineData("SELECT a AS x FROM t", "SELECT a AS X FROM t")]
    [InlineData("SELECT a FROM t WHERE b = 'x'", "SELECT a FROM t WHERE b = 'X'")]
    [InlineData("SELECT a FROM t WHERE b = 1", "SELECT a FROM t WHERE b = 1.0")]
    [InlineData("SELECT a - (b - c) FROM t", "SELECT a - b - c FROM t")]
    [InlineData("SELECT a FROM t ORDER BY a", "SELECT a FROM t ORDER BY a DESC")]
    [InlineData("SELECT a FROM t UNION SELECT a FROM u", "SELECT a FROM t UNION ALL SELECT a FROM u")]
    [InlineData("SELECT a FROM t LEFT JOIN u USING (a)", "SELECT a FROM t JOIN u USING (a)")]
    [InlineData("SELECT {'k': a} FROM t", "SELECT {'K': a} FROM t")]
    [InlineData("SELECT a FROM t LIMIT 1", "SELECT a FROM t LIMIT 2")]
    [InlineData("SELECT a FROM t GROUP BY GROUPING SETS ((a), ())", "SELECT a FROM t GROUP BY GROUPING SETS ((a))")]
    [InlineData("SELECT f($1, $2)", "SELECT f($2, $1)")]
    [InlineData("WITH x(a) AS (SELECT 1) SELECT * FROM x", "WITH x(A) AS (SELECT 1) SELECT * FROM x")]
    public void Another_meaning_has_another_fingerprint(string one, string other) =>
        Assert.NotEqual(_session.Fingerprint(new Query(one)), _session.Fingerprint(new Query(other)));

    [Theory]
    [InlineData("SELECT a FROM t WHERE ((a) > (1))", "select A from T where a>1;")]
    [InlineData("SELECT cast(a AS INT) FROM t", "SELECT a::integer FROM t")]
    [InlineData("SELECT a FROM t WHERE a != 1", "SELECT a FROM \"T\" WHERE \"A\" <> 1")]
    [InlineData("SELECT * FROM t", "FROM t")]
    [InlineData("SELECT SUM(a) FROM t", "SELECT \"sum\"(a) FROM t")]
    public void The_same_meaning_has_the_same_fingerprint(string one, string other) =>
        Assert.Equal(_session.Fingerprint(new Query(one)), _session.Fingerprint(new Query(other)));

    [Fact]
    public void The_fingerprint_is_the_same_in_every_process() =>
        Assert.StartsWith("ceb5f36733b9346eb175daf68501a5f95a7a96bca", _session.Fingerprint(new Query("SELECT a, count(*) AS n FROM t WHERE b = 'x' GROUP BY a")), StringComparison.Ordinal);

    [Fact]
    public void The_normal_form_has_the_fingerprint_of_the_text_and_is_its_own_normal_form()
    {
        foreach (string sql in Queries.Where(sql => !sql.Contains("PIVOT", StringComparison.Ordinal)))
        {
            NormalizedStatement normal = _session.Normalize(new Query(sql));
            Assert.Equal(_session.Fingerprint(new Query(sql)), normal.Fingerprint);
            Assert.Equal(normal.Fingerprint, _session.Fingerprint(new Query(normal.Sql)));
            Assert.Equal(normal.Sql, _session.Normalize(new Query(normal.Sql)).Sql);
        }
    }

    [Theory]
    [InlineData("SELECT a FROM t -- secret\nWHERE b = 'secret' AND c > 42 LIMIT 7", "SELECT a FROM t WHERE ((b = ?) AND (c > ?)) LIMIT ?")]
    [InlineData("SELECT (s).f, DATE '2024-01-01' FROM t WHERE x IN (1, 'two', 3.5)", "SELECT (s).f, CAST(? AS DATE) FROM t WHERE (x IN (?, ?, ?))")]
    [InlineData("SELECT * FROM t PIVOT (sum(a) FOR b IN ('secret', 2))", "SELECT * FROM t PIVOT (sum(a) FOR (b) IN (?, ?))")]
    [InlineData("SELECT a FROM '/home/secret/x.parquet' AS x, t, s.u, 'data.csv'", "SELECT a FROM ? AS x , t , s.u , ?")]
    public void Values_are_left_out_of_the_redacted_form(string sql, string redacted) => Assert.Equal(redacted, _session.Normalize(new Query(sql)).Redacted);

    [Theory]
    [InlineData("SELECT 1; SELECT 2", "WEIR4030")]
    [InlineData("DELETE FROM t", "WEIR4030")]
    [InlineData("PIVOT t ON k USING sum(a)", "WEIR4030")]
    [InlineData("SELECT 1e400", "WEIR4023")]
    [InlineData("SELECT a FROM t WHERE b > -1e400", "WEIR4023")]
    [InlineData("SELECT FROM WHERE", "WEIR4004")]
    [InlineData("", "WEIR4030")]
    public void What_is_not_one_query_has_none(string sql, string code) =>
        Assert.Equal(code, Assert.Throws<WeirException>(() => _session.Fingerprint(new Query(sql))).Code);

    // Blanks and comments where the text has a blank or a sign stands, and another case for words.
    private static string Reformatted(string sql, int[] choices)
    {
        StringBuilder text = new();
        int at = 0;
        string before = "";
        foreach (Match token in Regex.Matches(sql, @"E?'(?:[^'\\]|''|\\.)*'|""[^""]*""|\$?\w+(?:\.\d+)?(?:e\d+)?|\s+|<>|::|\|\||<=|>=|:=|."))
        {
            int choice = choices[at++ % choices.Length];
            bool isWord = char.IsAsciiLetter(token.Value[0]) && !token.Value.Contains('\'', StringComparison.Ordinal);
            if (string.IsNullOrWhiteSpace(token.Value))
                text.Append(choice switch { 0 => "\n", 1 => "\t  ", 2 => " /* ' \" $$ */ ", 3 => " -- it's\n", 4 => "/* a /* b */ c */", _ => " " });
            else if (isWord && !before.Equals("AS", StringComparison.OrdinalIgnoreCase))
                text.Append(choice % 2 == 0 ? token.Value.ToUpperInvariant() : token.Value.ToLowerInvariant());
            else
                text.Append(token.Value is "(" or ")" or "," && choice < 4 ? $" {token.Value}\n" : token.Value);
            before = string.IsNullOrWhiteSpace(token.Value) ? before : token.Value;
        }
        return text.ToString();
    }
}
