using System.Text.RegularExpressions;

namespace Weir.Tests.Policies;

/// <summary>A text, the policy that it is judged by, and the verdict.</summary>
/// <param name="Policy">(r)ead_only, (w)rite, (s)ervice, (a)dmin, or (t)enant: two tables, two folders, no volatile functions.</param>
/// <param name="Expected"><c>ok</c>, the code of the refusal, or <c>no</c> for any refusal.</param>
/// <param name="Sql">The text, with <c>{open}</c>, <c>{out}</c> for folders.</param>
internal sealed record HostileText(char Policy, string Expected, string Sql)
{
    /// <summary>All texts.</summary>
    public static IReadOnlyList<HostileText> All { get; } = [.. Written.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(Read), .. Disguised()];

    // A statement that changes something, hidden in every way that a prefix or a pattern falls for.
    private static IEnumerable<HostileText> Disguised() =>
        from statement in (string[])
        [
            "DROP TABLE orders", "DELETE FROM orders", "UPDATE orders SET id = 1", "INSERT INTO orders VALUES (1)", "TRUNCATE orders", "CREATE TABLE x AS SELECT 1",
            "CREATE VIEW x AS SELECT 1", "ALTER TABLE orders ADD COLUMN x INTEGER", "COPY (SELECT 1) TO '{out}/x.csv'", "COPY orders FROM '{out}/secret.csv'",
            "ATTACH '{out}/x.db' AS x", "INSTALL httpfs", "LOAD httpfs", "SET threads = 1", "RESET threads", "PRAGMA threads = 1", "CALL force_checkpoint()",
            "EXPORT DATABASE '{out}/x'", "IMPORT DATABASE '{out}/x'", "BEGIN", "VACUUM", "CHECKPOINT", "USE memory", "PREPARE x AS SELECT 1",
            "MERGE INTO orders USING customers ON true WHEN MATCHED THEN DELETE", "COMMENT ON TABLE orders IS 'x'", "DETACH memory", "CREATE SECRET x (TYPE s3)",
        ]
        from disguise in (string[])
        [
            "{0}", "  \t\r\n{0}", "/* SELECT 1 */ {0}", "-- SELECT 1\n{0}", "-- SELECT 1\r{0}", "/* /* nested */ SELECT */ {0}", ";;{0};;", "SELECT 1; {0}", "SELECT 1;{0} --",
            "EXPLAIN {0}", "EXPLAIN ANALYZE {0}", "EXPLAIN (FORMAT json) {0}", "explain/**/analyze/**/{0}", "EXPLAIN EXPLAIN {0}", "PREPARE q AS {0}", "EXPLAIN PREPARE q AS {0}",
            "\uFEFF{0}", "\u00A0\u2003{0}", "SELECT $$;$$; {0}", "SELECT ';' ; {0}", "SELECT E'\\';' ; {0}", "SELECT '\\' ; {0}",
            "WITH x AS (SELECT 1) {0}", "({0})", "SELECT * FROM ({0})", "WITH x AS ({0}) SELECT * FROM x",
        ]
        select new HostileText('r', "no", disguise.Replace("{0}", statement, StringComparison.Ordinal));

    private static HostileText Read(string line)
    {
        string[] parts = line.Split(' ', 3);
        string sql = Regex.Replace(parts[2], @"\\([nrt]|u[0-9A-F]{4})", match => match.Groups[1].Value switch
        {
            "n" => "\n",
            "r" => "\r",
            "t" => "\t",
            var code => ((char)Convert.ToInt32(code[1..], 16)).ToString(),
        });
        return new HostileText(parts[0][0], parts[1], sql);
    }

