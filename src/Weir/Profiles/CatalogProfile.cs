namespace Weir;

/// <summary>Names and tables that a session starts with. Immutable.</summary>
public sealed record CatalogProfile
{
    /// <summary>The catalog that names without one belong to, made when it is not there. Null: <c>weir</c>.</summary>
    public string? DefaultCatalog { get; init; }

    /// <summary>The schema that names without one belong to, made when it is not there. Null: <c>main</c>.</summary>
    public string? DefaultSchema { get; init; }

    /// <summary>The catalog of views.</summary>
    public string? ViewCatalogName { get; init; }

    /// <summary>The schema of views.</summary>
    public string? ViewSchemaName { get; init; }

    /// <summary>The catalog of what is registered.</summary>
    public string? RegistryCatalogName { get; init; }

    /// <summary>
    /// A folder whose tables every session has: for Delta each folder with a log directly in it, for other formats each file, under
    /// the name of the folder or of the file without its ending. Null: none.
    /// </summary>
    public string? CatalogAutoLoadLocation { get; init; }

    /// <summary>The format of what is loaded from <see cref="CatalogAutoLoadLocation"/>. Null: Delta.</summary>
    public DatasetFormat? CatalogAutoLoadFormat { get; init; }

    /// <summary>Whether <see cref="CatalogAutoLoadLocation"/> is looked at.</summary>
    public bool CatalogAutoLoadEnabled { get; init; } = true;

    /// <summary>Whether queries can ask <c>information_schema</c>.</summary>
    public bool EnableInformationSchema { get; init; } = true;
}
