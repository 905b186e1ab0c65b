using System.Text;
using Weir.Arrow;
using Weir.Tests.Engine;

namespace Weir.Tests.Sessions;

/// <summary>Whatever text a session is given, the answer is rows or an error with a code, and the runtime lives.</summary>
[Trait("Requirement", "R128")]
[Trait("Requirement", "R129")]
public sealed class HostileSessionTests : IDisposable
{
    private readonly WeirRuntime _runtime = WeirRuntime.Open(new WeirOptions { Threads = 2, MemoryLimitBytes = 256L << 20 });

    public void Dispose() => _runtime.Dispose();

    [Fact]
    public void Every_odd_text_is_answered_and_the_runtime_lives()
    {
        using Session session = _runtime.NewSession();
        foreach (string sql in HostileSqlTests.OddTexts)
            MustAnswer(session, sql, rowsMax: 10_000);
        MustLive(session);
    }

    [Theory]
    [InlineData("SELECT ", "(", "1", ")")]
    [InlineData("SELECT ", "- ", "1", "")]
    [InlineData("SELECT ", "NOT ", "true", "")]
    [InlineData("SELECT ", "abs(", "1", ")")]
    [InlineData("SELECT ", "[", "1", "]")]
    [InlineData("SELECT ", "{'a': ", "1", "}")]
    [InlineData("SELECT ", "(SELECT ", "1", ")")]
    [InlineData("SELECT 1 WHERE ", "EXISTS (SELECT 1 WHERE ", "true", ")")]
    [InlineData("SELECT 1 WHERE ", "1 IN (SELECT 1 WHERE ", "true", ")")]
    [InlineData("SELECT ", "list_transform([1], x -> ", "1", ")")]
    [InlineData("SELECT ", "CASE WHEN true THEN ", "1", " END")]
    [InlineData("", "FROM (", "SELECT 1", ")")]
    [InlineData("", "WITH a AS (", "SELECT 1", ") FROM a")]
    [InlineData("SELECT ", "CAST(", "1", " AS INT)")]
    [InlineData("SELECT NULL::", "STRUCT(a ", "INT", ")")]
    [InlineData("", "EXPLAIN ", "SELECT 1", "")]
    [InlineData("", "/*", " */ SELECT 1", "")]
    [InlineData("SELECT NULL::INT", "", "", "[]")]
    [InlineData("SELECT 1", "", "", " + 1")]
    [InlineData("SELECT 'x'", "", "", " || 'x'")]
    [InlineData("SELECT true", "", "", " AND true")]
    [InlineData("SELECT 1", "", "", " UNION ALL SELECT 1")]
    [InlineData("SELECT 1", "", "", " UNION SELECT 1")]
    [InlineData("SELECT 1", "", "", "::INT")]
    [InlineData("SELECT [1]", "", "", "[1:]")]
    [InlineData("SELECT x", "", "", ".x")]
    [InlineData("SELECT 1 FROM range(1)", "", "", ", range(1)")]
    [InlineData("SELECT x FROM (SELECT 1 AS x)", "", "", " WHERE x IN (SELECT 1)")]
    [InlineData("SELECT 1", "", "", ", 1")]
    [InlineData("SELECT 1", "", "", "; SELECT 1")]
    public void Nesting_of_any_depth_is_answered_and_the_runtime_lives(string start, string open, string core, string close)
    {
        using Session session = _runtime.NewSession();
        foreach (int depth in (int[])[10, 100, 1_000, 10_000, 100_000])
        {
            MustAnswer(session, Nested(start, open, core, close, depth), rowsMax: 10_000);
        }
        MustLive(session);
    }

