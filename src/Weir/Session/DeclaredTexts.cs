using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>
/// The SQL that a dataset's declaration holds, without the white space and comments around it: what is left can be written into a
/// statement and read back, and two texts that differ in nothing else are the same dataset.
/// </summary>
internal static class DeclaredTexts
{
    /// <summary>A dataset with such texts.</summary>
    /// <exception cref="WeirException">WEIR8056: a check is no text that can stand in a statement.</exception>
    public static DatasetLocation Trimmed(DatasetLocation location) => location with
    {
        Columns = Trimmed(location.Columns),
        PartitionColumns = Trimmed(location.PartitionColumns),
        Constraints = location.Constraints.Checks.Count == 0 ? location.Constraints
            : location.Constraints with { Checks = [.. location.Constraints.Checks.Select(check => Trimmed(location, check))] },
    };

    /// <summary>The text of a view, without a semicolon; one that cannot be read stays as it is, and is told by the first query that names the view.</summary>
    /// <exception cref="WeirException">WEIR5002: it is several statements.</exception>
    public static string TrimmedView(string sql)
    {
        int count = StatementText.Count(sql);
        return count > 1 ? throw PolicyErrors.SeveralStatements(count, sql) : StatementText.Trimmed(StatementText.Bare(sql));
    }

    private static IReadOnlyList<DatasetColumn> Trimmed(IReadOnlyList<DatasetColumn> columns) =>
        columns.All(column => column.Default is null) ? columns : [.. columns.Select(column => column with { Default = column.Default?.Trim() })];

    private static DatasetCheck Trimmed(DatasetLocation location, DatasetCheck check) => StatementText.IsClosed(check.Expression)
        ? check with { Expression = StatementText.Trimmed(check.Expression) }
        : throw CatalogErrors.ExpressionInvalid(location.Path, ContractText.NameOf(check), "cannot be read: its quotes, comments and brackets are not closed, or a semicolon is in it");
}
