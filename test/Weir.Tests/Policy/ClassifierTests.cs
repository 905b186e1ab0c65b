using Weir.Engine;
using Weir.Policies;

namespace Weir.Tests.Policies;

/// <summary>The classifier against the engine's own word, where the engine gives one: after a prepare that succeeded.</summary>
[Trait("Requirement", "R189")]
public sealed class ClassifierTests
{
    private static readonly Dictionary<SqlStatementKind, StatementKind[]> Engines = new()
    {
        [SqlStatementKind.Query] = [StatementKind.Select], [SqlStatementKind.Explain] = [StatementKind.Explain], [SqlStatementKind.Insert] = [StatementKind.Insert],
        [SqlStatementKind.Update] = [StatementKind.Update], [SqlStatementKind.Delete] = [StatementKind.Delete], [SqlStatementKind.Truncate] = [StatementKind.Delete],
        [SqlStatementKind.Merge] = [StatementKind.MergeInto], [SqlStatementKind.CreateTableAs] = [StatementKind.Create], [SqlStatementKind.CreateTable] = [StatementKind.Create],
        [SqlStatementKind.CreateView] = [StatementKind.Create], [SqlStatementKind.CreateFunction] = [StatementKind.Create], [SqlStatementKind.CreateOther] = [StatementKind.Create],
        [SqlStatementKind.Alter] = [StatementKind.Alter], [SqlStatementKind.Comment] = [StatementKind.Alter], [SqlStatementKind.DropTable] = [StatementKind.Drop],
        [SqlStatementKind.DropView] = [StatementKind.Drop], [SqlStatementKind.DropFunction] = [StatementKind.Drop], [SqlStatementKind.DropOther] = [StatementKind.Drop],
        [SqlStatementKind.CopyTo] = [StatementKind.Copy], [SqlStatementKind.CopyFrom] = [StatementKind.Copy], [SqlStatementKind.Attach] = [StatementKind.Attach],
        [SqlStatementKind.Detach] = [StatementKind.Detach], [SqlStatementKind.Set] = [StatementKind.Set, StatementKind.VariableSet], [SqlStatementKind.Reset] = [StatementKind.Set, StatementKind.VariableSet],
        [SqlStatementKind.Call] = [StatementKind.Call], [SqlStatementKind.Transaction] = [StatementKind.Transaction], [SqlStatementKind.Prepare] = [StatementKind.Prepare],
        [SqlStatementKind.Deallocate] = [StatementKind.Drop], [SqlStatementKind.Vacuum] = [StatementKind.Vacuum], [SqlStatementKind.Analyze] = [StatementKind.Vacuum, StatementKind.Analyze],
        [SqlStatementKind.Checkpoint] = [StatementKind.Call], [SqlStatementKind.Use] = [StatementKind.Set],
    };