    [Theory]
    [InlineData("SELECT ", "abs(", "1", ")", 150, 201, "expressions deeper than the limit of 200")]
    [InlineData("SELECT ", "(SELECT ", "1", ")", 10, 13, "queries and lambdas in expressions deeper than the limit of 12")]
    [InlineData("SELECT NULL::INT", "", "", "[]", 10, 900, "levels of its syntax tree deeper than the limit of 1000")]
    [InlineData("SELECT 1", "", "", ", 1", 1_000, 100_000, "characters, the limit is 262144")]
    [InlineData("", "/*", " */ SELECT 1", "", 1, 501, "operator characters side by side, the limit is 1000")]
    public void What_is_too_deep_is_refused_by_the_name_of_the_limit(
        string start, string open, string core, string close, int fine, int tooDeep, string limit)
    {
        using Session session = _runtime.NewSession();
        Assert.Null(Failure(session, Nested(start, open, core, close, fine), rowsMax: 1, seconds: 30));
        WeirException refusal = Assert.IsType<WeirException>(Failure(session, Nested(start, open, core, close, tooDeep), rowsMax: 1, seconds: 30));
        Assert.Equal("WEIR5007", refusal.Code);
        Assert.Contains(limit, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP TABLE x", "it is DROP, not a read-only query", false)]
    [InlineData("/* a PIVOT */ delete from x", "it is DELETE, not a read-only query", false)]
    [InlineData("PIVOT (SELECT 1 AS x) ON x", "its PIVOT has no IN list", true)]
    [InlineData("FROM (PIVOT (SELECT 1 AS x) ON x)", "its PIVOT has no IN list", true)]
    public void A_refusal_names_what_it_found(string sql, string found, bool speaksOfPivot)
    {
        using Session session = _runtime.NewSession();
        WeirException refusal = Assert.IsType<WeirException>(Failure(session, sql, rowsMax: 1));
        Assert.Contains(found, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(speaksOfPivot, refusal.Message.Contains("IN list", StringComparison.Ordinal));
    }

    [Fact]
    public void An_inner_error_of_the_engine_ends_what_is_open_and_no_more()
    {
        using Session session = _runtime.NewSession();
        using Session other = _runtime.NewSession();
        using QueryResult open = other.Run(new Query("SELECT i FROM range(10000000) t(i)"));
        using RecordBatchReader rows = open.AsReader();
        rows.Read()?.Dispose();

        Query poison = new("SELECT typeof($1) || ' ' || coalesce($1::VARCHAR, 'NULL')") { Parameters = ["x"] };
        Assert.Equal("WEIR4011", Assert.Throws<WeirException>(() => Drain(session.Run(poison), rowsMax: 1)).Code);

        MustLive(session);
        MustLive(other);
        // Functions written in C# are there again.
        Drain(session.Run(new Query("SELECT stable_id('a', 'b')")), rowsMax: 1);
        WeirException ended = Assert.Throws<WeirException>(() => { while (rows.Read() is { } batch) batch.Dispose(); });
        Assert.Equal("WEIR4011", ended.Code);
        Assert.Contains("fresh engine", ended.Message, StringComparison.Ordinal);
    }

    private static string Nested(string start, string open, string core, string close, int depth) => new StringBuilder(start)
        .Insert(start.Length, open, depth).Append(core).Append(new StringBuilder().Insert(0, close, depth)).ToString();

    private static void MustAnswer(Session session, string sql, long rowsMax)
    {
        Exception? failure = Failure(session, sql, rowsMax);
        Assert.True(failure is null or WeirException or OperationCanceledException, $"{sql[..Math.Min(sql.Length, 200)]}: {failure}");
    }

    private static Exception? Failure(Session session, string sql, long rowsMax, int seconds = 1)
    {
        // Endless by its own wish: that it could be stopped is what matters.
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(seconds));
        try
        {
            Drain(session.Run(new Query(sql) { MaxRows = rowsMax }, limit.Token), rowsMax, limit.Token);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private static void Drain(QueryResult result, long rowsMax, CancellationToken cancellationToken = default)
    {
        using RecordBatchReader reader = result.AsReader();
        long rows = 0;
        while (rows < rowsMax && reader.Read(cancellationToken) is { } batch)
            using (batch)
                rows += batch.RowCount;
    }

    private static void MustLive(Session session)
    {
        using QueryResult result = session.Run(new Query("SELECT 1::VARCHAR"));
        Assert.Equal(["1"], Lake.Texts(result));
    }
}
