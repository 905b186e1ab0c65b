namespace Weir.Sessions;

/// <summary>A statement over the session's catalog, as it is written.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Name">What it does it to; for schemas and USE the schema is the last part.</param>
internal abstract record CatalogStatement(CatalogStatementKind Kind, TableName Name)
{
    /// <summary>Declares a table.</summary>
    /// <param name="Table">The table.</param>
    /// <param name="Replaces">Whether it may take the place of another one.</param>
    /// <param name="IfNotExists">Whether another one of the name is left and no error.</param>
    internal sealed record CreateTable(TableDeclaration Table, bool Replaces, bool IfNotExists)
        : CatalogStatement(CatalogStatementKind.CreateTable, Table.Name);

    /// <summary>Gives a query a name.</summary>
    internal sealed record CreateView(TableName Name, string Sql, bool Replaces, bool IfNotExists)
        : CatalogStatement(CatalogStatementKind.CreateView, Name);

    /// <summary>Takes a table or view away.</summary>
    internal sealed record Drop(CatalogStatementKind Kind, TableName Name, bool IfExists) : CatalogStatement(Kind, Name);

    /// <summary>Makes a schema.</summary>
    internal sealed record CreateSchema(TableName Name, bool IfNotExists) : CatalogStatement(CatalogStatementKind.CreateSchema, Name);

    /// <summary>Takes a schema away.</summary>
    internal sealed record DropSchema(TableName Name, bool IfExists, bool Cascades) : CatalogStatement(CatalogStatementKind.DropSchema, Name);

    /// <summary>Makes a schema the one in which names without a schema are looked up.</summary>
    internal sealed record Use(TableName Name) : CatalogStatement(CatalogStatementKind.Use, Name);
}
