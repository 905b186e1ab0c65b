using Weir.Sessions;

namespace Weir.Tests.Sessions;

public sealed class StatementGateTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    [Theory]
    [InlineData("SELECT 1 AS x")]
    [InlineData("VALUES (1), (2)")]
    [InlineData("FROM range(3)")]
    [InlineData("WITH a AS (SELECT 1 AS x) SELECT * FROM a")]
    [InlineData("WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r WHERE i < 3) SELECT * FROM r")]
    [InlineData("DESCRIBE SELECT 1")]
    [InlineData("SUMMARIZE SELECT 1 AS a")]
    [InlineData("SHOW TABLES")]
    [InlineData("EXPLAIN SELECT 1")]
    [InlineData("explain /* why */ analyze SELECT 1")]
    [InlineData("-- first\nEXPLAIN (FORMAT json) SELECT 1")]
    [InlineData("EXPLAIN (SELECT 1)")]
    [InlineData("(SELECT 1) UNION ALL (SELECT 2);")]
    [InlineData("SELECT * FROM information_schema.tables")]
    [InlineData("PIVOT (SELECT 'a' AS k, 1 AS v) ON k IN ('a') USING sum(v)")]
    public void A_read_only_query_passes(string sql)
    {
        using Session session = shared.Runtime.NewSession();
        using QueryResult result = session.Run(new Query(sql));
        using Weir.Arrow.RecordBatchReader reader = result.AsReader();
        while (reader.Read() is { } batch)
            batch.Dispose();
    }

    // The engine would look for a file of such a name.
    [Theory]
    [InlineData("FROM information_schema.csv")]
    [InlineData("FROM pg_catalog.parquet")]
    [InlineData("FROM recurring.csv")]
    [InlineData("WITH csv AS (SELECT 1 AS a) FROM recurring.csv")]
    [InlineData("WITH RECURSIVE csv AS (FROM recurring.csv UNION SELECT 1 WHERE false) FROM csv")]
    public void A_name_in_a_schema_of_the_engine_is_a_table_that_it_has(string sql)
    {
        using Session session = shared.Runtime.NewSession();
        Assert.Equal("WEIR8008", Assert.Throws<WeirException>(() => session.Run(new Query(sql))).Code);
    }

    [Fact]
    public void Every_table_in_the_schemas_of_the_engine_can_be_named()
    {
        using Session session = shared.Runtime.NewSession();
        IEnumerable<string> engine = Lake.Rows(session, "SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE schema_name <> 'main' AND database_name = 'system'");
        Assert.Equal(EngineTables.All.Order(StringComparer.Ordinal), engine.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_statement_of_very_many_joins_is_refused_before_it_is_planned()
    {
        using Session session = shared.Runtime.NewSession();
        string joins = string.Concat(Enumerable.Range(0, 101).Select(i => $" JOIN range(1) AS t{i} USING (range)"));
        WeirException refused = Assert.Throws<WeirException>(() => session.Run(new Query($"SELECT 1 FROM range(1) AS t{joins}")));
        Assert.Equal(("WEIR5007", "100"), (refused.Code, refused.Details["limit"]));
    }

    [Fact]
    public void A_recursive_query_may_bear_the_name_of_the_table_that_it_begins_with()
    {
        using Lake lake = new();
        lake.Session.Register("nodes", new DatasetLocation(lake.WriteParquet("n.parquet", "SELECT i AS id, i - 1 AS parent FROM range(5) AS r(i)"), DatasetFormat.Parquet));
        Assert.Equal(["0", "1", "2", "3", "4"], lake.Rows("""
            WITH RECURSIVE nodes AS (SELECT id FROM nodes WHERE parent < 0 UNION ALL SELECT id + 1 FROM nodes WHERE id < 4) SELECT * FROM nodes ORDER BY id
            """));
    }

    [Theory]
    [InlineData("CREATE TABLE t AS SELECT 1")]
    [InlineData("CREATE TEMP VIEW v AS SELECT 1")]
    [InlineData("DROP TABLE t")]
    [InlineData("INSERT INTO t VALUES (1)")]
    [InlineData("UPDATE t SET a = 1")]
    [InlineData("DELETE FROM t")]
    [InlineData("TRUNCATE t")]
    [InlineData("COPY (SELECT 1) TO '/tmp/weir-must-not-be.parquet'")]
    [InlineData("COPY t FROM 'x.csv'")]
    [InlineData("EXPORT DATABASE '/tmp/weir-must-not-be'")]
    [InlineData("IMPORT DATABASE '/tmp/weir-must-not-be'")]
    [InlineData("ATTACH ':memory:' AS other")]
    [InlineData("DETACH memory")]
    [InlineData("USE memory")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    [InlineData("SET threads = 1")]
    [InlineData("RESET threads")]
    [InlineData("PRAGMA version")]
    [InlineData("PRAGMA threads = 1")]
    [InlineData("CALL pragma_version()")]
    [InlineData("CHECKPOINT")]
    [InlineData("BEGIN")]
    [InlineData("COMMIT")]
    [InlineData("VACUUM")]
    [InlineData("PREPARE p AS SELECT 1")]
    [InlineData("EXECUTE p")]
    [InlineData("EXPLAIN INSERT INTO t VALUES (1)")]
    [InlineData("EXPLAIN ANALYZE COPY (SELECT 1) TO '/tmp/weir-must-not-be.parquet'")]
    [InlineData("EXPLAIN (FORMAT json) DROP TABLE t")]
    public void Anything_else_is_refused(string sql) => Assert.Equal("WEIR5001", Refused(sql));

    [Theory]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("EXPLAIN SELECT 1; SELECT 2")]
    [InlineData("")]
    [InlineData("-- nothing")]
    [InlineData(";")]
    public void One_statement_at_a_time(string sql) => Assert.Equal("WEIR5002", Refused(sql));

    [Theory]
    [InlineData("SELECT 1; DROP TABLE t")]
    [InlineData("EXPLAIN SELECT 1; DROP TABLE t")]
    public void A_second_statement_is_refused_whatever_it_is(string sql) =>
        Assert.StartsWith("WEIR500", Refused(sql), StringComparison.Ordinal);

    [Theory]
    [InlineData("SELECT * FROM arrow_scan(1, 2, 3)")]
    [InlineData("SELECT * FROM arrow_scan_dumb(1, 2, 3)")]
    [InlineData("FROM query('SELECT 1')")]
    [InlineData("FROM query_table('t')")]
    [InlineData("SELECT (SELECT count(*) FROM json_execute_serialized_sql('x'))")]
    [InlineData("FROM enable_logging()")]
    [InlineData("FROM force_checkpoint()")]
    [InlineData("FROM checkpoint()")]
    [InlineData("FROM enable_profiling()")]
    [InlineData("FROM read_duckdb('x')")]
    [InlineData("FROM seq_scan('x')")]
    [InlineData("SELECT json_structure((repeat('[', 1000000) || repeat(']', 1000000))::JSON)")]
    [InlineData("SELECT json_merge_patch('{}', repeat('{\"a\":', 1000000) || '1' || repeat('}', 1000000))")]
    [InlineData("SELECT repeat('[', 1000000)::JSON::VARIANT")]
    [InlineData("SELECT json_serialize_sql('SELECT 1')")]
    [InlineData("SELECT json_deserialize_sql('{}')")]
    [InlineData("SELECT weir_plugin_list_sample_sum([1])")]
    [InlineData("SELECT main.\"FROM_JSON\"('1', repeat('[', 1000000))")]
    public void Functions_that_do_more_than_read_or_that_a_value_can_overflow_are_refused(string sql) => Assert.Equal("WEIR5003", Refused(sql));

    [Theory]
    [InlineData("SELECT * FROM 'a.parquet'")]
    [InlineData("SELECT * FROM '/etc/passwd.csv'")]
    [InlineData("SELECT * FROM \"x.json\"")]
    [InlineData("SELECT (SELECT count(*) FROM 'a.parquet')")]
    public void A_file_in_a_tables_place_is_refused(string sql) => Assert.Equal("WEIR5004", Refused(sql));

    [Theory]
    [InlineData("FROM a.parquet")]
    [InlineData("FROM main.\"x.parquet\"")]
    [InlineData("FROM temp.t")]
    [InlineData("FROM t")]
    [InlineData("SELECT * FROM a, LATERAL (SELECT * FROM b)")]
    public void A_table_that_is_not_registered_is_named(string sql)
    {
        using Session session = shared.Runtime.NewSession();
        session.Register("orders", new DatasetLocation("/nowhere"));
        WeirException error = Assert.Throws<WeirException>(() => session.Run(new Query(sql)));
        Assert.Equal("WEIR8008", error.Code);
        Assert.Contains("registered are: orders", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FROM read_parquet('s3://bucket/x.parquet')")]
    [InlineData("FROM read_csv('https://example.org/x.csv')")]
    public void A_remote_path_is_refused(string sql) => Assert.Equal("WEIR5005", Refused(sql));

    [Theory]
    [InlineData("FROM read_delta()")]
    [InlineData("FROM read_delta('a', 'b', 'c', 'd', 'e', 'f', 'g')")]
    [InlineData("FROM range(3) AS r(i), read_delta('a', version := i)")]
    [InlineData("FROM read_delta((SELECT 'a'))")]
    [InlineData("FROM read_delta(path := 'a', uri := 'b')")]
    public void Read_delta_takes_what_is_known_beforehand(string sql) => Assert.Equal("WEIR5006", Refused(sql));

    [Fact]
    public void A_syntax_error_keeps_the_engines_place()
    {
        using Lake lake = new();
        WeirException error = Assert.Throws<WeirException>(() => lake.Session.Run(new Query("SELECT 1 FROM\n  WHERE x")));
        Assert.Equal("WEIR4004", error.Code);
        Assert.Contains("line 2", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Only_tables_that_a_query_names_are_opened()
    {
        using Lake lake = new();
        lake.Session.Register("broken", new DatasetLocation(lake.At("nothing")));
        lake.Session.Register("good", new DatasetLocation(lake.WriteParquet("g.parquet", "SELECT 7 AS a"), DatasetFormat.Parquet));
        Assert.Equal(["7"], lake.Rows("WITH broken AS (SELECT a FROM good) SELECT * FROM broken"));
        Assert.Throws<WeirException>(() => lake.Rows("SELECT * FROM good, (SELECT 1 FROM broken)"));
    }

    [Fact]
    public void Show_tables_lists_the_sessions_tables()
    {
        using Lake lake = new();
        lake.Session.Register("b", new DatasetLocation("/nowhere"));
        lake.Session.RegisterView("a 'view'", "SELECT 1");
        using QueryResult result = lake.Session.Run(new Query("SHOW TABLES"));
        Assert.Equal(["a 'view'", "b"], Lake.Texts(result));
    }

    private string Refused(string sql)
    {
        using Session session = shared.Runtime.NewSession();
        return Assert.Throws<WeirException>(() => session.Run(new Query(sql))).Code;
    }
}
