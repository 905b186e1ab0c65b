namespace Weir;

/// <summary>What a statement is, by its syntax.</summary>
public enum SqlStatementKind
{
    /// <summary>None of the others, or no SQL. No policy lets it through.</summary>
    Unknown,
    /// <summary>A query: SELECT, VALUES, FROM, WITH, TABLE, PIVOT, UNPIVOT, DESCRIBE, SHOW, SUMMARIZE.</summary>
    Query,
    /// <summary>EXPLAIN of a statement.</summary>
    Explain,
    /// <summary>INSERT.</summary>
    Insert,
    /// <summary>UPDATE.</summary>
    Update,
    /// <summary>DELETE.</summary>
    Delete,
    /// <summary>MERGE.</summary>
    Merge,
    /// <summary>CREATE TABLE ... AS a query.</summary>
    CreateTableAs,
    /// <summary>CREATE TABLE with columns.</summary>
    CreateTable,
    /// <summary>CREATE VIEW.</summary>
    CreateView,
    /// <summary>CREATE FUNCTION, of the session.</summary>
    CreateFunction,
    /// <summary>CREATE EXTERNAL TABLE.</summary>
    CreateExternalTable,
    /// <summary>CREATE SECRET, which may be kept.</summary>
    CreateSecret,
    /// <summary>CREATE of anything else, as of a schema, a sequence, a macro of the engine.</summary>
    CreateOther,
    /// <summary>ALTER.</summary>
    Alter,
    /// <summary>COMMENT ON.</summary>
    Comment,
    /// <summary>DROP TABLE.</summary>
    DropTable,
    /// <summary>DROP VIEW.</summary>
    DropView,
    /// <summary>DROP FUNCTION, of the session.</summary>
    DropFunction,
    /// <summary>DROP of anything else.</summary>
    DropOther,
    /// <summary>TRUNCATE.</summary>
    Truncate,
    /// <summary>COPY ... TO.</summary>
    CopyTo,
    /// <summary>COPY ... FROM.</summary>
    CopyFrom,
    /// <summary>COPY FROM DATABASE.</summary>
    CopyDatabase,
    /// <summary>ATTACH.</summary>
    Attach,
    /// <summary>DETACH.</summary>
    Detach,
    /// <summary>INSTALL, or FORCE INSTALL.</summary>
    Install,
    /// <summary>LOAD.</summary>
    Load,
    /// <summary>UPDATE EXTENSIONS.</summary>
    UpdateExtensions,
    /// <summary>SET.</summary>
    Set,
    /// <summary>RESET.</summary>
    Reset,
    /// <summary>PRAGMA.</summary>
    Pragma,
    /// <summary>CALL.</summary>
    Call,
    /// <summary>EXPORT DATABASE.</summary>
    Export,
    /// <summary>IMPORT DATABASE.</summary>
    Import,
    /// <summary>BEGIN, START, COMMIT, END, ROLLBACK, ABORT.</summary>
    Transaction,
    /// <summary>PREPARE.</summary>
    Prepare,
    /// <summary>EXECUTE.</summary>
    Execute,
    /// <summary>DEALLOCATE.</summary>
    Deallocate,
    /// <summary>VACUUM.</summary>
    Vacuum,
    /// <summary>ANALYZE.</summary>
    Analyze,
    /// <summary>CHECKPOINT.</summary>
    Checkpoint,
    /// <summary>USE.</summary>
    Use,
}
