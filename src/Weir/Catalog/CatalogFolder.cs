namespace Weir;

/// <summary>
/// A folder whose entries are tables: a subfolder with a <c>_delta_log</c> or with files of one format, there or in folders <c>name=value</c>, or
/// a file. A folder that has folders <c>name=value</c> itself is one table. Hidden entries (<c>.</c> and <c>_</c> in front) are left out. Immutable.
/// </summary>
/// <param name="Path">The folder.</param>
public sealed record CatalogFolder(string Path)
{
    /// <summary>The format of every entry; entries of another one are left out. Null: told of each from its names.</summary>
    public DatasetFormat? Format { get; init; }

    /// <summary>The schema that gets the tables, made when it is not there; null for the current one.</summary>
    public string? Schema { get; init; }

    /// <summary>The catalog of the schema; null for the current one.</summary>
    public string? Catalog { get; init; }

    /// <summary>Entries at most; more are an error before anything is registered.</summary>
    public int TablesMax { get; init; } = 10_000;

    /// <summary>What each table has besides its path and format, options for example; null for nothing.</summary>
    public DatasetLocation? Template { get; init; }
}

/// <summary>What a load of a folder made. Immutable.</summary>
/// <param name="Tables">The tables, in order of name.</param>
/// <param name="Errors">Entries that are no table, with the reason, in order of name. Nothing that is not hidden is left out without one.</param>
public sealed record CatalogLoad(IReadOnlyList<TableName> Tables, IReadOnlyList<CatalogLoadError> Errors);

/// <summary>An entry of a folder that is no table.</summary>
/// <param name="Entry">Its name in the folder.</param>
/// <param name="Error">Why.</param>
public sealed record CatalogLoadError(string Entry, WeirException Error);