    private static readonly string[] Texts =
    [
        "SELECT 1", "(SELECT 1)", "((SELECT 1) UNION (SELECT 2))", "FROM t", "FROM t SELECT a", "VALUES (1), (2)", "TABLE t", "WITH x AS (SELECT 1) SELECT * FROM x",
        "WITH RECURSIVE x(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM x WHERE i < 3) FROM x", "WITH x AS MATERIALIZED (SELECT 1) (SELECT * FROM x)",
        "WITH insert AS (SELECT 1) FROM insert", "WITH x AS (SELECT 1), delete AS (FROM x) SELECT * FROM delete",
        "WITH RECURSIVE x(i, j) USING KEY (i) AS (SELECT 1, 1 UNION SELECT i, j + 1 FROM x WHERE j < 3) FROM x",
        "DESCRIBE t", "DESCRIBE SELECT 1", "DESC t", "SHOW TABLES", "SHOW ALL TABLES", "SHOW t", "SUMMARIZE t", "UNPIVOT t ON a INTO NAME n VALUE v", "PIVOT t ON a IN (1) USING sum(a)",
        "EXPLAIN SELECT 1", "EXPLAIN ANALYZE SELECT 1", "EXPLAIN (FORMAT json) SELECT 1", "EXPLAIN (ANALYZE, FORMAT json) SELECT 1", "EXPLAIN (SELECT 1)", "EXPLAIN DELETE FROM t",
        "EXPLAIN ANALYZE INSERT INTO t VALUES (1)",
        "INSERT INTO t VALUES (1)", "INSERT INTO t (a) SELECT 1", "INSERT INTO t BY NAME SELECT 1 AS a", "INSERT INTO main.t FROM t", "INSERT INTO t DEFAULT VALUES",
        "WITH x AS (SELECT 1) INSERT INTO t FROM x", "INSERT INTO t (SELECT 1)", "INSERT INTO t VALUES (1) RETURNING a", "INSERT INTO t WITH x AS (SELECT 1) FROM x",
        "UPDATE t SET a = 1", "UPDATE t SET a = 1 WHERE a IN (SELECT a FROM t) RETURNING *", "WITH x AS (SELECT 1 AS a) UPDATE t SET a = x.a FROM x",
        "DELETE FROM t", "DELETE FROM t USING t AS u WHERE t.a = u.a", "WITH x AS (SELECT 1 AS a) DELETE FROM t WHERE a IN (FROM x)", "TRUNCATE t", "TRUNCATE TABLE t",
        "MERGE INTO t USING t AS u ON t.a = u.a WHEN MATCHED THEN DELETE",
        "CREATE TABLE n AS SELECT 1", "CREATE TABLE n AS FROM t", "CREATE TABLE n (a INTEGER)", "CREATE TEMP TABLE n AS SELECT 1", "CREATE OR REPLACE TABLE n AS (SELECT 1)", "CREATE TABLE IF NOT EXISTS n AS VALUES (1)",
        "CREATE TABLE n (a INTEGER DEFAULT (1), b AS (a + 1))", "CREATE VIEW w AS SELECT 1", "CREATE OR REPLACE TEMP VIEW w (x) AS SELECT 1", "CREATE MACRO f(a) AS a", "CREATE FUNCTION f(a) AS TABLE SELECT a", "CREATE OR REPLACE TEMP MACRO f(a) AS a",
        "CREATE SCHEMA s", "CREATE SEQUENCE s", "CREATE TYPE e AS ENUM ('a')", "CREATE INDEX i ON t (a)", "CREATE UNIQUE INDEX i ON t (a)",
        "ALTER TABLE t ADD COLUMN b INTEGER", "ALTER VIEW v RENAME TO w", "COMMENT ON TABLE t IS 'x'", "DROP TABLE t", "DROP TABLE IF EXISTS zz", "DROP VIEW v", "DROP VIEW IF EXISTS zz CASCADE", "DROP SCHEMA IF EXISTS zz", "DROP MACRO IF EXISTS zz",
        "COPY (SELECT 1) TO 'nowhere.csv'", "COPY t TO 'nowhere.csv' (FORMAT csv)", "COPY t (a) TO 'nowhere.csv'",
        "ATTACH ':memory:' AS other", "SET threads = 1", "SET SESSION threads TO 1", "SET VARIABLE x = 1", "RESET threads", "CALL pragma_version()", "BEGIN", "BEGIN TRANSACTION", "START TRANSACTION",
        "PREPARE p AS SELECT $1::INT", "PREPARE p AS DELETE FROM t", "VACUUM", "VACUUM ANALYZE", "ANALYZE", "CHECKPOINT", "FORCE CHECKPOINT", "USE memory", "/* a */ -- b\n SELECT 1", "select /* ; */ 1 -- ;",
    ];

