using Weir.Catalog;

namespace Weir.Sessions;

/// <summary>The columns against which the names of a declaration are held.</summary>
/// <param name="Columns">The columns, each with its type.</param>
/// <param name="Lacking">What is said of a name that none of them has.</param>
internal sealed record KnownColumns(IReadOnlyList<FoundColumn> Columns, string Lacking)
{
    /// <summary>The columns that a dataset declares; null when it leaves them to its files.</summary>
    public static KnownColumns? Declared(DatasetLocation location) => location.Columns.Count == 0 ? null
        : new KnownColumns([.. location.Columns.Concat(location.PartitionColumns).Select(column => new FoundColumn(column.Name, ColumnTypeReader.Parse(column.Type)))], DatasetRules.NotDeclared);

    /// <summary>The column of a name, whatever its case; null when there is none.</summary>
    public FoundColumn? Find(string name) => Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The columns that are there.</summary>
    public static KnownColumns Found(IReadOnlyList<FoundColumn> columns) =>
        new(columns, $"which is not there; the columns are {string.Join(", ", columns.Select(column => column.Name))}");
}
