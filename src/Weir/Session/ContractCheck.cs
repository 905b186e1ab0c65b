using System.Globalization;
using Weir.Catalog;

namespace Weir.Sessions;

/// <summary>Counts the rows of a dataset that break what it declares.</summary>
internal static class ContractCheck
{
    /// <summary>The constraints that are broken.</summary>
    public static IEnumerable<ContractViolation> Of(TableName name, DatasetLocation location, ICatalogNeeds needs, CancellationToken cancellationToken)
    {
        foreach ((string constraint, string sql) in Counts(name, location))
        {
            long count = long.Parse(needs.Rows(sql, cancellationToken)[0][0]!, CultureInfo.InvariantCulture);
            if (count > 0)
                yield return new ContractViolation(constraint, count);
        }
    }

    // The checks were read as one expression each when the dataset was registered.
    private static IEnumerable<(string Constraint, string Sql)> Counts(TableName name, DatasetLocation location)
    {
        DatasetConstraints constraints = location.Constraints;
        foreach (DatasetColumn column in location.Columns.Concat(location.PartitionColumns).Where(column => column.NotNull))
            yield return ($"NOT NULL of the column '{column.Name}'", $"SELECT count(*) FROM {name} WHERE {SqlText.Name(column.Name)} IS NULL");
        foreach (DatasetCheck check in constraints.Checks)
            yield return (ContractText.NameOf(check), $"SELECT count(*) FROM {name} WHERE ({check.Expression}\n) IS FALSE");
        if (constraints.PrimaryKey.Count > 0)
        {
            string key = Names(constraints.PrimaryKey);
            yield return ($"PRIMARY KEY ({key})", $"SELECT count(*) FROM (SELECT 1 FROM {name} GROUP BY {key} HAVING count(*) > 1 OR {Any(constraints.PrimaryKey, "IS NULL", " OR ")})");
        }
        foreach (DatasetForeignKey foreign in constraints.ForeignKeys)
        {
            string match = string.Join(" AND ", foreign.Columns.Zip(foreign.ReferencedColumns, (own, other) => $"weir_own.{SqlText.Name(own)} = weir_other.{SqlText.Name(other)}"));
            string where = string.Join(" AND ", foreign.Columns.Select(column => $"weir_own.{SqlText.Name(column)} IS NOT NULL"));
            yield return ($"FOREIGN KEY ({Names(foreign.Columns)}) REFERENCES {foreign.Table}",
                $"SELECT count(*) FROM {name} AS weir_own ANTI JOIN {TableName.Parse(foreign.Table)} AS weir_other ON {match} WHERE {where}");
        }
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(SqlText.Name));

    private static string Any(IEnumerable<string> names, string test, string between) => string.Join(between, names.Select(name => $"any_value({SqlText.Name(name)}) {test}"));
}
