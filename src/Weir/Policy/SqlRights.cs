namespace Weir;

/// <summary>What statements a policy lets through. Every kind of statement needs rights of its own; a statement inside another one needs its rights too.</summary>
[Flags]
public enum SqlRights : ulong
{
    /// <summary>Nothing runs.</summary>
    None = 0,
    /// <summary>SELECT, VALUES, FROM, WITH, TABLE, PIVOT, DESCRIBE, SHOW, SUMMARIZE.</summary>
    Query = 1UL << 0,
    /// <summary>EXPLAIN, with or without ANALYZE.</summary>
    Explain = 1UL << 1,
    /// <summary>INSERT.</summary>
    Insert = 1UL << 2,
    /// <summary>UPDATE.</summary>
    Update = 1UL << 3,
    /// <summary>DELETE.</summary>
    Delete = 1UL << 4,
    /// <summary>MERGE.</summary>
    Merge = 1UL << 5,
    /// <summary>CREATE TABLE, from a query or from columns.</summary>
    CreateTable = 1UL << 6,
    /// <summary>CREATE VIEW.</summary>
    CreateView = 1UL << 7,
    /// <summary>CREATE FUNCTION and DROP FUNCTION, which are of one session.</summary>
    CreateFunction = 1UL << 8,
    /// <summary>CREATE EXTERNAL TABLE: a name for files.</summary>
    CreateExternalTable = 1UL << 9,
    /// <summary>CREATE of anything else: schemas, sequences, types, indexes, secrets, macros of the engine.</summary>
    CreateOther = 1UL << 10,
    /// <summary>ALTER and COMMENT ON.</summary>
    Alter = 1UL << 11,
    /// <summary>DROP of tables.</summary>
    DropTable = 1UL << 12,
    /// <summary>DROP VIEW.</summary>
    DropView = 1UL << 13,
    /// <summary>DROP of anything else.</summary>
    DropOther = 1UL << 14,
    /// <summary>TRUNCATE.</summary>
    Truncate = 1UL << 15,
    /// <summary>COPY ... TO a file; <see cref="SqlPolicy.WritePaths"/> says where.</summary>
    CopyTo = 1UL << 16,
    /// <summary>COPY ... FROM a file.</summary>
    CopyFrom = 1UL << 17,
    /// <summary>ATTACH, DETACH and COPY FROM DATABASE.</summary>
    Attach = 1UL << 18,
    /// <summary>INSTALL, LOAD and UPDATE EXTENSIONS.</summary>
    Extensions = 1UL << 19,
    /// <summary>SET and RESET.</summary>
    Settings = 1UL << 20,
    /// <summary>PRAGMA.</summary>
    Pragma = 1UL << 21,
    /// <summary>CALL.</summary>
    Call = 1UL << 22,
    /// <summary>EXPORT DATABASE.</summary>
    Export = 1UL << 23,
    /// <summary>IMPORT DATABASE.</summary>
    Import = 1UL << 24,
    /// <summary>BEGIN, COMMIT, ROLLBACK.</summary>
    Transactions = 1UL << 25,
    /// <summary>PREPARE, EXECUTE, DEALLOCATE.</summary>
    Prepare = 1UL << 26,
    /// <summary>VACUUM, ANALYZE, CHECKPOINT.</summary>
    Maintenance = 1UL << 27,
    /// <summary>USE.</summary>
    Use = 1UL << 28,
    /// <summary>Functions that read files by path; <see cref="SqlPolicy.ReadPaths"/> says where.</summary>
    FileFunctions = 1UL << 29,
    /// <summary>A path in the place of a table: <c>FROM 'file.parquet'</c>.</summary>
    PathLiterals = 1UL << 30,
    /// <summary>INSERT, UPDATE, DELETE, MERGE.</summary>
    Dml = Insert | Update | Delete | Merge,
    /// <summary>CREATE, ALTER and DROP of everything.</summary>
    Ddl = CreateTable | CreateView | CreateFunction | CreateExternalTable | CreateOther | Alter | DropTable | DropView | DropOther,
    /// <summary>Every right.</summary>
    All = (1UL << 31) - 1,
}
