namespace Weir;

/// <summary>What the rows of a dataset are declared to keep to, besides NOT NULL of columns. Immutable.</summary>
public sealed record DatasetConstraints
{
    /// <summary>Nothing.</summary>
    public static DatasetConstraints None { get; } = new();

    /// <summary>Columns that no two rows have equal, and that are never NULL; empty for none.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>Conditions that no row makes false.</summary>
    public IReadOnlyList<DatasetCheck> Checks { get; init; } = [];

    /// <summary>Columns whose values another table has.</summary>
    public IReadOnlyList<DatasetForeignKey> ForeignKeys { get; init; } = [];
}

/// <summary>A condition on each row. Immutable.</summary>
/// <param name="Expression">One SQL expression over the columns of a row; NULL counts as kept.</param>
/// <param name="Name">Its name; null for none.</param>
public sealed record DatasetCheck(string Expression, string? Name = null);

/// <summary>Columns whose values another table has. Immutable.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Table">The other table, as SQL names it.</param>
/// <param name="ReferencedColumns">Its columns, in the order of <paramref name="Columns"/>.</param>
/// <param name="Name">The name of the constraint; null for none.</param>
public sealed record DatasetForeignKey(
    IReadOnlyList<string> Columns, string Table, IReadOnlyList<string> ReferencedColumns, string? Name = null);
