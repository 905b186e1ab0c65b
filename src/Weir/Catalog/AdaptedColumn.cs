namespace Weir.Catalog;

/// <summary>How one declared column is made of what files have.</summary>
/// <param name="Column">What was declared.</param>
/// <param name="Type">Its type.</param>
/// <param name="FileColumn">The column of the files; null when they have none.</param>
/// <param name="FileType">Its type there; null when they have none.</param>
/// <param name="Expression">SQL that gives the value.</param>
internal sealed record AdaptedColumn(DatasetColumn Column, ColumnType Type, string? FileColumn, ColumnType? FileType, string Expression)
{
    /// <summary>Whether its value stands in the names of folders.</summary>
    public bool IsPartition { get; init; }

    /// <summary>Whether it is the files' own column as it is.</summary>
    public bool IsUnchanged => FileColumn == Column.Name && FileType is { } type && type.Is(Type);
}
