using Weir.Tests.Sessions;

namespace Weir.Tests.Policies;

/// <summary>Every kind of statement against every preset.</summary>
[Trait("Requirement", "R164")]
[Trait("Requirement", "R163")]
public sealed class PolicyMatrixTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    /// <summary>A statement, its kind, and who allows it: (r)ead_only, (w)rite, (s)ervice, (a)dmin; no letter for a refusal.</summary>
    public static TheoryData<string, string, string> Rows => new()
    {
        { "SELECT 1", "Query", "rwsa" },
        { "VALUES (1)", "Query", "rwsa" },
        { "FROM range(3)", "Query", "rwsa" },
        { "WITH a AS (SELECT 1) FROM a", "Query", "rwsa" },
        { "((SELECT 1))", "Query", "rwsa" },
        { "DESCRIBE SELECT 1", "Query", "rwsa" },
        { "SUMMARIZE SELECT 1", "Query", "rwsa" },
        { "SHOW TABLES", "Query", "rwsa" },
        { "PIVOT (SELECT 'a' AS k, 1 AS v) ON k IN ('a') USING sum(v)", "Query", "rwsa" },
        { "SELECT * FROM read_text('x')", "Query", "rwa" },
        { "SELECT * FROM 'x.parquet'", "Query", "a" },
        { "EXPLAIN SELECT 1", "Explain", "rwa" },
        { "EXPLAIN ANALYZE SELECT 1", "Explain", "rwa" },
        { "EXPLAIN (FORMAT json) SELECT 1", "Explain", "rwa" },
        { "EXPLAIN INSERT INTO t VALUES (1)", "Explain", "wa" },
        { "EXPLAIN DROP TABLE t", "Explain", "a" },
        { "INSERT INTO t VALUES (1)", "Insert", "wa" },
        { "WITH a AS (SELECT 1) INSERT INTO t FROM a", "Insert", "wa" },
        { "UPDATE t SET a = 1", "Update", "wa" },
        { "DELETE FROM t", "Delete", "wa" },
        { "MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE", "Merge", "wa" },
        { "TRUNCATE t", "Truncate", "wa" },
        { "CREATE TABLE t AS SELECT 1 AS a", "CreateTableAs", "a" },
        { "CREATE TABLE t (a INTEGER)", "CreateTable", "a" },
        { "CREATE VIEW v AS SELECT 1", "CreateView", "wa" },
        { "CREATE FUNCTION f(a INTEGER) RETURN a + 1", "CreateFunction", "rwa" },
        { "CREATE MACRO f(a) AS a + 1", "CreateOther", "a" },
        { "CREATE EXTERNAL TABLE t STORED AS csv LOCATION 'x'", "CreateExternalTable", "a" },
        { "CREATE SECRET s (TYPE s3)", "CreateSecret", "a" },
        { "CREATE SCHEMA s", "CreateOther", "a" },
        { "CREATE SEQUENCE s", "CreateOther", "a" },
        { "CREATE TYPE e AS ENUM ('a')", "CreateOther", "a" },
        { "CREATE INDEX i ON t (a)", "CreateOther", "a" },
        { "ALTER TABLE t ADD COLUMN b INTEGER", "Alter", "a" },
        { "COMMENT ON TABLE t IS 'x'", "Comment", "a" },
        { "DROP TABLE t", "DropTable", "a" },
        { "DROP VIEW v", "DropView", "wa" },
        { "DROP FUNCTION f", "DropFunction", "rwa" },
        { "DROP SCHEMA s", "DropOther", "a" },
        { "COPY (SELECT 1) TO 'x.csv'", "CopyTo", "a" },
        { "COPY t TO 'x.csv'", "CopyTo", "a" },
        { "COPY t FROM 'x.csv'", "CopyFrom", "wa" },
        { "COPY FROM DATABASE a TO b", "CopyDatabase", "a" },
        { "ATTACH 'x.db'", "Attach", "a" },
        { "DETACH x", "Detach", "a" },
        { "INSTALL httpfs", "Install", "a" },
        { "FORCE INSTALL httpfs", "Install", "a" },
        { "LOAD httpfs", "Load", "a" },
        { "UPDATE EXTENSIONS", "UpdateExtensions", "a" },
        { "SET statement_timeout = 1000", "Set", "wa" },
        { "RESET statement_timeout", "Reset", "wa" },
        { "PRAGMA version", "Pragma", "a" },
        { "CALL pragma_version()", "Call", "a" },
        { "EXPORT DATABASE 'x'", "Export", "a" },
        { "IMPORT DATABASE 'x'", "Import", "a" },
        { "BEGIN", "Transaction", "wa" },
        { "START TRANSACTION", "Transaction", "wa" },
        { "COMMIT", "Transaction", "wa" },
        { "ROLLBACK", "Transaction", "wa" },
        { "PREPARE p AS SELECT 1", "Prepare", "wa" },
        { "PREPARE p AS COPY t TO 'x.csv'", "Prepare", "a" },
        { "DEALLOCATE p", "Deallocate", "wa" },
        { "VACUUM", "Vacuum", "wa" },
        { "ANALYZE", "Analyze", "wa" },
        { "CHECKPOINT", "Checkpoint", "wa" },
        { "FORCE CHECKPOINT", "Checkpoint", "wa" },
        { "USE memory", "Use", "a" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_preset_allows_just_its_kinds(string sql, string kind, string allowing)
    {
        foreach (string name in SqlPolicy.PresetNames)
        {
            using Session session = shared.Runtime.NewSession(new SessionOptions { Policy = SqlPolicy.Named(name) });
            SqlVerdict verdict = session.Judge(sql);
            Assert.True(verdict.IsAllowed == allowing.Contains(name[0]), $"{name}: {verdict}");
            Assert.Equal(kind, Assert.Single(verdict.Statements).Kind.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_is_refused_is_refused_alike_when_it_is_run_and_when_it_is_judged(string sql, string kind, string allowing)
    {
        Assert.NotEmpty(kind);
        foreach (string name in SqlPolicy.PresetNames.Where(name => !allowing.Contains(name[0])))
        {
            using Session session = shared.Runtime.NewSession(new SessionOptions { Policy = SqlPolicy.Named(name) });
            SqlRefusal refusal = session.Judge(sql).Refusal!;
            WeirException error = Assert.Throws<WeirException>(() => session.Run(new Query(sql)).Dispose());
            Assert.Equal(refusal.Code, error.Code);
            Assert.Equal(refusal.Message, error.Message);
            Assert.Equal($"{refusal.Line}:{refusal.Column} {refusal.Text}", $"{error.Details["line"]}:{error.Details["column"]} {error.Details["text"]}");
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_admin_allows_is_done_or_said_not_to_be_done(string sql, string kind, string allowing)
    {
        Assert.NotEmpty(allowing);
        if (kind is "CreateFunction" or "CopyTo" or "Query" or "Explain")
            return;
        using Session session = shared.Runtime.NewSession(new SessionOptions { Policy = SqlPolicy.Admin });
        bool isCarriedOut = session.Judge(sql).IsCarriedOut;
        WeirException? error = Record.Exception(() => session.Run(new Query(sql)).Dispose()) as WeirException;
        if (!isCarriedOut)
            Assert.Equal("WEIR5021", error?.Code);
        else
            Assert.NotEqual("WEIR5021", error?.Code);
    }

    [Fact]
    public void Every_kind_stands_in_the_matrix()
    {
        IEnumerable<string> shown = Rows.Select(row => (string)((object[])row)[1]);
        Assert.Equal(Enum.GetNames<SqlStatementKind>().Except(["Unknown", "Execute"]).Order(), shown.Distinct().Order());
    }
}
