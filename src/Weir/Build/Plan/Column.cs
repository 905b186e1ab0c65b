using Weir.Catalog;
using Weir.Diagnostics;

namespace Weir.Build.Plan;

/// <summary>A column and its type as the engine writes it (<c>BIGINT</c>, <c>DECIMAL(18,3)</c>).</summary>
internal sealed record Column(string Name, string Type);

/// <summary>Something a view can read: its name and its bound columns.</summary>
internal sealed record Relation(string Name, IReadOnlyList<Column> Columns)
{
    public string Sql => SqlText.Name(Name);

    public IEnumerable<string> ColumnNames => Columns.Select(column => column.Name);

    public bool Has(string column) => Columns.Any(known => known.Name == column);

    /// <summary>The column of exactly this name.</summary>
    /// <param name="column">The name as the spec writes it.</param>
    /// <param name="path">Where the spec writes it.</param>
    public Column Require(string column, string path) =>
        Columns.FirstOrDefault(known => known.Name == column) ?? throw SpecErrors.UnresolvedColumn(path, Name, column, ColumnNames);

    /// <summary>A relation of the same columns and no rows: what a view is bound against before any file is read.</summary>
    public string EmptySql() =>
        $"SELECT {string.Join(", ", Columns.Select(column => $"CAST(NULL AS {column.Type}) AS {SqlText.Name(column.Name)}"))} LIMIT 0";
}
