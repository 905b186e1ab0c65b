using Weir.Tests.Sessions;

namespace Weir.Tests.Policies;

/// <summary>What policies allow and sessions do, and what limits end.</summary>
public sealed class PolicyExecutionTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    private Session New(SqlPolicy policy) => _lake.Runtime.NewSession(new SessionOptions { Policy = policy });

    private static string Do(Session session, string sql, params object?[] parameters)
    {
        using QueryResult result = session.Run(new Query(sql) { Parameters = parameters });
        using Weir.Arrow.RecordBatchReader rows = result.AsReader();
        using Weir.Arrow.RecordBatch batch = rows.Read()!;
        return batch.Schema.Fields[0].Name == "Count" ? $"{batch.Column(0).Values<long>()[0]}" : batch.Column(0).GetString(0);
    }

    private static string Code(Session session, string sql) => Assert.Throws<WeirException>(() => session.Run(new Query(sql)).Dispose()).Code;

    [Fact]
    public void Create_table_as_and_insert_make_versions_of_a_registered_table()
    {
        using Session session = New(SqlPolicy.Admin);
        session.Register("orders", _lake.Table("orders"));
        Assert.Equal("2", Do(session, "CREATE TABLE orders AS SELECT * FROM (VALUES (1::BIGINT, 'a', 1.5::DOUBLE), (2, 'b', 2.5)) v(id, name, price)"));
        Assert.Equal("1", Do(session, "INSERT INTO orders VALUES (3, 'c', 4)"));
        Assert.Equal("1", Do(session, "INSERT INTO orders (name, id) SELECT 'd', 4"));
        Assert.Equal("1", Do(session, "/* x */ WITH n AS (SELECT 5 AS id) INSERT INTO \"orders\" (id) FROM n; -- y"));
        Assert.Equal("1", Do(session, "INSERT INTO orders BY NAME SELECT 'f' AS name, 6::BIGINT AS id"));
        Assert.Equal("1", Do(session, "INSERT INTO orders VALUES ($1, $2, NULL)", 7L, "g"));
        Assert.Equal("3", Do(session, "INSERT INTO orders SELECT id + 10, name, price FROM orders WHERE id < 4"));
        Assert.Equal(
            ["1|a|1.5", "2|b|2.5", "3|c|4.0", "4|d|NULL", "5|NULL|NULL", "6|f|NULL", "7|g|NULL", "11|a|1.5", "12|b|2.5", "13|c|4.0"],
            Lake.Rows(session, "SELECT * FROM orders ORDER BY id"));
        Assert.Equal("1", Do(session, "CREATE OR REPLACE TABLE orders AS SELECT 1::BIGINT AS id, 'z' AS name, 0.0::DOUBLE AS price"));
        Assert.Equal("0", Do(session, "CREATE TABLE IF NOT EXISTS orders AS SELECT 2::BIGINT AS id"));
        Assert.Equal(["1|z|0.0"], Lake.Rows(session, "FROM orders"));
    }

    [Fact]
    public void What_a_write_cannot_be_is_said_and_nothing_is_written()
    {
        using Session session = New(SqlPolicy.Admin);
        session.Register("t", _lake.Table("t"));
        session.Register("file", new DatasetLocation(_lake.WriteParquet("f.parquet", "SELECT 1 AS a"), DatasetFormat.Parquet));
        Do(session, "CREATE TABLE t AS SELECT 1 AS a");
        Assert.Equal("WEIR8008", Code(session, "INSERT INTO nothing VALUES (1)"));
        Assert.Equal("WEIR5021", Code(session, "INSERT INTO file VALUES (1)"));
        Assert.Equal("WEIR5021", Code(session, "INSERT INTO t VALUES (1) RETURNING a"));
        Assert.Equal("WEIR5021", Code(session, "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING"));
        Assert.Equal("WEIR5021", Code(session, "INSERT OR REPLACE INTO t VALUES (1)"));
        Assert.Equal("WEIR5021", Code(session, "INSERT INTO t DEFAULT VALUES"));
        Assert.Equal("WEIR5021", Code(session, "INSERT INTO t VALUES (1, 2)"));
        Assert.Equal("WEIR5014", Code(session, "INSERT INTO t (b) VALUES (1)"));
        Assert.Equal("WEIR5021", Code(session, "CREATE TEMP TABLE t AS SELECT 1"));
        Assert.Equal("WEIR5021", Code(session, "EXPLAIN INSERT INTO t VALUES (1)"));
        Assert.Equal("WEIR5021", Code(session, "UPDATE t SET a = 2"));
        Assert.StartsWith("WEIR4", Code(session, "INSERT INTO t VALUES ('x')"), StringComparison.Ordinal);
        Assert.Equal(["1"], Lake.Rows(session, "FROM t"));
    }

    [Fact]
    public void Views_are_of_the_session_and_judged_where_they_are_made()
    {
        using Session session = New(SqlPolicy.Write with { DeniedTables = ["secret"] });
        session.Register("data", new DatasetLocation(_lake.WriteParquet("d.parquet", "SELECT i AS a, i * 2 AS b FROM range(3) r(i)"), DatasetFormat.Parquet));
        session.Register("secret", new DatasetLocation(_lake.WriteParquet("s.parquet", "SELECT 42 AS a"), DatasetFormat.Parquet));
        session.RegisterView("given", "SELECT a FROM secret");
        Assert.Equal("v", Do(session, "CREATE VIEW v (x) AS SELECT a + b FROM data"));
        Assert.Equal(["0", "3", "6"], Lake.Rows(session, "SELECT x FROM v ORDER BY x"));
        Assert.Equal("WEIR5026", Code(session, "CREATE VIEW v AS SELECT 1"));
        Assert.Equal("v", Do(session, "CREATE OR REPLACE TEMP VIEW v AS SELECT 7 AS x"));
        Assert.Equal("v", Do(session, "CREATE VIEW IF NOT EXISTS v AS SELECT 8 AS x"));
        Assert.Equal(["7"], Lake.Rows(session, "FROM v"));
        Assert.Equal("WEIR5026", Code(session, "CREATE OR REPLACE VIEW data AS SELECT 1"));
        Assert.Equal("WEIR5026", Code(session, "DROP VIEW data"));
        Assert.Equal("WEIR5026", Code(session, "DROP VIEW nothing"));
        Assert.Equal("nothing", Do(session, "DROP VIEW IF EXISTS nothing"));
        Assert.Equal("WEIR5013", Code(session, "CREATE VIEW w AS SELECT * FROM secret"));
        Assert.Equal("WEIR5013", Code(session, "CREATE VIEW secret AS SELECT 1"));
        Assert.StartsWith("WEIR4", Code(session, "CREATE VIEW w AS SELECT nothing FROM data"), StringComparison.Ordinal);
        Assert.Equal(["42"], Lake.Rows(session, "FROM given"));
        Assert.Equal("v", Do(session, "DROP VIEW v"));
        Assert.Equal("WEIR8008", Code(session, "FROM v"));
    }

    [Fact]
    public void Prepared_statements_are_judged_when_they_are_executed_too()
    {
        using Session session = New(SqlPolicy.Write with { DeniedTables = ["secret"], DeniedFunctions = ["sha256"] });
        session.Register("t", _lake.Table("t"));
        using (Session admin = New(SqlPolicy.Admin))
        {
            admin.Register("t", _lake.Table("t"));
            Do(admin, "CREATE TABLE t AS SELECT 1 AS a");
        }
        Assert.Equal("p", Do(session, "PREPARE p AS SELECT ($1 + $2)::VARCHAR"));
        Assert.Equal("5", Do(session, "EXECUTE p(2, 3)"));
        Assert.Equal("7", Do(session, "execute P((1 + 1), greatest(5, 4))"));
        Assert.Equal("q", Do(session, "PREPARE q AS SELECT (? || ?)::VARCHAR"));
        Assert.Equal("WEIR5025", Code(session, "EXECUTE q(x := 'a')"));
        Assert.Equal("n", Do(session, "PREPARE n AS SELECT $x::VARCHAR || '$x' /* $x */"));
        Assert.Equal("a$x", Do(session, "EXECUTE n(x := 'a')"));
        Assert.Equal("i", Do(session, "PREPARE i AS INSERT INTO t VALUES (?)"));
        Assert.Equal("1", Do(session, "EXECUTE i(2)"));
        Assert.Equal(["1", "2"], Lake.Rows(session, "FROM t ORDER BY a"));
        Assert.Equal("WEIR5025", Code(session, "PREPARE p AS SELECT 1"));
        Assert.Equal("WEIR5025", Code(session, "EXECUTE p(1)"));
        Assert.Equal("WEIR5025", Code(session, "EXECUTE p(1, 2, 3)"));
        Assert.Equal("WEIR5025", Code(session, "EXECUTE nothing"));
        Assert.Equal("WEIR5015", Code(session, "EXECUTE p(length(sha256('x')), 1)"));
        Assert.Equal("WEIR4006", Code(session, "EXECUTE p((SELECT a FROM secret), 1)"));
        Assert.Equal("WEIR5001", Code(session, "PREPARE d AS DROP TABLE t"));
        Assert.Equal("WEIR4004", Code(session, "PREPARE d AS EXECUTE p(1, 2)"));
        Assert.Equal("p", Do(session, "DEALLOCATE PREPARE p"));
        Assert.Equal("WEIR5025", Code(session, "EXECUTE p(1, 2)"));
    }

    [Fact]
    public void Copy_writes_one_file_below_an_open_folder_and_nowhere_else()
    {
        string open = Directory.CreateDirectory(_lake.At("open")).FullName;
        using Session session = New(SqlPolicy.Write with { WritePaths = [open] });
        session.Register("delta", new DatasetLocation(Path.Combine(open, "delta")));
        Assert.Equal("3", Do(session, $"COPY (SELECT i, i::VARCHAR AS s FROM range(3) r(i)) TO '{open}/a.parquet' (FORMAT parquet, COMPRESSION zstd)"));
        Assert.Equal(["0|0", "1|1", "2|2"], Lake.Rows(session, $"FROM read_parquet('{open}/a.parquet') ORDER BY i"));
        Assert.Equal("2", Do(session, $"COPY (SELECT * FROM (VALUES (1, $1), (2, 'y;')) v(a, b)) TO '{open}/b.csv' (HEADER, DELIMITER '|', FORCE_QUOTE (b))", "x"));
        Assert.Equal("a|\"b\"\n1|\"x\"\n2|\"y;\"\n", File.ReadAllText(Path.Combine(open, "b.csv")));
        Assert.Equal("WEIR5016", Code(session, $"COPY (SELECT 1) TO '{open}/../a.csv'"));
        Assert.Equal("WEIR5016", Code(session, $"COPY (SELECT 1) TO '{_lake.At("a.csv")}'"));
        Assert.Equal("WEIR5016", Code(session, $"COPY (SELECT 1) TO '{open}/delta/x.parquet'"));
        Assert.Equal("WEIR5016", Code(session, $"COPY (SELECT 1) TO '{open}/other/_delta_log/0.json'"));
        Assert.Equal("WEIR5016", Code(session, "COPY (SELECT 1) TO 's3://bucket/x.csv'"));
        Assert.Equal("WEIR5021", Code(session, $"COPY (SELECT 1 AS a) TO '{open}/d' (FORMAT parquet, PARTITION_BY (a))"));
        Assert.Equal("WEIR5021", Code(session, $"COPY (SELECT 1 AS a) TO '{open}/x.csv' (FILENAME_PATTERN '../../x')"));
        Assert.Equal("WEIR5021", Code(session, $"COPY (SELECT 1 AS a) TO '{open}/x.db' (FORMAT sqlite)"));
        Assert.Equal(["a.parquet", "b.csv"], Directory.EnumerateFileSystemEntries(open).Select(path => Path.GetFileName(path)!).Order());
    }

    [Fact]
    public void Settings_lower_the_limits_of_the_session_and_never_raise_them()
    {
        using Session session = New(SqlPolicy.Write with { Limits = new SqlLimits { RowsMax = 100 } });
        Assert.Equal("row_limit", Do(session, "SET row_limit = 10"));
        Assert.Equal("WEIR5018", RowsUntil(session, "FROM range(11)"));
        Assert.Equal(10, Lake.Rows(session, "FROM range(10)").Count);
        Assert.Equal("WEIR5024", Code(session, "SET row_limit = 101"));
        Assert.Equal("row_limit", Do(session, "RESET row_limit"));
        Assert.Equal(100, Lake.Rows(session, "FROM range(100)").Count);
        Assert.Equal("statement_timeout", Do(session, "SET SESSION statement_timeout TO '60000'"));
        Assert.Equal("statement_timeout", Do(session, "SET statement_timeout = DEFAULT"));
        foreach (string sql in (string[])["SET threads = 1", "SET GLOBAL row_limit = 1", "SET VARIABLE x = 1", "SET row_limit = -1", "SET row_limit = 1 + 1", "SET memory_limit = '1GB'", "SET lock_configuration = false", "RESET threads"])
            Assert.Equal("WEIR5024", Code(session, sql));
    }

    [Fact]
    [Trait("Requirement", "R163")]
    public void One_row_too_many_ends_the_answer_with_an_error()
    {
        using Session session = New(SqlPolicy.ReadOnly with { Limits = new SqlLimits { RowsMax = 5_000 } });
        Assert.Equal(5_000, Lake.Rows(session, "FROM range(5000)").Count);
        Assert.Equal("WEIR5018", RowsUntil(session, "FROM range(5001)"));
        using QueryResult cut = session.Run(new Query("FROM range(1000000)") { MaxRows = 5_000 });
        using Weir.Arrow.RecordBatchReader rows = cut.AsReader();
        long count = 0;
        while (rows.Read() is { } batch)
            using (batch)
                count += batch.RowCount;
        Assert.Equal(5_000, count);
        Assert.True(cut.IsTruncated);
    }

    [Fact]
    [Trait("Requirement", "R163")]
    public void A_statement_that_takes_too_long_is_interrupted_wherever_it_is()
    {
        const string Long = "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range + b.range = -1";
        using Session session = New(SqlPolicy.Write with { Limits = new SqlLimits { TimeMaxMs = 300 }, WritePaths = [_lake.Folder] });
        Assert.Equal("WEIR5019", RowsUntil(session, Long));
        Assert.Equal("WEIR5019", RowsUntil(session, $"COPY ({Long}) TO '{_lake.At("x.csv")}'"));
        Assert.False(File.Exists(_lake.At("x.csv")));
        Assert.Equal(["1"], Lake.Rows(session, "SELECT 1"));
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(50));
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            using QueryResult result = session.Run(new Query(Long), stop.Token);
            using Weir.Arrow.RecordBatchReader rows = result.AsReader();
            rows.Read(stop.Token);
        });
    }

    [Fact]
    public void A_reader_that_waits_too_long_is_told_so()
    {
        using Session session = New(SqlPolicy.ReadOnly with { Limits = new SqlLimits { TimeMaxMs = 200 } });
        using QueryResult result = session.Run(new Query("FROM range(100000000)"));
        using Weir.Arrow.RecordBatchReader rows = result.AsReader();
        WeirException error = Assert.Throws<WeirException>(() =>
        {
            while (rows.Read() is { } batch)
            {
                batch.Dispose();
                Task.Delay(20).Wait();
            }
        });
        Assert.Equal("WEIR5019", error.Code);
    }

    [Fact]
    public void Columns_that_are_not_open_are_not_there()
    {
        using Session session = New(SqlPolicy.Admin with { Columns = new Dictionary<string, IReadOnlyList<string>> { ["people"] = ["id", "NAME"], ["v"] = ["id"] } });
        session.Register("people", _lake.Table("people"));
        using (Session admin = New(SqlPolicy.Admin))
        {
            admin.Register("people", _lake.Table("people"));
            Do(admin, "CREATE TABLE people AS SELECT 1 AS id, 'a' AS name, 99 AS salary");
        }
        session.RegisterView("v", "SELECT id, name FROM people");
        Assert.Equal(["1|a"], Lake.Rows(session, "FROM people"));
        Assert.Equal(["1"], Lake.Rows(session, "FROM v"));
        Assert.Equal("WEIR5014", Code(session, "SELECT people.salary FROM people"));
        foreach (string sql in (string[])["SELECT salary FROM people", "SELECT p.salary FROM people p", "SELECT id FROM people WHERE salary > 1", "SELECT COLUMNS('sal.*') FROM people", "SELECT id FROM people ORDER BY salary", "SELECT struct_extract(people, 'salary') FROM people"])
            Assert.StartsWith("WEIR4", Code(session, sql), StringComparison.Ordinal);
        Assert.DoesNotContain("salary", Lake.Rows(session, "SELECT p::VARCHAR FROM people p")[0], StringComparison.Ordinal);
        Assert.Equal(["id", "name"], Lake.Rows(session, "SELECT column_name FROM (DESCRIBE people)"));
    }

    [Fact]
    public void Identifiers_are_put_in_quoted_and_only_when_they_are_listed()
    {
        using Session session = New(SqlPolicy.ReadOnly with { ParameterIdentifiers = ["tenant a", "id"] });
        session.Register("tenant a", new DatasetLocation(_lake.WriteParquet("a.parquet", "SELECT 7 AS id"), DatasetFormat.Parquet));
        using (QueryResult result = session.Run(new Query("SELECT $column::VARCHAR, '$column' FROM $table -- $table")
        {
            Identifiers = new Dictionary<string, string> { ["table"] = "tenant a", ["column"] = "id" },
        }))
        {
            Assert.Equal(["7"], Lake.Texts(result));
        }
        WeirException unlisted = Assert.Throws<WeirException>(() => session.Run(new Query("SELECT 1 FROM $table") { Identifiers = new Dictionary<string, string> { ["table"] = "x\" --" } }));
        Assert.Equal("WEIR5020", unlisted.Code);
        Assert.Equal("parameter_identifiers", unlisted.Details["rule"]);
        WeirException unused = Assert.Throws<WeirException>(() => session.Run(new Query("SELECT 1") { Identifiers = new Dictionary<string, string> { ["table"] = "id" } }));
        Assert.Equal("WEIR5020", unused.Code);
    }

    [Fact]
    public void Verdicts_are_told_before_anything_runs()
    {
        List<SqlVerdict> verdicts = [];
        List<SqlVerdict> all = [];
        _lake.Session.Host.VerdictObserver = all.Add;
        using Session session = _lake.Runtime.NewSession(new SessionOptions { OnVerdict = verdicts.Add });
        Assert.Equal(["1"], Lake.Rows(session, "SELECT 1"));
        Assert.Equal("WEIR5001", Code(session, "SELECT 1 AS a;\n  DROP TABLE t"));
        Assert.Equal("f", Do(session, "CREATE FUNCTION f(a INTEGER) RETURNS INTEGER RETURN $a + 1"));
        _lake.Session.Host.VerdictObserver = null;
        Assert.Equal([true, false, true], verdicts.Select(verdict => verdict.IsAllowed));
        Assert.Equal(verdicts, all);
        SqlRefusal refusal = verdicts[1].Refusal!;
        Assert.Equal((SqlRule.Rights, 2, 3, "DROP TABLE t"), (refusal.Rule, refusal.Line, refusal.Column, refusal.Text));
        Assert.Equal([SqlStatementKind.Query, SqlStatementKind.DropTable], verdicts[1].Statements.Select(statement => statement.Kind));
        Assert.Contains("2:3 drop_table needs drop_table, of which read_only lacks drop_table", verdicts[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Insert_by_name_casts_as_insert_by_place_does()
    {
        using Session session = New(SqlPolicy.Admin);
        session.Register("orders", _lake.Table("orders"));
        Do(session, "CREATE TABLE orders AS SELECT 1::BIGINT AS id, 'a' AS name, 1.5::DOUBLE AS price");
        Assert.Equal("1", Do(session, "INSERT INTO orders BY NAME SELECT 2 AS price, 3 AS ID"));
        Assert.Equal(["1|a|1.5", "3|NULL|2.0"], Lake.Rows(session, "SELECT * FROM orders ORDER BY id"));
        Assert.Equal("WEIR5014", Code(session, "INSERT INTO orders BY NAME SELECT 2 AS cost"));
        Assert.Equal("WEIR5014", Code(session, "INSERT INTO orders BY NAME SELECT 2 AS id, 3 AS id"));
    }

    [Theory]
    [InlineData("data/secret.csv", "it is a file of the table 'secret'")]
    [InlineData("data/./../data/SECRET.csv", "it is a file of the table 'secret'")]
    [InlineData("data/days/d9.parquet", "it is a file of the table 'days'")]
    [InlineData("data/months/2026/m1.json", "it is a file of the table 'months'")]
    [InlineData("data/pair/b.csv", "it is a file of the table 'pair'")]
    [InlineData("data/lake/part.parquet", "it lies in the Delta table 'lake'")]
    public void Copy_writes_no_file_of_a_table_whatever_its_format(string path, string why)
    {
        using Session session = Guarded();
        WeirException error = Assert.Throws<WeirException>(() => session.Run(new Query($"COPY (SELECT 9 AS id) TO '{_lake.At(path)}'")).Dispose());
        Assert.Equal("WEIR5016", error.Code);
        Assert.Equal("write_paths", error.Details["rule"]);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("below one of the folders", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data/other.csv")]
    [InlineData("data/days/readme.csv")]
    [InlineData("data/months/2026/x.csv")]
    [InlineData("data/pair/c.csv")]
    public void Copy_writes_beside_them(string path)
    {
        using Session session = Guarded();
        Assert.Equal("1", Do(session, $"COPY (SELECT 9 AS id) TO '{_lake.At(path)}'"));
    }

    // A file, a folder, a glob, a list of files and a Delta table.
    private Session Guarded()
    {
        Session session = New(SqlPolicy.Write with { WritePaths = [_lake.At("data")], DeniedTables = ["secret"] });
        session.Register("secret", new DatasetLocation(_lake.Write("data/secret.csv", "id\n1\n"), DatasetFormat.Csv));
        _lake.WriteParquet("data/days/d1.parquet", "SELECT 1 AS id");
        session.Register("days", new DatasetLocation(_lake.At("data/days"), DatasetFormat.Parquet));
        _lake.Write("data/months/2026/m0.json", "{\"id\": 1}\n");
        session.Register("months", new DatasetLocation(_lake.At("data/months/**/m?.json"), DatasetFormat.Json));
        _lake.Write("data/pair/a.csv", "id\n1\n");
        _lake.Write("data/pair/b.csv", "id\n1\n");
        session.Register("pair", new DatasetLocation(_lake.At("data/pair"), DatasetFormat.Csv) { Files = ["a.csv", "b.csv"] });
        session.Register("lake", _lake.Table("data/lake"));
        return session;
    }

    [Theory]
    [InlineData("EXPLAIN SELECT 1", "it is EXPLAIN, and the policy 'service' does not give it the right explain. Run SELECT, VALUES, FROM, WITH, DESCRIBE, SUMMARIZE or SHOW;")]
    [InlineData("SELECT [1, 2, 3]::INT[100001]", "the engine does not read it (")]
    [InlineData("FROM secret", "the policy 'service' denies the table 'secret'. Name another table, or take this one out of SqlPolicy.DeniedTables.")]
    [InlineData("SELECT sha256('a')", "it is denied. Call another function, or take this one out of SqlPolicy.DeniedFunctions.")]
    [InlineData("FROM read_csv('x.csv')", "Read a registered table, or give the policy the right file_functions.")]
    public void A_refusal_says_what_to_do_about_this_rule(string sql, string message)
    {
        using Session session = New(SqlPolicy.Service with { DeniedTables = ["secret"], DeniedFunctions = ["sha256"] });
        session.RegisterView("secret", "SELECT 1 AS a");
        Assert.Contains(message, Assert.Throws<WeirException>(() => session.Run(new Query(sql)).Dispose()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_explain_does_not_explain_is_named()
    {
        using Session session = New(SqlPolicy.Admin);
        Assert.Contains("EXPLAIN of INSERT is not carried out", Assert.Throws<WeirException>(() => session.Run(new Query("EXPLAIN INSERT INTO t VALUES (1)")).Dispose()).Message, StringComparison.Ordinal);
        Assert.Contains("EXPLAIN of EXECUTE is not carried out", Assert.Throws<WeirException>(() => session.Run(new Query("EXPLAIN EXECUTE q(1)")).Dispose()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_of_no_rows_is_set_and_taken_back()
    {
        using Session session = New(SqlPolicy.Write);
        Assert.Equal("row_limit", Do(session, "SET row_limit = 0"));
        Assert.Equal("WEIR5018", RowsUntil(session, "SELECT 1"));
        Assert.Equal("row_limit", Do(session, "RESET row_limit"));
        Assert.Equal("1", Do(session, "SELECT '1' AS a"));
    }

    [Fact]
    public void A_function_whose_body_breaks_a_rule_is_refused_by_that_rule()
    {
        using Session session = New(SqlPolicy.ReadOnly with { DeniedFunctions = ["sha256"] });
        WeirException error = Assert.Throws<WeirException>(() => session.Run(new Query("CREATE FUNCTION f(a VARCHAR) RETURNS VARCHAR RETURN sha256($a)")).Dispose());
        Assert.Equal("WEIR5015", error.Code);
        Assert.DoesNotContain("..", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT INTERVAL '1' DAY")]
    [InlineData("SELECT EXTRACT(year FROM DATE '2020-01-01')")]
    [InlineData("SELECT NULLIF(1, 2)")]
    [InlineData("SELECT TIMESTAMP '2020-01-01' AT TIME ZONE 'UTC'")]
    [InlineData("SELECT [x + 1 FOR x IN [1, 2] IF x > 1]")]
    [InlineData("SELECT 'a' NOT ILIKE 'b' ESCAPE '~', 'a' SIMILAR TO 'b', 1 IN [1]")]
    public void What_is_syntax_needs_no_entry_among_the_functions(string sql)
    {
        using Session session = New(SqlPolicy.ReadOnly with { Functions = ["count"] });
        session.Run(new Query(sql)).Dispose();
    }

    [Theory]
    [InlineData("SELECT current_date", "current_date")]
    [InlineData("SELECT CURRENT_TIMESTAMP", "get_current_timestamp")]
    [InlineData("SELECT localtime", "localtime")]
    [InlineData("SELECT current_user", "current_user")]
    [InlineData("SELECT date_part('year', DATE '2020-01-01')", "date_part")]
    [InlineData("SELECT list_apply([1], lambda x: x)", "list_apply")]
    public void What_calls_a_function_needs_one_even_without_parentheses(string sql, string function)
    {
        using (Session closed = New(SqlPolicy.ReadOnly with { Functions = ["count"] }))
            Assert.Equal("WEIR5015", Code(closed, sql));
        using (Session denied = New(SqlPolicy.ReadOnly with { DeniedFunctions = [function] }))
            Assert.Equal("WEIR5015", Code(denied, sql));
        using Session open = New(SqlPolicy.ReadOnly with { Functions = [function] });
        open.Run(new Query(sql)).Dispose();
    }

    [Fact]
    public void A_url_of_a_file_in_large_letters_is_told_as_such()
    {
        using Session session = New(SqlPolicy.ReadOnly with { ReadPaths = [_lake.Folder] });
        WeirException error = Assert.Throws<WeirException>(() => session.Run(new Query($"FROM read_csv('FILE://{_lake.At("x.csv")}')")).Dispose());
        Assert.Contains("another form than file:///folder/file, in small letters", error.Message, StringComparison.Ordinal);
    }

    private static string RowsUntil(Session session, string sql) => Assert.Throws<WeirException>(() =>
    {
        using QueryResult result = session.Run(new Query(sql));
        using Weir.Arrow.RecordBatchReader rows = result.AsReader();
        while (rows.Read() is { } batch)
            batch.Dispose();
    }).Code;
}
