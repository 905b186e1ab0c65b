namespace Weir.Sessions;

/// <summary>What a statement over the session's catalog does: each is a right of its own.</summary>
internal enum CatalogStatementKind
{
    /// <summary>CREATE EXTERNAL TABLE.</summary>
    CreateTable,

    /// <summary>DROP TABLE.</summary>
    DropTable,

    /// <summary>CREATE VIEW.</summary>
    CreateView,

    /// <summary>DROP VIEW.</summary>
    DropView,

    /// <summary>CREATE SCHEMA.</summary>
    CreateSchema,

    /// <summary>DROP SCHEMA.</summary>
    DropSchema,

    /// <summary>USE.</summary>
    Use,
}
