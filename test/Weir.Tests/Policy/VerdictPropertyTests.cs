using FsCheck;
using FsCheck.Fluent;

namespace Weir.Tests.Policies;

/// <summary>How a text is laid out does not change what it may do.</summary>
[Trait("Requirement", "R189")]
public sealed class VerdictPropertyTests(HostileGround ground) : IClassFixture<HostileGround>
{
    private static readonly string[] Blanks =
        [" ", "\n", "\t", "\r\n", "  ", "/* x */", "/* ; DROP TABLE orders; */", "/* /* nested */ 'a */", "-- ; SELECT 1\n", "-- 'x\r", "--\n--\n", "\u00A0", "\u3000 ", "/**/"];

    private static readonly string[][] Texts =
    [
        ["SELECT", "1"], ["SELECT", "*", "FROM", "orders", "WHERE", "id", "=", "1", ";"], ["WITH", "x", "AS", "(", "SELECT", "1", ")", "FROM", "x"],
        ["DROP", "TABLE", "orders"], ["EXPLAIN", "ANALYZE", "DELETE", "FROM", "orders"], ["SELECT", "1", ";", "DROP", "TABLE", "orders"],
        ["COPY", "(", "SELECT", "1", ")", "TO", "'x.csv'", "(", "FORMAT", "csv", ")"], ["FROM", "read_csv", "(", "'/etc/passwd'", ")"],
        ["WITH", "x", "AS", "(", "SELECT", "1", ")", "INSERT", "INTO", "orders", "FROM", "x"], ["PREPARE", "p", "AS", "SELECT", "$1"],
        ["SELECT", "random", "(", ")", "FROM", "secret"], ["INSERT", "INTO", "orders", "(", "id", ")", "VALUES", "(", "1", ")", ",", "(", "2", ")"],
        ["SET", "threads", "=", "1"], ["CREATE", "OR", "REPLACE", "TEMP", "VIEW", "v", "(", "a", ")", "AS", "SELECT", "';'"], ["SELECT", "$$;$$", ",", "E'\\';'", ",", "\";\"", "FROM", "secret"],
        ["ATTACH", "'x.db'", "AS", "x"], ["(", "(", "SELECT", "1", ")", ")", "UNION", "(", "SELECT", "2", ")"], ["MERGE", "INTO", "orders", "USING", "customers", "ON", "true", "WHEN", "MATCHED", "THEN", "DELETE"],
        ["EXPLAIN", "(", "FORMAT", "json", ")", "SELECT", "sha256", "(", "'x'", ")"], ["FROM", "query", "(", "'SELECT 1'", ")"], ["SUMMARIZE", "secret"], ["SELECT", "1", "+", "2", "=", "3"],
    ];

    [Fact]
    public void Layout_and_comments_do_not_change_the_verdict()
    {
        Session[] sessions = [.. "rwsat".Select(ground.New)];
        try
        {
            Gen<(string[] Text, string[] Blanks, int Session)> cases =
                from text in Gen.Elements(Texts)
                from blanks in Gen.Elements(Blanks).ArrayOf(text.Length + 1)
                from session in Gen.Choose(0, sessions.Length - 1)
                select (text, blanks, session);
            Prop.ForAll(cases.ToArbitrary(), one =>
            {
                (string[] text, string[] blanks, int session) = one;
                string plain = string.Join(' ', text);
                // A quote in a comment, or behind a backslash, makes the engine take the wide spaces behind it for letters, and so for no SQL.
                if (blanks.Concat(text).Any(part => part.Contains('\'') && part[0] != '\''))
                    blanks = [.. blanks.Select(blank => blank[0] > '\u0080' ? " " : blank)];
                string laidOut = blanks[0] + string.Concat(text.Select((part, i) => Cased(part, i) + blanks[i + 1])) + " ";
                Assert.Equal(Told(sessions[session].Judge(plain)), Told(sessions[session].Judge(laidOut)));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
        }
        finally
        {
            Array.ForEach(sessions, session => session.Dispose());
        }
    }

    private static string Cased(string part, int place) => part[0] is '\'' or '"' or '$' or 'E' && part.Contains('\'') ? part
        : place % 2 == 0 ? part.ToLowerInvariant() : part.ToUpperInvariant();

    private static string Told(SqlVerdict verdict) =>
        $"{string.Join(", ", verdict.Statements.Select(statement => $"{statement.Kind} {statement.Rights} {string.Join('>', statement.Inside)}"))}: {verdict.Refusal?.Code} {verdict.Refusal?.Rule} {verdict.IsCarriedOut}";
}
