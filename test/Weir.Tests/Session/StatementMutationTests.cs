using FsCheck;
using FsCheck.Fluent;

namespace Weir.Tests.Sessions;

/// <summary>Whatever a text is, what is told about it is an answer or an error with a code.</summary>
public sealed class StatementMutationTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    private static readonly string[] Parts =
    [
        "SELECT", "FROM", "t", "u", "a", "b", ",", "(", ")", "*", "WHERE", "=", "1", "'x'", "NULL", "''", "GROUP BY", "ALL", "ORDER BY", "LIMIT", "JOIN", "USING", "(a)",
        "AS", "x", "UNION", "UNION ALL BY NAME", "WITH x AS (SELECT 1 AS a)", "sum(", "OVER (", "PARTITION BY", "to_days()", "date_part(NULL, a)", "CASE WHEN", "THEN", "ELSE", "END",
        "->", "'$.k'", "lambda x:", "list_transform(", "[1, 2]", "{'k': 1}", ".k", "[1]", "::INTEGER", "::MAP(INTEGER, VARCHAR)", "COLUMNS('a.*')", "COLUMNS(", "EXCLUDE (a)",
        "PIVOT (sum(a) FOR b IN (1, 2))", "UNPIVOT (v FOR n IN (a, b))", "VALUES (1, 2)", "unnest(", "range(3)", "LATERAL", "EXISTS (SELECT 1)", "IN (SELECT 2)", "NOT", "-", "/",
        "INTERVAL", "DAY", "INTERVAL 1 DAY", "$1", "?", "#1", "LIKE", "ESCAPE '!'", "DISTINCT ON (a)", "QUALIFY", "TABLESAMPLE 10%", "GROUPING SETS ((a), ())", "SUMMARIZE", "DESCRIBE",
        "count(*)", "FILTER (WHERE a)", "struct_pack(k := a)", "substring(a, b)", "NATURAL", "ASOF", "POSITIONAL", "current_date", "try_cast(a AS UNION(k INTEGER))", "''::BLOB", "1e400",
    ];

    private readonly Session _session = shared.Runtime.NewSession();

    [Fact]
    public void Any_text_has_an_answer_or_an_error_with_a_code()
    {
        _session.RegisterView("t", "SELECT 1 AS a, 2 AS b");
        _session.RegisterView("u", "SELECT 1 AS a, [2] AS c");
        Prop.ForAll(Gen.Elements(Parts).NonEmptyListOf().ToArbitrary(), parts =>
        {
            Query query = new("SELECT a " + string.Join(' ', parts));
            Coded(() => _session.Fingerprint(query));
            Coded(() => _session.Normalize(query).Redacted);
            Coded(() => _session.Lineage(query).Fingerprint);
            foreach (SqlDialect dialect in Enum.GetValues<SqlDialect>())
                Coded(() => _session.Render(query, dialect));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Fact]
    public void Each_part_alone_has_an_answer_or_an_error_with_a_code()
    {
        _session.RegisterView("t", "SELECT 1 AS a, 2 AS b");
        foreach (string part in Parts)
        {
            foreach (string sql in (string[])[$"SELECT {part}", $"SELECT {part} FROM t", $"SELECT a FROM t {part}", $"SELECT a {part} FROM t", $"SELECT f({part}) FROM t", $"SELECT a FROM {part}"])
            {
                Coded(() => _session.Lineage(new Query(sql)).Fingerprint);
                foreach (SqlDialect dialect in Enum.GetValues<SqlDialect>())
                    Coded(() => _session.Render(new Query(sql), dialect));
            }
        }
    }

    private static void Coded(Func<string> tell)
    {
        try
        {
            Assert.NotNull(tell());
        }
        catch (WeirException e)
        {
            Assert.StartsWith("WEIR", e.Code, StringComparison.Ordinal);
        }
    }
}
