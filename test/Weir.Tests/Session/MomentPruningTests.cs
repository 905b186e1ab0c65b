namespace Weir.Tests.Sessions;

/// <summary>Conditions that speak of now leave out files, and no rows.</summary>
public sealed class MomentPruningTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    // Eleven files of ten rows, an hour and a day apart, around half an hour from now.
    private async Task<Session> WithoutPruningAsync()
    {
        await _lake.Session.WriteAsync(_lake.Table("t"), new Query("""
            SELECT i // 10 AS p, i, now() + to_hours(i - 55) + INTERVAL 30 MINUTE AS tz, (now() + to_hours(i - 55) + INTERVAL 30 MINUTE)::TIMESTAMP AS ts, today() + (i - 55)::INTEGER AS d
            FROM range(110) AS r(i)
            """), DeltaWriteMode.Create, new DeltaWriteOptions { PartitionBy = ["p"] });
        Session whole = _lake.Runtime.NewSession();
        whole.PrunesFiles = false;
        foreach (Session session in (Session[])[_lake.Session, whole])
        {
            session.Register("t", _lake.Table("t"));
            session.RegisterView("recent", "SELECT * FROM t WHERE tz > now() - INTERVAL 7 HOUR");
        }
        return whole;
    }

    [Fact]
    public async Task The_rows_are_those_that_come_when_no_file_is_left_out()
    {
        using Session whole = await WithoutPruningAsync();
        (string Sql, int FilesMax)[] queries =
        [
            ("SELECT i FROM t WHERE tz > now() ORDER BY i", 6), ("SELECT i FROM t WHERE tz <= now() ORDER BY i", 6), ("SELECT i FROM t WHERE now() > tz + INTERVAL 2 HOUR ORDER BY i", 6),
            ("SELECT i FROM t WHERE tz BETWEEN now() - INTERVAL 3 HOUR AND now() + INTERVAL 3 HOUR ORDER BY i", 2), ("SELECT i FROM t WHERE ts > localtimestamp ORDER BY i", 6),
            ("SELECT i FROM t WHERE tz > current_timestamp ORDER BY i", 6), ("SELECT i FROM t WHERE d = current_date ORDER BY i", 1), ("SELECT i FROM t WHERE d IN (today(), today() + 20) ORDER BY i", 2),
            ("SELECT i FROM t WHERE d >= today() - 3 AND d < today() ORDER BY i", 2), ("SELECT i FROM recent ORDER BY i", 7), ("SELECT i FROM recent WHERE d < current_date + 1 ORDER BY i", 7),
            ("SELECT t.i FROM t JOIN range(200) AS r(k) ON t.i = r.k WHERE t.tz < now() ORDER BY i", 6), ("SELECT i FROM t WHERE tz > CASE WHEN p > 5 THEN now() ELSE now() - INTERVAL 1 HOUR END ORDER BY i", 6),
        ];
        foreach ((string sql, int files) in queries)
        {
            Assert.Equal(Lake.Rows(whole, sql), _lake.Rows(sql));
            using QueryResult result = _lake.Session.Run(new Query(sql));
            Assert.InRange(Assert.Single(result.Tables, table => table.Files is not null).Files!.FilesRead, 1, files);
        }
    }

    [Fact]
    public async Task A_column_that_bears_the_name_is_a_column()
    {
        await _lake.Session.WriteAsync(
            _lake.Table("odd"), new Query("SELECT i // 10 AS p, i, DATE '2000-01-01' AS current_date, DATE '2000-01-01' AS d FROM range(40) AS r(i)"),
            DeltaWriteMode.Create, new DeltaWriteOptions { PartitionBy = ["p"] });
        _lake.Session.Register("odd", _lake.Table("odd"));
        Assert.Equal(["40"], _lake.Rows("SELECT count(*) FROM odd WHERE d = current_date"));
        Assert.Equal(["40"], _lake.Rows("SELECT count(*) FROM odd WHERE current_date < DATE '2001-01-01'"));
        Assert.Equal(["0"], _lake.Rows("SELECT count(*) FROM odd WHERE d = today()"));
        using Session whole = _lake.Runtime.NewSession();
        whole.PrunesFiles = false;
        whole.Register("odd", _lake.Table("odd"));
        const string alias = "SELECT DATE '2000-01-01' AS localtimestamp FROM odd WHERE d = localtimestamp";
        Assert.Equal(Lake.Rows(whole, alias), _lake.Rows(alias));
    }

    [Fact]
    public async Task A_query_that_fails_leaves_the_session_usable_and_a_condition_that_cannot_be_asked_is_told_by_the_query()
    {
        using Session whole = await WithoutPruningAsync();
        for (int i = 0; i < 6; i++)
            Assert.StartsWith("WEIR4", Assert.Throws<WeirException>(() => _lake.Rows("SELECT i FROM t WHERE tz > now() AND d = CAST('never' AS DATE)")).Code, StringComparison.Ordinal);
        Assert.Equal("WEIR8008", Assert.Throws<WeirException>(() => _lake.Rows("SELECT * FROM t, nowhere WHERE tz > now()")).Code);
        Assert.Equal(["110"], _lake.Rows("SELECT count(*) FROM t"));
        Assert.Equal(["55"], _lake.Rows("SELECT count(*) FROM t WHERE tz > now()"));
    }

    [Fact]
    public async Task A_write_takes_the_rows_of_its_own_moment()
    {
        using Session whole = await WithoutPruningAsync();
        await _lake.Session.WriteAsync(_lake.Table("later"), new Query("SELECT i, now() AS moment FROM t WHERE tz > now()"), DeltaWriteMode.Create);
        _lake.Session.Register("later", _lake.Table("later"));
        Assert.Equal(["55|1"], _lake.Rows("SELECT count(*), count(DISTINCT moment) FROM later"));
    }

    [Fact]
    public void The_statements_of_a_transaction_see_one_moment()
    {
        using Weir.Engine.DuckConnection connection = _lake.Session.Host.Engine.Connect();
        connection.Execute("BEGIN TRANSACTION");
        connection.Execute("CREATE TEMP TABLE seen AS SELECT now() AS a, localtimestamp AS b, transaction_timestamp() AS c");
        connection.Execute("CREATE TEMP VIEW unseen AS SELECT count(*) FROM range(1000000)");
        connection.Execute("INSERT INTO seen SELECT now(), localtimestamp, current_timestamp");
        Assert.Equal(["1 1 1"], Weir.Sessions.EngineRows.Texts(connection, "SELECT concat_ws(' ', count(DISTINCT a), count(DISTINCT b), count(DISTINCT c)) FROM seen", default));
        connection.Execute("ROLLBACK");
    }
}
