using Weir.Catalog;
using Weir.Delta.Table;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>
/// Holds what a dataset declares against what is at its location when it is registered. Where nothing is there yet, what needs
/// files to be known is left to the queries.
/// </summary>
/// <param name="needs">The session's.</param>
/// <param name="cancellationToken">Ends the check.</param>
internal sealed class DeclarationCheck(ICatalogNeeds needs, CancellationToken cancellationToken)
{
    /// <summary>Refuses a dataset whose declaration does not hold.</summary>
    /// <returns>Its checks, as SQL that is safe to put into a statement.</returns>
    /// <exception cref="WeirException">WEIR8054: files do not have the declared columns. WEIR8056: a constraint, default or order is none of them.</exception>
    public IReadOnlyList<string> Require(DatasetLocation location)
    {
        foreach (DatasetColumn column in location.Columns.Concat(location.PartitionColumns).Where(column => column.Default is not null))
            RequireDefault(location, column);
        KnownColumns? known = KnownColumns.Declared(location) ?? Found(location);
        if (known is not null)
            DatasetRules.RequireNames(location, [.. known.Columns.Select(column => column.Name)], known.Lacking);
        IReadOnlyList<string> checks = Checks(location, known);
        if (location.Columns.Count > 0)
            RequireColumns(location);
        return checks;
    }

    /// <summary>The checks of a dataset, as SQL that is safe to put into a statement.</summary>
    /// <exception cref="WeirException">WEIR8056.</exception>
    public IReadOnlyList<string> Checks(DatasetLocation location, KnownColumns? known) => ContractText.Checks(
        location, known, text => needs.ReadExpression(text, cancellationToken), needs.IsPure, sql => needs.Require(sql, cancellationToken));

    private void RequireDefault(DatasetLocation location, DatasetColumn column)
    {
        string type = ColumnTypeReader.Parse(column.Type).ToString();
        try
        {
            needs.Use(connection => connection.Execute($"SELECT CAST({column.Default} AS {type})", cancellationToken));
        }
        catch (WeirException cause)
        {
            throw CatalogErrors.ExpressionInvalid(location.Path, $"the default of the column '{column.Name}'", $"is {column.Default}, which is no {type}", cause);
        }
    }

    private void RequireColumns(DatasetLocation location)
    {
        if (location.Format == DatasetFormat.Delta)
            DatasetScans.Adapt(location, Open(location));
        else
            needs.Use(connection => needs.Scans.Adapt(location, connection, cancellationToken));
    }

    // Null where no name is declared that could be wrong, and where nothing can be known yet.
    private KnownColumns? Found(DatasetLocation location)
    {
        DatasetConstraints constraints = location.Constraints;
        bool hasNames = constraints.PrimaryKey.Count + constraints.Checks.Count + constraints.ForeignKeys.Count + location.SortOrder.Count + location.PartitionColumns.Count > 0;
        if (!hasNames || location.Changes is not null)
            return null;
        try
        {
            return KnownColumns.Found(location.Format == DatasetFormat.Delta ? OfTable(location) : OfFiles(location));
        }
        catch (WeirException nothing) when (nothing.Code is "WEIR2001" or "WEIR8004" or "WEIR8005")
        {
            return null;
        }
    }

    private List<FoundColumn> OfFiles(DatasetLocation location)
    {
        List<FoundColumn> columns = [];
        needs.Use(connection => columns.AddRange(needs.Scans.Columns(location, connection, cancellationToken)));
        return columns;
    }

    private IReadOnlyList<FoundColumn> OfTable(DatasetLocation location)
    {
        Snapshot snapshot = Open(location);
        DatasetScans.RequirePartitions(location, snapshot);
        IEnumerable<string?> added = [location.Scan?.FileColumnName, location.Scan?.RowIdColumnName, location.Scan?.RowCommitVersionColumnName];
        HashSet<string>? wanted = location.Scan?.Schema is { } schema ? new(schema.Fields.Select(field => field.Name), StringComparer.OrdinalIgnoreCase) : null;
        return
        [
            .. DatasetScans.Columns(snapshot).Where(column => wanted?.Contains(column.Name) != false),
            .. added.OfType<string>().Select(name => new FoundColumn(name, null)),
        ];
    }

    private Snapshot Open(DatasetLocation location) => needs.Open(location, cancellationToken);
}
