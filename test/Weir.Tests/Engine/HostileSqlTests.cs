using System.Text;
using Weir.Arrow;
using Weir.Engine;

namespace Weir.Tests.Engine;

/// <summary>Whatever text arrives, the answer is rows or an error with a code, and the process lives.</summary>
[Trait("Requirement", "R128")]
[Trait("Requirement", "R129")]
public sealed class HostileSqlTests
{
    internal static readonly string[] OddTexts =
    [
        "", " ", ";", ";;;", "--", "-- x\n", "/*", "/* */", "/* /* */ */", "'", "\"", "$$", "$$ $$", "$x$ $x", "E'\\x00'", "\\", "(", ")", "()", "((((", "[", "{", "}",
        "SELECT", "SELECT ", "SELECT *", "SELECT FROM", "FROM", "WITH", "WITH a AS", "VALUES", "VALUES ()", "SELECT 1 FROM", "SELECT 1;;SELECT 2", "SELECT 1; SELEC 2", "SELEC", "\u0000",
        "SELECT '\u0000'", "SELECT '\uD800'", "SELECT '\uDC00x'", "\uD83D", "SELECT '\uD83D\uDE00'", "SELECT \"\uD83D\uDE00\" FROM (SELECT 1 AS \"\uD83D\uDE00\")", "SELECT 1 AS ünïcödé", "SELECT ünï", "\uFEFFSELECT 1",
        "SELECT\u00A01", "SELECT\u20281", "SELECT 1 AS \"\"", "SELECT \"\"", "SELECT 1 AS \"a\"\"b\"", "SELECT ''''", "SELECT chr(0)", "SELECT 'a' || chr(0) || 'b'",
        "SELECT 1/0", "SELECT 1%0", "SELECT 0.0/0", "SELECT -(-9223372036854775808)", "SELECT 9223372036854775807 + 1", "SELECT (-170141183460469231731687303715884105728)::HUGEINT", "SELECT 170141183460469231731687303715884105727", "SELECT 170141183460469231731687303715884105728",
        "SELECT 340282366920938463463374607431768211455::UHUGEINT", "SELECT 99999999999999999999999999999999999999::DECIMAL(38,0)", "SELECT 1e400", "SELECT 'x'::INT", "SELECT 'x'::DATE", "SELECT '99999-99-99'::DATE", "SELECT 'infinity'::TIMESTAMP", "SELECT '-infinity'::DATE",
        "SELECT date '5881580-07-10'", "SELECT date '5877642-06-25 (BC)'", "SELECT INTERVAL '999999999' YEAR", "SELECT INTERVAL 9223372036854775807 MICROSECOND", "SELECT date '2020-01-01' + INTERVAL 999999999 YEAR", "SELECT '{'::JSON", "SELECT '[1,2'::INT[]", "SELECT '{a:1}'::STRUCT(a INT)",
        "SELECT $1", "SELECT ?", "SELECT $a, $a, $b", "SELECT $0", "SELECT $999999", "SELECT ?1", "PREPARE p AS SELECT $1", "EXECUTE nothing", "EXECUTE nothing(1)", "DEALLOCATE nothing", "PREPARE p AS SELECT 1; EXECUTE p; DEALLOCATE p",
        "SELECT * FROM nothing", "SELECT nothing()", "SELECT nothing.a.b.c.d.e.f", "SELECT * FROM a.b.c.d", "SELECT * FROM 'nothing.parquet'", "SELECT * FROM 'nothing.csv'", "SELECT * FROM '/dev/null'", "SELECT * FROM read_csv('/dev/null')", "SELECT * FROM read_text('/proc/self/mem')",
        "SELECT * FROM read_parquet([])", "SELECT * FROM read_parquet(NULL)", "SELECT * FROM read_parquet('')", "SELECT * FROM read_parquet('/')", "SELECT * FROM read_csv('**')", "SELECT * FROM glob('/nothing/**')", "SELECT * FROM read_json('/nothing')", "SELECT * FROM read_blob('/nothing')", "SELECT * FROM read_parquet('http://nothing.invalid/x')", "SELECT * FROM read_parquet('s3://nothing/x')",
        "COPY (SELECT 1) TO '/nothing/at/all.parquet'", "COPY (SELECT 1) TO ''", "COPY (SELECT 1) TO '/'", "COPY (SELECT 1) TO '/dev/full' (FORMAT csv)", "COPY nothing FROM 'x'", "COPY (SELECT 1) TO '/nothing/x' (FORMAT nothing)", "COPY (SELECT 1) TO '/nothing/x' (NOTHING 1)", "COPY (SELECT) TO 'x'", "EXPORT DATABASE '/nothing/x'", "IMPORT DATABASE '/nothing/x'",
        "ATTACH '/nothing/x.db'", "ATTACH ':memory:' AS m; USE m; SELECT 1; DETACH m", "ATTACH ':memory:' AS m2; DETACH m2", "DETACH memory", "DETACH system", "DETACH temp", "USE nothing", "DROP SCHEMA main", "DROP SCHEMA main CASCADE", "DROP DATABASE memory", "CREATE SCHEMA main", "CREATE SCHEMA x; DROP SCHEMA x CASCADE",
        "INSTALL httpfs", "LOAD httpfs", "LOAD '/nothing/x.duckdb_extension'", "INSTALL '/nothing/x'", "FORCE INSTALL x", "UPDATE EXTENSIONS", "INSTALL x FROM community", "INSTALL spatial FROM 'http://nothing.invalid'",
        "PRAGMA", "PRAGMA nothing", "PRAGMA version", "PRAGMA database_list", "PRAGMA table_info('nothing')", "PRAGMA enable_profiling; SELECT 1; PRAGMA disable_profiling", "PRAGMA memory_limit='nothing'", "PRAGMA threads=-1", "PRAGMA enable_verification; SELECT 1; PRAGMA disable_verification", "PRAGMA force_checkpoint", "PRAGMA show_tables", "PRAGMA functions", "PRAGMA storage_info('nothing')", "PRAGMA debug_checkpoint_abort='none'",
        "SET nothing = 1", "SET threads = 0", "SET threads = 1000000000", "SET memory_limit = '0B'", "SET memory_limit='-1'", "RESET memory_limit", "SET search_path = 'nothing'", "SET TimeZone = 'Nowhere/Land'", "SET VARIABLE x = 1; SELECT getvariable('x')", "SELECT getvariable('nothing')", "SET lambda_syntax = 'x'", "SET default_collation = 'nothing'", "SET temp_directory = '/nothing'", "SET max_expression_depth = 10", "RESET max_expression_depth", "SET errors_as_json = false; SELEC", "SET errors_as_json = true", "RESET errors_as_json", "SET errors_as_json = true",
        "SET arrow_lossless_conversion = true; SELECT 1::HUGEINT, true, uuid()", "SET arrow_lossless_conversion = false", "SET produce_arrow_string_view = true; SELECT 'x', 'a string that is long enough'", "SET produce_arrow_string_view = false", "SET arrow_output_list_view = true; SET arrow_output_version = '1.5'; SELECT [1], 1.5", "SET arrow_output_list_view = false; SET arrow_output_version = '1.0'", "SET arrow_large_buffer_size = true; SELECT 'x', [1]", "SET arrow_large_buffer_size = false",
        "BEGIN; SELECT 1/0 FROM nothing", "ROLLBACK", "COMMIT", "BEGIN; BEGIN", "ROLLBACK", "BEGIN READ ONLY; CREATE TABLE x (a INT)", "ROLLBACK", "CHECKPOINT", "FORCE CHECKPOINT", "VACUUM", "ANALYZE", "VACUUM ANALYZE nothing", "CALL nothing()", "CALL pragma_version()", "CALL range(3)",
        "EXPLAIN", "EXPLAIN SELECT 1", "EXPLAIN ANALYZE SELECT 1", "EXPLAIN (FORMAT json) SELECT 1", "EXPLAIN EXPLAIN SELECT 1", "EXPLAIN SELEC", "DESCRIBE", "DESCRIBE nothing", "DESCRIBE SELECT 1", "SHOW", "SHOW TABLES", "SHOW ALL TABLES", "SHOW nothing", "SUMMARIZE SELECT 1", "SUMMARIZE nothing",
        "WITH RECURSIVE r AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM r WHERE a < 10000) SELECT max(a) FROM r", "WITH RECURSIVE r AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM r) FROM r LIMIT 100000", "WITH RECURSIVE r AS (FROM r) FROM r", "WITH a AS (FROM b), b AS (FROM a) FROM a", "WITH a AS (SELECT 1), a AS (SELECT 2) FROM a", "WITH a AS (DELETE FROM nothing RETURNING *) FROM a",
        "SELECT (SELECT 1, 2)", "SELECT (SELECT * FROM range(2))", "SELECT 1 WHERE (SELECT NULL)", "SELECT * FROM range(10) LIMIT -1", "SELECT * FROM range(10) LIMIT (SELECT 'x')", "SELECT * FROM range(10) OFFSET 99999999999999999999", "SELECT * FROM range(10) TABLESAMPLE 200%", "SELECT * FROM range(10) ORDER BY 2", "SELECT * FROM range(10) GROUP BY ALL HAVING", "SELECT DISTINCT ON () 1",
        "SELECT sum(a) OVER (ROWS BETWEEN UNBOUNDED FOLLOWING AND 1 PRECEDING) FROM range(3) t(a)", "SELECT sum(sum(1))", "SELECT sum(1) OVER (PARTITION BY sum(1) OVER ())", "SELECT quantile_cont(a, 2) FROM range(3) t(a)", "SELECT string_agg(a::VARCHAR, ',' ORDER BY a DESC) FROM range(3) t(a)", "PIVOT range(3) ON range USING count(*)", "PIVOT nothing ON x", "UNPIVOT (SELECT 1 AS a, 2 AS b) ON COLUMNS(*)", "FROM (SELECT 1 AS a) UNPIVOT (v FOR n IN (nothing))",
        "SELECT COLUMNS('nothing') FROM range(1)", "SELECT COLUMNS('(') FROM range(1)", "SELECT * EXCLUDE (nothing) FROM range(1)", "SELECT * REPLACE (1 AS nothing) FROM range(1)", "SELECT UNNEST([])", "SELECT UNNEST(NULL)", "SELECT UNNEST(1)", "SELECT UNNEST([[1],[2]], recursive := true)", "SELECT [x FOR x IN [1,2,3] IF x > 1]", "SELECT list_transform([1], x -> nothing)", "SELECT list_transform([1], lambda x : x + 1)", "SELECT list_reduce([], (x, y) -> x)",
        "CREATE TABLE t (a INT, a INT)", "CREATE TABLE t ()", "CREATE TABLE t (a nothing)", "CREATE TABLE t (a INT PRIMARY KEY, b INT GENERATED ALWAYS AS (b))", "CREATE TABLE t (a INT CHECK (a > (SELECT 1)))", "CREATE TYPE t AS ENUM ()", "CREATE TYPE t AS ENUM ('a', 'a')", "CREATE TYPE t2 AS ENUM (SELECT 'x')", "CREATE MACRO m(a) AS m(a)", "SELECT m(1)", "CREATE MACRO m3(a) AS TABLE SELECT a; FROM m3(1)", "CREATE VIEW v AS FROM v", "CREATE VIEW v AS SELECT $1", "CREATE SEQUENCE s; SELECT nextval('s')", "SELECT nextval('nothing')", "CREATE INDEX i ON nothing (a)", "CREATE FUNCTION f() AS 1; SELECT f()",
        "INSERT INTO nothing VALUES (1)", "UPDATE nothing SET a = 1", "DELETE FROM nothing", "MERGE INTO nothing USING range(1) ON true WHEN MATCHED THEN DELETE", "TRUNCATE nothing", "ALTER TABLE nothing ADD COLUMN a INT", "COMMENT ON TABLE nothing IS 'x'", "DROP TABLE nothing", "GRANT ALL ON x TO y", "CREATE SECRET s (TYPE s3)", "FROM duckdb_secrets()", "DROP SECRET nothing",
        "FROM weir_arrow_stream(1)", "FROM weir_arrow_stream(NULL)", "FROM weir_arrow_stream(-9223372036854775808)", "FROM weir_arrow_stream()", "FROM weir_arrow_stream('x')", "CALL weir_arrow_stream(1)",
        "SELECT json_execute_serialized_sql('{}')", "FROM json_execute_serialized_sql('{\"statements\":[{}]}')", "FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))", "SELECT json_deserialize_sql('nothing')", "SELECT json_deserialize_sql('{\"statements\":[{\"node\":{}}]}')", "SELECT json_deserialize_sql('{\"error\":false,\"statements\":[{\"node\":{\"type\":\"SELECT_NODE\",\"modifiers\":[],\"cte_map\":{\"map\":[]},\"select_list\":[],\"from_table\":{\"type\":\"EMPTY\"}}}]}')", "FROM query('SELECT 1')", "FROM query('DROP TABLE x')", "FROM query_table('nothing')", "PRAGMA json_execute_serialized_sql('{}')",
        "SELECT regexp_matches('a', '(')", "SELECT regexp_extract('a', '((((((((((a)))))))))))', 99)", "SELECT 'a' LIKE 'a' ESCAPE 'ab'", "SELECT repeat('x', 100000000000)", "SELECT repeat('x', -1)", "SELECT printf('%s')", "SELECT printf('%d', 'x')", "SELECT format('{}{}', 1)", "SELECT format('{:9999999999}', 1)", "SELECT strftime(now(), '%')", "SELECT strptime('x', '%Q')", "SELECT substring('x', -9223372036854775808, 9223372036854775807)", "SELECT list_slice([1], -9223372036854775808, 9223372036854775807)", "SELECT range(0, 9223372036854775807, 1)", "SELECT generate_series(TIMESTAMP 'infinity', TIMESTAMP 'infinity', INTERVAL 0 DAY)", "SELECT count(*) FROM range(0, 10, 0)", "SELECT hash(NULL), hash([NULL])", "SELECT decode('\\xFF'::BLOB)", "SELECT '\\xFF'::BLOB::VARCHAR", "SELECT unhex('zz')", "SELECT from_base64('=')", "SELECT bitstring('2', 3)", "SELECT bitstring('1', 0)", "SELECT get_bit('1'::BIT, 9)", "SELECT set_bit('1'::BIT, 9, 1)",
        "SELECT uuid()::VARCHAR::UUID", "SELECT 'x'::UUID", "SELECT union_value(a := 1)", "SELECT TIMETZ '12:00:00+01'", "SELECT '101'::BIT", "SELECT 1::VARIANT", "SELECT 123::BIGNUM", "SELECT 'POINT(0 0)'::GEOMETRY", "SELECT {'u': union_value(a := 1)}", "SELECT [TIMETZ '12:00:00+01']", "SELECT MAP {'a': '1'::BIT}", "SELECT NULL", "SELECT [NULL]", "SELECT []", "SELECT {}", "SELECT MAP {}", "SELECT MAP {NULL: 1}", "SELECT MAP {1: 1, 1: 2}", "SELECT row()", "SELECT [1, 'x']", "SELECT array_value(1, 2)", "SELECT [1]::INT[0]", "SELECT ''::ENUM('')", "SELECT NULL::STRUCT(a INT)", "SELECT NULL::INT[][3]",
    ];