    private const string Written =
        """
        # queries that only look like more
        r ok SELECT 1
        r ok select/**/1
        r ok SELECT 'DROP TABLE orders'
        r ok SELECT "a;b" FROM (SELECT 1 AS "a;b")
        r ok SELECT $$; DROP TABLE orders; --$$
        r ok SELECT $a$ $$;$$ DROP $a$
        r ok SELECT E'\'; DROP TABLE orders; --'
        r ok SELECT 1 -- ; DROP TABLE orders
        r ok SELECT 1 /* ; DROP TABLE orders */
        r ok SELECT 1 /* /* ; */ DROP TABLE orders */
        r ok SELECT 1;
        r ok ;;SELECT 1;;
        r ok (SELECT 1)
        r ok ((((SELECT 1))))
        r ok (SELECT 1) UNION ALL (SELECT 2)
        r ok FROM orders
        r ok FROM orders SELECT id
        r ok FROM orders WHERE id = 1
        r ok TABLE orders
        r ok VALUES ('DROP')
        r ok DESCRIBE orders
        r ok DESCRIBE SELECT 1
        r ok DESC orders
        r ok SUMMARIZE orders
        r ok SHOW TABLES
        r ok SHOW ALL TABLES
        r ok EXPLAIN SELECT 1
        r ok EXPLAIN ANALYZE SELECT 1
        r ok EXPLAIN (ANALYZE, FORMAT json) SELECT 1
        r ok EXPLAIN (SELECT 1)
        r ok EXPLAIN FROM orders
        r ok WITH delete AS (SELECT 1) SELECT * FROM delete
        r ok WITH insert AS (SELECT 1) FROM insert
        r ok WITH update AS (SELECT 1), drop AS (FROM update) FROM drop
        r ok WITH x(copy, load) AS (SELECT 1, 2) SELECT copy + load FROM x
        r ok WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM recurring.r WHERE i < 3) SELECT * FROM r
        r ok WITH RECURSIVE orders AS (SELECT id FROM orders UNION SELECT id FROM orders) SELECT * FROM orders
        r ok SELECT count(*) FROM pg_catalog.pg_type, system.information_schema.character_sets
        # a name that the first part of a recursive query does not know yet is a file to the engine
        s no WITH RECURSIVE "{out}/secret.csv" AS (FROM "{out}/secret.csv" UNION SELECT 1, '' WHERE false) FROM "{out}/secret.csv"
        r no WITH RECURSIVE "{out}/secret.csv" AS (FROM "{out}/secret.csv" UNION ALL FROM "{out}/secret.csv") FROM "{out}/secret.csv"
        w no CREATE VIEW x AS WITH RECURSIVE "{out}/secret.csv" AS (FROM "{out}/secret.csv" UNION SELECT 1 WHERE false) FROM "{out}/secret.csv"
        w no INSERT INTO orders WITH RECURSIVE "{out}/secret.csv" AS (FROM "{out}/secret.csv" UNION SELECT 1 WHERE false) FROM "{out}/secret.csv"
        r no SELECT (WITH RECURSIVE "/etc/[.csv?p]asswd" AS (FROM "/etc/[.csv?p]asswd" UNION SELECT '' WHERE false) SELECT count(*) FROM "/etc/[.csv?p]asswd")
        r 5004 WITH "{out}/secret.csv" AS (SELECT 1) FROM "{out}/secret.csv"
        s 5004 WITH RECURSIVE "https://example.com/x.csv" AS (FROM "https://example.com/x.csv" UNION SELECT 1 WHERE false) FROM "https://example.com/x.csv"
        # so are the parts of a name that is none of the engine's own
        r 5004 SELECT * FROM "{out}/[".information_schema."]ecret.csv"
        s 5004 SELECT * FROM "/etc/".pg_catalog."x.csv"
        r 5004 SELECT * FROM "x.csv?".pg_catalog.pg_type
        # a table that is not open stays closed under a name of the text's own
        t 5013 WITH RECURSIVE secret AS (SELECT * FROM secret UNION ALL SELECT * FROM secret WHERE false) SELECT * FROM secret
        # readers that make tables, values that end the process
        r 5003 SELECT * FROM read_csv('{open}/a.csv', store_rejects := true)
        r 5003 SELECT * FROM read_csv('{open}/a.csv', store_rejects = true, rejects_table = 'orders')
        r 5003 SELECT json_contains('[1]', '1')
        r ok WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r WHERE i < 3) SELECT * FROM r
        r ok WITH x AS MATERIALIZED (SELECT 1) (SELECT * FROM x)
        r ok WITH x AS NOT MATERIALIZED (VALUES (1)) SELECT * FROM x
        r ok WITH a AS (WITH b AS (SELECT 1) FROM b) FROM a
        r ok SELECT (SELECT (SELECT max(id) FROM orders))
        r ok SELECT 1 AS "insert", 2 AS "delete from"
        r ok SELECT 1 AS drop_table
        r ok SELECT id AS truncate FROM orders
        r ok PIVOT (SELECT 'a' AS k, 1 AS v) ON k IN ('a') USING sum(v)
        r ok FROM (PIVOT (SELECT 'a' AS k, 1 AS v) ON k IN ('a') USING sum(v))
        r ok UNPIVOT (SELECT 1 AS a, 2 AS b) ON a, b INTO NAME n VALUE v
        r ok SELECT\u00A01
        r ok \uFEFFSELECT 1
        r ok SELECT 1 AS \u65E5\u672C
        r ok SELECT '\u202E; DROP TABLE orders'
        r ok SELECT 1 FROM orders AS o, LATERAL (SELECT o.id)
        r ok SELECT * FROM orders POSITIONAL JOIN customers
        r ok SELECT * FROM (VALUES (1)) AS t(a) WHERE a IN (FROM (VALUES (1)))
        r ok SELECT [x + 1 FOR x IN [1, 2]]
        r ok SELECT list_transform([1], lambda x: x + 1)
        r ok SELECT {'drop': 1}.drop
        r ok SELECT 1 WHERE 'COPY' LIKE 'C%'
        r ok SELECT E'a\\b', e'\'', $$'$$
        r ok SELECT 'a'\n'b'
        r ok SELECT 1e5, 1_000, .5, 0xFF
        r ok SELECT DATE'2020-01-01'
        r ok SELECT a$b$ FROM (SELECT 1 AS a$b$)
        r ok SELECT * FROM information_schema.tables
        r ok SELECT * FROM duckdb_settings()
        r ok SELECT * FROM range(3)
        r ok SELECT * FROM read_text('{out}/secret.csv')
        r ok SELECT * FROM read_csv('{out}/secret.csv')
        r ok CREATE FUNCTION double_it(x INTEGER) RETURN x * 2
        r ok /* SELECT */ CREATE FUNCTION f(x INTEGER) RETURN 'DROP TABLE orders'
        r ok DROP FUNCTION IF EXISTS f
        # several statements, none, broken ones
        r 5002 SELECT 1; SELECT 2
        r 5002 SELECT 1\n;\nSELECT 2
        r 5002 SELECT 1 -- a\r; SELECT 2
        r 5002 SELECT $a$b$a$; SELECT 2
        r 5002 SELECT '' ; SELECT ''
        r 5002 SELECT E'\'' ; SELECT 2
        r 5002 SELECT '\' ; SELECT 2
        r 5002 SELECT "\" ; SELECT 2
        r 5002 SELECT nam'\' ; SELECT 2
        r 5002 SELECT /* /* */ */ 1 ; SELECT 2
        r 5002 --
        r 5002 /* nothing */
        r 5002 ;
        r 5002 ; ; ;
        r no SELECT 'a
        r no SELECT "a
        r no SELECT $a$ b
        r no SELECT /* a
        r no SELECT /* /* a */
        r no SELEKT 1
        r no SELECT FROM WHERE
        r no )
        r no (((
        r no SELECT (;)
        r no SELECT 1)) UNION ((SELECT 2
        r no WITH x AS (SELECT 1)
        r no WITH x SELECT 1
        r no EXPLAIN
        r no EXPLAIN ANALYZE
        r no EXPLAIN ()
        r no EXPLAIN (FORMAT json)
        r no \u0001SELECT 1
        r no SELECT 1 \u0000
        r no \copy orders TO 'x'
        r no .read x
        r no DO $$ BEGIN END $$
        r no LISTEN x
        r no GRANT ALL ON orders TO x
        r no REPLACE INTO orders VALUES (1)
        r no OPTIMIZE orders
        r no HANDLER orders OPEN
        r no EXEC x
        r no DECLARE x INTEGER
        r no LOCK TABLE orders
        r no DISCARD ALL
        r no REINDEX orders
        r no CLUSTER orders
        r no CREATE
        r no DROP
        r no COPY
        r no COPY orders
        r no SET
        r no PRAGMA
        r no EXECUTE
        r no EXECUTE p
        r no EXECUTE p(1)
        r no DEALLOCATE ALL
        # kinds
        r 5001 EXECUTE x
        r 5001 DEALLOCATE x
        r 5001 CREATE OR REPLACE TEMP TABLE x AS SELECT 1
        r 5001 CREATE TEMPORARY VIEW x AS SELECT 1
        r 5001 CREATE RECURSIVE VIEW x (i) AS SELECT 1
        r 5001 CREATE UNIQUE INDEX i ON orders (id)
        r 5001 CREATE PERSISTENT SECRET s (TYPE s3)
        r 5001 CREATE SCHEMA IF NOT EXISTS s
        r 5001 CREATE SEQUENCE s
        r 5001 CREATE TYPE t AS ENUM ('a')
        r 5001 CREATE EXTERNAL TABLE x STORED AS csv LOCATION '{out}/secret.csv'
        r 5001 CREATE UNBOUNDED EXTERNAL TABLE x STORED AS csv LOCATION '{out}/secret.csv'
        r 5001 DROP TABLE IF EXISTS orders CASCADE
        r 5001 DROP SCHEMA main CASCADE
        r 5001 DROP SECRET s
        r 5001 ALTER TABLE orders RENAME TO x
        r 5001 ALTER DATABASE memory SET ALIAS TO x
        r 5001 FORCE INSTALL httpfs
        r 5001 FORCE INSTALL httpfs FROM 'http://x'
        r 5001 INSTALL spatial FROM community
        r 5001 LOAD '{out}/x.duckdb_extension'
        r 5001 UPDATE EXTENSIONS
        r 5001 UPDATE EXTENSIONS (httpfs)
        r 5001 SET GLOBAL enable_external_access = true
        r 5001 SET SESSION threads = 1
        r 5001 SET LOCAL threads = 1
        r 5001 SET VARIABLE x = (SELECT max(id) FROM orders)
        r 5001 SET lock_configuration = false
        r 5001 RESET ALL
        r 5001 PRAGMA enable_profiling
        r 5001 PRAGMA database_list
        r 5001 PRAGMA table_info('orders')
        r 5001 PRAGMA import_database('{out}/x')
        r 5001 CALL enable_logging()
        r 5001 CALL pragma_version()
        r 5001 COPY (SELECT 1) TO STDOUT
        r 5001 COPY (SELECT 1) TO '/dev/stdout'
        r 5001 COPY orders TO '{out}/x.csv' (FORMAT csv)
        r 5001 COPY orders (id) TO '{out}/x.csv'
        r 5001 COPY orders FROM STDIN
        r 5001 COPY FROM DATABASE memory TO x
        r 5001 COPY FROM DATABASE memory TO x (SCHEMA)
        r 5001 COPY (FROM orders) TO '{out}/x' (FORMAT parquet, PARTITION_BY (id))
        r 5001 COPY (COPY (SELECT 1) TO 'a') TO 'b'
        r 5001 COPY (WITH x AS (SELECT 1) FROM x) TO 'x.csv'
        r 5001 ATTACH ':memory:'
        r 5001 ATTACH IF NOT EXISTS '{out}/x.db'
        r 5001 ATTACH OR REPLACE '{out}/x.db' AS x (TYPE sqlite)
        r 5001 DETACH DATABASE IF EXISTS x
        r 5001 BEGIN TRANSACTION READ ONLY
        r 5001 START TRANSACTION
        r 5001 COMMIT
        r 5001 END
        r 5001 ABORT
        r 5001 ROLLBACK
        r 5001 VACUUM ANALYZE orders
        r 5001 VACUUM FULL
        r 5001 ANALYZE orders
        r 5001 ANALYSE
        r 5001 FORCE CHECKPOINT memory
        r 5001 USE memory.main
        r 5001 INSERT INTO orders SELECT * FROM read_csv('{out}/secret.csv')
        r 5001 INSERT OR REPLACE INTO orders VALUES (1)
        r 5001 INSERT INTO orders BY NAME SELECT 1 AS id
        r 5001 INSERT INTO orders VALUES (1) RETURNING *
        r 5001 INSERT INTO orders DEFAULT VALUES
        r 5001 WITH x AS (SELECT 1) INSERT INTO orders SELECT * FROM x
        r 5001 WITH x AS (SELECT 1), y AS (SELECT 2) DELETE FROM orders USING x WHERE true
        r 5001 WITH RECURSIVE x(i) AS (SELECT 1) UPDATE orders SET id = 1
        r 5001 WITH x AS MATERIALIZED (SELECT 1) MERGE INTO orders USING x ON true WHEN MATCHED THEN DELETE
        r 5001 WITH "a(b" AS (SELECT 1) DELETE FROM orders
        r 5001 WITH x AS (SELECT ')' ) DELETE FROM orders
        r 5001 WITH x AS (SELECT $$)$$ /* ) */ ) DELETE FROM orders
        r 5001 WITH x AS (DELETE FROM orders RETURNING *) SELECT * FROM x
        r 5001 WITH x AS (SELECT 1), y AS (INSERT INTO orders VALUES (1) RETURNING id) FROM y
        r 5001 PREPARE x AS DELETE FROM orders
        r 5001 PREPARE x (INTEGER) AS SELECT $1
        r 5001 EXPLAIN ANALYZE DELETE FROM orders
        r 5001 EXPLAIN (ANALYZE) DELETE FROM orders
        r 5001 EXPLAIN VERBOSE DELETE FROM orders
        r 5001 EXPLAIN ANALYZE COPY (SELECT 1) TO '{out}/x.csv'
        r 5001 EXPLAIN CREATE TABLE x AS SELECT * FROM read_csv('{out}/secret.csv')
        r 5001 CREATE TABLE x AS SELECT * FROM read_csv('{out}/secret.csv')
        r 5001 CREATE TABLE x AS FROM '{out}/secret.csv'
        # functions that no policy opens
        r 5003 SELECT * FROM query('DROP TABLE orders')
        r 5003 FROM query('SELECT 1')
        r 5003 FROM query_table('orders')
        r 5003 FROM query_table(['orders', 'customers'])
        r 5003 FROM json_execute_serialized_sql('x')
        r 5003 SELECT json_serialize_sql('SELECT 1')
        r 5003 SELECT json_deserialize_sql('{}')
        r 5003 SELECT (SELECT count(*) FROM query('SELECT 1'))
        r 5003 WITH x AS (FROM query('SELECT 1')) FROM x
        r 5003 SELECT * FROM orders WHERE id IN (FROM query('SELECT 1'))
        r 5003 EXPLAIN FROM query('SELECT 1')
        r 5003 FROM Query('SELECT 1')
        r 5003 FROM "query"('SELECT 1')
        r 5003 FROM main.query('SELECT 1')
        r 5003 FROM system.main.query('SELECT 1')
        r 5003 FROM checkpoint()
        r 5003 FROM force_checkpoint()
        r 5003 FROM enable_logging()
        r 5003 FROM read_duckdb('{out}/x.db')
        r 5003 FROM seq_scan('orders')
        r 5003 FROM arrow_scan(1, 2, 3)
        r 5003 FROM duckdb_secrets()
        r 5003 FROM which_secret('s3://x', 's3')
        r 5003 FROM sql_auto_complete('SEL')
        a 5003 FROM query('SELECT 1')
        a 5003 FROM read_duckdb('{out}/x.db')
        a 5003 SELECT json_serialize_sql('SELECT 1')
        s 5003 FROM query_table('orders')
        # paths in the place of tables
        r 5004 FROM 'x.parquet'
        r 5004 SELECT * FROM '{out}/secret.csv'
        r 5004 SELECT * FROM "{out}/secret.csv"
        r 5004 FROM 'file://{out}/secret.csv'
        r 5004 FROM 's3://bucket/x.parquet'
        r 5004 FROM 'https://x/y.csv'
        r 5004 SELECT (SELECT count(*) FROM '{out}/secret.csv')
        r 5004 WITH x AS (FROM '{out}/secret.csv') FROM x
        r 5004 SELECT * FROM orders JOIN '{out}/secret.csv' ON true
        r 5004 DESCRIBE SELECT * FROM '{out}/secret.csv'
        r no SUMMARIZE '{out}/secret.csv'
        r 5004 EXPLAIN FROM '{out}/secret.csv'
        r 5004 FROM '*.csv'
        r 5004 FROM $${out}/secret.csv$$
        r 5004 FROM E'{out}/secret.csv'
        a ok FROM '{out}/secret.csv'
        a 5005 FROM 's3://bucket/x.parquet'
        r 5005 FROM read_csv('s3://bucket/x.csv')
        r 5005 FROM read_parquet('https://x/y.parquet')
        r 5005 FROM read_text('hf://datasets/x')
        a 5005 FROM read_csv('gcs://bucket/x.csv')
        # a service has no files and nothing about the process
        s ok SELECT * FROM orders
        s ok SELECT o.id, count(*) FROM orders o JOIN customers c ON o.id = c.id GROUP BY ALL
        s ok WITH x AS (SELECT * FROM orders) SELECT sum(id) OVER () FROM x
        s 5001 EXPLAIN SELECT 1
        s 5001 CREATE FUNCTION f(x INTEGER) RETURN x
        s 5001 DROP FUNCTION f
        s 5001 INSERT INTO orders VALUES (1)
        s 5015 FROM read_csv('{out}/secret.csv')
        s 5015 FROM read_parquet('x')
        s 5015 FROM read_text('/etc/passwd')
        s 5015 FROM read_blob('/etc/passwd')
        s 5015 FROM glob('/*')
        s 5015 FROM sniff_csv('{out}/secret.csv')
        s 5015 FROM parquet_metadata('x')
        s 5015 FROM parquet_schema('x')
        s 5015 FROM read_delta('x')
        s 5015 FROM read_delta_cdf('x', 0)
        s 5015 FROM delta_history('x')
        s 5015 FROM delta_snapshot('x')
        s 5015 FROM read_json('x')
        s 5015 FROM read_ndjson_objects('x')
        s 5015 FROM READ_CSV('x')
        s 5015 FROM "Read_Csv"('x')
        s 5015 SELECT * FROM orders WHERE EXISTS (FROM read_text('/etc/passwd'))
        s 5015 WITH read_csv AS (SELECT 1) FROM read_csv('x')
        s ok WITH read_csv AS (SELECT 1) FROM read_csv
        s 5015 SELECT current_setting('threads')
        s 5015 SELECT getvariable('x')
        s 5015 SELECT version()
        s 5015 FROM duckdb_settings()
        s 5015 FROM duckdb_memory()
        s 5015 FROM pragma_version()
        s 5004 FROM 'x.csv'
        # what the engine tells of all that a connection holds
        s 5013 SELECT sql FROM sqlite_master
        s 5013 FROM pg_class
        s 5013 SELECT definition FROM pg_catalog.pg_views
        s 5013 FROM pg_settings
        s 5013 FROM information_schema.settings
        s 5013 FROM duckdb_views
        s 5013 FROM "DUCKDB_TABLES"
        s ok SELECT count(*) FROM pg_type
        s ok SELECT table_name FROM information_schema.tables
        t 5013 FROM pg_class
        t 5015 SELECT sql FROM duckdb_views()
        t 5015 SELECT * FROM duckdb_columns()
        t 5013 FROM sqlite_schema
        # a tenant: two tables, the folder {open}, nothing by chance
        t ok SELECT * FROM orders
        t ok SELECT * FROM Customers
        t ok WITH secret AS (SELECT * FROM orders) SELECT * FROM secret
        t ok SELECT * FROM (SELECT 1 AS secret)
        t ok SELECT secret.id FROM orders AS secret
        t 5013 SELECT * FROM secret
        t 5013 SELECT * FROM "SECRET"
        t 5013 SELECT * FROM secret AS orders
        t 5013 FROM orders, secret
        t 5013 SELECT (SELECT max(id) FROM secret)
        t 5013 SELECT * FROM orders WHERE id IN (SELECT id FROM secret)
        t 5013 WITH secret AS (SELECT * FROM secret) FROM secret
        t 5013 WITH x AS (FROM secret) FROM orders
        t 5013 SELECT * FROM (WITH secret AS (SELECT 1) FROM secret), secret
        t 5013 TABLE secret
        t 5013 DESCRIBE secret
        t 5013 SUMMARIZE secret
        t 5013 SHOW secret
        t 5013 EXPLAIN FROM secret
        t 5013 FROM orders UNION ALL FROM secret
        t 5013 SELECT * FROM orders ORDER BY (SELECT id FROM secret)
        t 5013 SELECT * FROM orders LIMIT (SELECT id FROM secret)
        t 5013 SELECT * FROM orders SEMI JOIN secret USING (id)
        t 5013 SELECT * FROM orders ASOF JOIN secret ON orders.id >= secret.id
        t 5013 PIVOT secret ON id IN (1) USING count(*)
        t 5013 UNPIVOT secret ON id INTO NAME n VALUE v
        t 5013 SELECT CASE WHEN true THEN (SELECT 1 FROM secret) END
        t 5013 SELECT count(*) FILTER (WHERE EXISTS (FROM secret)) FROM orders
        t 5013 SELECT list_transform([1], lambda x: (SELECT max(id) FROM secret))
        t 5013 VALUES ((SELECT max(id) FROM secret))
        t 5013 FROM information_schema.tables
        t 5013 FROM main.secret
        t 5013 SELECT * FROM pg_catalog.pg_class
        t ok FROM read_csv('{open}/a.csv')
        t ok FROM read_csv(['{open}/a.csv', '{open}/a.csv'])
        t ok FROM read_csv('{open}/inner/*.csv')
        t 5016 FROM read_csv('{open}/*.csv')
        t ok FROM read_csv('file://{open}/a.csv')
        t ok FROM read_csv('{open}/./inner/../a.csv')
        t ok FROM read_text('{open}/a.csv')
        t ok FROM glob('{open}/inner/*')
        t 5016 FROM glob('{open}/*.csv')
        t 5016 FROM read_csv('{out}/secret.csv')
        t 5016 FROM read_csv('{open}/../outside/secret.csv')
        t 5016 FROM read_csv('{open}/inner/../../outside/secret.csv')
        t 5016 FROM read_csv('{open}x/secret.csv')
        t 5016 FROM read_csv('{open}/link/secret.csv')
        t 5016 FROM read_csv('{open}/linked.csv')
        t 5016 FROM read_csv('{open}/link/../outside/secret.csv')
        t 5016 FROM read_csv('{open}/links/*.csv')
        t 5016 FROM read_csv('{open}/**/*.csv')
        t 5016 FROM read_csv('{open}/*/secret.csv')
        t 5016 FROM read_csv('{open}/*/../../outside/secret.csv')
        t 5016 FROM read_csv('{open}/[a]/../../outside/secret.csv')
        t 5016 FROM read_csv('{out}/[s]ecret.csv')
        t 5016 FROM read_csv('{open}/../outside/*.csv')
        t 5016 FROM read_csv('file://{out}/secret.csv')
        t 5016 FROM read_csv('file:{out}/secret.csv')
        t 5016 FROM read_csv('FILE://{open}/a.csv')
        t 5016 FROM read_csv('file://localhost{open}/a.csv')
        t 5016 FROM read_csv('file://{open}/../outside/secret.csv')
        t 5016 FROM read_csv('~/x.csv')
        t 5016 FROM read_csv('/etc/passwd')
        t 5016 FROM read_csv('/proc/self/environ')
        t 5016 FROM read_text('/proc/self/cwd/x')
        t 5016 FROM read_csv('../x.csv')
        t 5016 FROM read_csv('x.csv')
        t 5016 FROM read_csv('')
        t 5016 FROM read_csv(['{open}/a.csv', '{out}/secret.csv'])
        t 5016 FROM read_csv('{open}/' || 'a.csv')
        t 5016 FROM read_csv($1)
        t 5016 FROM read_csv($path)
        t 5016 FROM read_csv(?)
        t 5016 FROM read_csv((SELECT '{open}/a.csv'))
        t 5016 FROM read_csv(getvariable('x'))
        t 5016 FROM read_csv(lower('{open}/a.csv'))
        t 5016 FROM orders, read_csv(orders.name)
        t 5016 FROM read_csv(['{open}/a.csv', lower('x')])
        t 5016 FROM read_csv()
        t 5016 FROM read_csv(delim = ',')
        t 5016 FROM read_parquet('{out}/x.parquet')
        t 5016 FROM read_delta('{out}/table')
        t 5016 FROM read_delta(path := '{out}/table')
        t 5016 FROM read_delta(uri := '{out}/table')
        t 5016 FROM read_delta('{open}/link')
        t 5016 FROM delta_history('{out}/table')
        t 5016 FROM read_delta_cdf('{out}/table', 0)
        t 5016 FROM glob('/*')
        t 5016 FROM glob('{open}/../*')
        t 5016 FROM read_blob('{open}/linked.csv')
        t 5016 FROM sniff_csv('{out}/secret.csv')
        t 5016 FROM parquet_metadata('{out}/x.parquet')
        t 5016 WITH x AS (FROM read_csv('{out}/secret.csv')) FROM x
        t 5016 SELECT (SELECT count(*) FROM read_text('{out}/secret.csv'))
        t 5016 EXPLAIN FROM read_csv('{out}/secret.csv')
        t 5016 DESCRIBE SELECT * FROM read_csv('{out}/secret.csv')
        t 5016 FROM read_csv('s3://bucket/x.csv')
        t ok FROM read_csv('{open}/a.csv', delim = ';')
        t ok FROM read_csv(E'{open}/a.csv')
        t 5016 FROM read_csv(E'{open}/\x2e\x2e/outside/secret.csv')
        t 5017 SELECT random()
        t 5017 SELECT RANDOM()
        t 5017 SELECT "random"()
        t 5017 SELECT uuid()
        t 5017 SELECT gen_random_uuid()
        t 5017 SELECT now()
        t 5017 SELECT current_timestamp
        t 5017 SELECT current_date
        t 5017 SELECT CURRENT_DATE + 1
        t 5017 SELECT today()
        t 5017 SELECT id FROM orders ORDER BY random()
        t 5017 SELECT id FROM orders WHERE random() < 0.5
        t 5017 SELECT * FROM orders USING SAMPLE 10%
        t 5017 SELECT * FROM orders TABLESAMPLE reservoir(10)
        t ok SELECT * FROM orders USING SAMPLE reservoir(10 ROWS) REPEATABLE (7)
        t 5017 SELECT list_transform([1], lambda x: x + random())
        t 5017 WITH x AS (SELECT nextval('s')) FROM x
        t ok SELECT orders.id AS random FROM orders
        t ok SELECT 'random()'
        t 5015 SELECT sha256('x')
        t 5015 SELECT SHA256(name) FROM orders
        t 5015 SELECT "sha256"('x')
        t 5015 SELECT main.sha256('x')
        t 5007 SELECT abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(1))))))))))))))))))))))))))
        # who may write still may not reach further than the paths and tables that are open
        w ok INSERT INTO orders SELECT * FROM customers
        w ok CREATE VIEW v AS SELECT * FROM orders
        w ok PREPARE p AS SELECT * FROM orders WHERE id = $1
        w ok DELETE FROM orders WHERE id IN (SELECT id FROM customers)
        w 5001 CREATE TABLE x AS SELECT 1
        w 5001 EXPLAIN DROP TABLE orders
        w 5001 PREPARE p AS CREATE TABLE x AS SELECT 1
        w 5016 COPY (SELECT 1) TO '{out}/x.csv'
        w 5016 COPY orders TO '{open}/x.csv'
        w 5016 COPY (SELECT 1) TO '/dev/null' (FORMAT csv)
        w 5004 INSERT INTO orders FROM '{out}/secret.csv'
        w 5003 INSERT INTO orders FROM query('SELECT 1')
        w 5003 CREATE VIEW v AS FROM query('SELECT 1')
        w 5003 PREPARE p AS FROM query('SELECT 1')
        w 5004 CREATE VIEW v AS FROM 'x.csv'
        w 5016 COPY (FROM 'x.csv') TO 'y.csv'
        w 5024 SET enable_external_access = true
        w 5024 SET lock_configuration = false
        w 5024 SET allowed_directories = ['/']
        w 5024 RESET threads
        w 5024 SET VARIABLE x = 1
        w 5002 INSERT INTO orders VALUES (1); INSERT INTO orders VALUES (2)
        w 5002 PREPARE p AS SELECT 1; SELECT 2
        a ok COPY (SELECT 1) TO '{out}/x.csv'
        a 5016 COPY (SELECT 1) TO '{out}/_delta_log/x.json'
        a 5016 COPY (SELECT 1) TO 's3://bucket/x.csv'
        a 5016 COPY (SELECT 1) TO '{out}/*.csv'
        a 5016 COPY (SELECT 1) TO '~/x.csv'
        a 5003 COPY (FROM query('SELECT 1')) TO '{out}/x.csv'
        a ok DROP TABLE orders
        a ok ATTACH '{out}/x.db'
        a ok INSTALL httpfs
        a ok LOAD '{out}/x.duckdb_extension'
        a ok PRAGMA import_database('{out}/x')
        a ok EXPORT DATABASE '{out}/x'
        a ok CREATE EXTERNAL TABLE x STORED AS csv LOCATION '{out}/secret.csv'
        a 5002 DROP TABLE orders; DROP TABLE customers
        a no SELEKT
        a no GRANT ALL ON orders TO x
        """;
}