    [Fact]
    public void The_engine_reads_the_same_kinds()
    {
        using DuckDatabase database = DuckDatabase.Open(new EngineOptions());
        using DuckConnection connection = database.Connect();
        connection.Execute("CREATE TABLE t (a INTEGER); CREATE VIEW v AS FROM t");
        List<string> differences = [];
        foreach (string sql in Texts)
        {
            SqlFront front = SqlFront.Read(sql);
            Assert.True(front.Statements.Count == 1, sql);
            using DuckStatement statement = connection.Prepare(sql);
            if (!Engines.TryGetValue(front.Kind, out StatementKind[]? engines) || !engines.Contains(statement.Kind))
                differences.Add($"{sql}: {front.Kind}, the engine says {statement.Kind}");
        }
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Theory]
    [InlineData("SELECT 1; SELECT 2", 2)]
    [InlineData("SELECT 1;", 1)]
    [InlineData(";;SELECT 1;;", 1)]
    [InlineData("SELECT ';' -- ;\n", 1)]
    [InlineData("SELECT 1 -- a\r; SELECT 2", 2)]
    [InlineData("SELECT 1 /* ; /* ; */ ; */ ; SELECT 2", 2)]
    [InlineData("SELECT $$;$$; SELECT $a$;$$;$a$", 2)]
    [InlineData("SELECT E'\\';'; SELECT 2", 2)]
    [InlineData("SELECT '\\'; SELECT 2", 2)]
    [InlineData("SELECT \"a;\"\"b\" FROM (SELECT 1 AS \"a;\"\"b\"); SELECT 2", 2)]
    [InlineData("SELECT DATE'2020-01-01'; SELECT type'\\'", 2)]
    [InlineData("SELECT 1e'\\';' ; SELECT 2", 2)]
    [InlineData("SELECT a$b$ FROM (SELECT 1 AS a$b$); SELECT 2", 2)]
    [InlineData("SELECT 'a'\n'b;c'; SELECT 2", 2)]
    [InlineData("SELECT $x$ ; $y$ ; $x$", 1)]
    [InlineData("SELECT\u00A01; SELECT\u20032", 2)]
    [InlineData("SELECT 1 AS é;SELECT 2 AS \"日本;\"", 2)]
    [InlineData("", 0)]
    [InlineData("-- nothing", 0)]
    public void The_engine_counts_the_same_statements(string sql, int count)
    {
        Assert.Equal(count, SqlFront.Read(sql).Statements.Count);
        using DuckDatabase database = DuckDatabase.Open(new EngineOptions());
        using DuckConnection connection = database.Connect();
        int? engines = null;
        try
        {
            engines = connection.Count(sql);
        }
        catch (WeirException error) when (error.Code == "WEIR4004")
        {
            // What is no SQL to the engine runs nowhere; here it is about ends of statements only.
            Assert.Contains("1e'", sql, StringComparison.Ordinal);
        }
        Assert.Equal(engines ?? count, count);
    }

    [Theory]
    [InlineData("SELECT 'a")]
    [InlineData("SELECT \"a")]
    [InlineData("SELECT $a$ b")]
    [InlineData("SELECT /* a")]
    [InlineData("SELECT E'\\'")]
    [InlineData("SELECT \u0001")]
    public void What_does_not_end_is_of_no_kind(string sql) => Assert.Equal(SqlStatementKind.Unknown, SqlFront.Read(sql).Kind);

    [Theory]
    [InlineData("SELECT 'it''s'", "it's")]
    [InlineData("SELECT 'a' \n 'b'", "ab")]
    [InlineData("SELECT 'a' -- 'x'\n 'b'", "ab")]
    [InlineData("SELECT $$it's$$", "it's")]
    [InlineData("SELECT $t$a$$b$t$", "a$$b")]
    [InlineData("SELECT E'ab'", "ab")]
    [InlineData("SELECT E'a\\'b'", null)]
    [InlineData("SELECT x'41'", null)]
    public void A_text_means_what_it_means_to_the_engine(string sql, string? meaning)
    {
        Assert.Equal(meaning, new LexedText(sql).Text(1));
        if (meaning is null)
            return;
        using DuckDatabase database = DuckDatabase.Open(new EngineOptions());
        using DuckConnection connection = database.Connect();
        using Weir.Arrow.RecordBatchReader rows = connection.Query(sql);
        using Weir.Arrow.RecordBatch? batch = rows.Read();
        Assert.Equal(meaning, batch!.Column(0).GetString(0));
    }
}