    [Fact]
    public void Every_odd_text_is_answered_by_rows_or_by_an_error_with_a_code()
    {
        using Sandbox sandbox = new();
        foreach (string sql in OddTexts)
            sandbox.MustAnswer(sql);
        Assert.True(OddTexts.Length > 300);
        Assert.Equal(1, sandbox.Fresh().Scalar("SELECT 1::BIGINT"));
    }

    [Theory]
    [InlineData("SET threads = 1000000000")]
    [InlineData("PRAGMA threads = 100000")]
    [InlineData("SET GLOBAL external_threads = 100000")]
    [InlineData("SET memory_limit = '10TB'")]
    [InlineData("RESET memory_limit")]
    [InlineData("SET errors_as_json = false")]
    [InlineData("SET lock_configuration = false")]
    [Trait("Requirement", "R163")]
    public void No_text_changes_a_setting_of_the_engine(string sql)
    {
        using EngineFixture engine = new();
        WeirException refusal = Assert.Throws<WeirException>(() => engine.Connection.Execute(sql));
        Assert.Contains("locked", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("SELECT ", "(", "1", ")")]
    [InlineData("SELECT ", "-", "1", "")]
    [InlineData("SELECT ", "NOT ", "true", "")]
    [InlineData("SELECT ", "[", "1", "]")]
    [InlineData("SELECT ", "{'a': ", "1", "}")]
    [InlineData("SELECT ", "(SELECT ", "1", ")")]
    [InlineData("SELECT ", "CASE WHEN true THEN ", "1", " END")]
    [InlineData("", "FROM (", "SELECT 1", ")")]
    [InlineData("", "WITH a AS (", "SELECT 1", ") FROM a")]
    [InlineData("SELECT ", "CAST(", "1", " AS INT)")]
    [InlineData("SELECT 1", "", "", " + 1")]
    [InlineData("SELECT 1", "", "", " || 'x'")]
    [InlineData("SELECT true", "", "", " AND true")]
    [InlineData("SELECT 1", "", "", " UNION ALL SELECT 1")]
    [InlineData("SELECT 1", "", "", "::INT")]
    [InlineData("SELECT [1]", "", "", "[1:]")]
    [InlineData("SELECT 1 FROM range(1)", "", "", " CROSS JOIN range(1)")]
    [InlineData("SELECT x FROM (SELECT 1 AS x)", "", "", " WHERE x IN (SELECT 1)")]
    [InlineData("SELECT 1", "", "", "; SELECT 1")]
    public void Nesting_of_any_depth_is_answered(string start, string open, string core, string close)
    {
        using Sandbox sandbox = new();
        // Depths that the engine's parser lets through cost exponential time in its binder for subqueries.
        int[] depths = open is "(SELECT " ? [10, 5_000, 50_000] : [10, 100, 900, 1_100, 5_000, 50_000];
        foreach (int depth in depths)
        {
            StringBuilder sql = new(start);
            for (int i = 0; i < depth; i++)
                sql.Append(open);
            sql.Append(core);
            for (int i = 0; i < depth; i++)
                sql.Append(close);
            sandbox.MustAnswer(sql.ToString());
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Every_function_of_the_engine_survives_nulls_and_odd_arguments()
    {
        using Sandbox sandbox = new();
        string[] functions = sandbox.Fresh().Texts(
            """
            SELECT DISTINCT function_name || chr(31) || function_type || chr(31) || coalesce(len(parameters), 0) FROM duckdb_functions()
            WHERE function_type IN ('scalar', 'aggregate', 'table', 'macro', 'table_macro', 'pragma') ORDER BY 1
            """);
        Assert.True(functions.Length > 500);
        // Every engine error but an inner one is an answer; what ends the process ends this test run.
        string[] values =
        [
            "NULL", "0", "-1", "9223372036854775807", "''", "'x'", "1.5", "'\\xFF'::BLOB", "[]", "[NULL]", "[1, 2]", "{'a': NULL}", "MAP {'a': 1}",
            "DATE '2020-01-01'", "TIMESTAMP 'infinity'", "INTERVAL 1 DAY", "true", "'nan'::DOUBLE", "NULL::VARCHAR", "'{}'::JSON", "1::HUGEINT", "range",
        ];
        foreach (string function in functions)
        {
            string[] parts = function.Split('\u001f');
            // These wait, end threads of the test host, or write to the file system by design.
            if (parts[0] is "sleep_ms" or "force_checkpoint" or "checkpoint" or "write_log" or "enable_logging" or "disable_logging")
                continue;
            int count = Math.Min(int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture), 4);
            bool isTable = parts[1] is "table" or "table_macro" or "pragma";
            for (int v = 0; v < values.Length; v++)
            {
                string arguments = string.Join(", ", Enumerable.Range(0, count).Select(i => values[(v + i * 7) % values.Length]));
                string name = $"\"{parts[0].Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
                sandbox.MustAnswer(isTable
                    ? $"FROM {name}({arguments.Replace("range", "3", StringComparison.Ordinal)}) LIMIT 10"
                    : $"SELECT {name}({arguments}) FROM range(3)");
                if (count == 0)
                    break;
            }
        }
    }

    /// <summary>A database that is opened anew when a statement has spoiled it.</summary>
    private sealed class Sandbox : IDisposable
    {
        private EngineFixture _engine = Open();

        public EngineFixture Fresh()
        {
            _engine.Dispose();
            return _engine = Open();
        }

        public void MustAnswer(string sql)
        {
            using CancellationTokenSource limit = new(TimeSpan.FromSeconds(2));
            try
            {
                using RecordBatchReader reader = _engine.Connection.Query(sql, cancellationToken: limit.Token);
                long rows = 0;
                while (rows < 100_000 && reader.Read(limit.Token) is RecordBatch batch)
                    using (batch)
                        rows += batch.RowCount;
            }
            catch (WeirException e)
            {
                Assert.Matches("^WEIR([34][0-9]{3}|6003)$", e.Code);
                if (e.Code == "WEIR4011")
                    Fresh();
            }
            catch (OperationCanceledException)
            {
                // Endless by its own wish: that it could be stopped is what matters.
                Assert.True(limit.IsCancellationRequested);
            }
        }

        public void Dispose() => _engine.Dispose();

        private static EngineFixture Open() => new(new EngineOptions { Threads = 2, MemoryLimitBytes = 512L << 20 });
    }
}
