using System.Text.RegularExpressions;
using Weir.Catalog;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>
/// The constraints of a dataset as SQL. Expressions that users wrote are read as one expression each, and only what is printed
/// from their trees is put into a statement.
/// </summary>
internal static class ContractText
{
    private const string Mark = "the dataset's contract: ";

    private static readonly Regex Broken = new(Mark + "(?<what>.*?) is broken", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);

    /// <summary>The checks of a dataset, as SQL that is safe to put into a statement.</summary>
    /// <param name="location">The dataset.</param>
    /// <param name="known">Its columns; null where they are not known.</param>
    /// <param name="read">Reads a text as one expression.</param>
    /// <param name="isPure">Whether a function is the engine's own, scalar, and gives for the same arguments always the same.</param>
    /// <param name="require">Has a query judged and bound; nothing of it runs.</param>
    /// <exception cref="WeirException">WEIR8056: one is not what a check may be.</exception>
    public static IReadOnlyList<string> Checks(
        DatasetLocation location, KnownColumns? known, Func<string, ExpressionShape?> read, Func<string, bool> isPure, Action<string> require) =>
        [.. location.Constraints.Checks.Select(check => Check(location, known, check, read, isPure, require))];

    /// <summary>A SELECT that fails at rows which break the constraints, with the columns of another one.</summary>
    /// <param name="location">The dataset.</param>
    /// <param name="checks">Its checks, from <see cref="Checks"/>.</param>
    /// <param name="select">The other SELECT.</param>
    public static string Guard(DatasetLocation location, IReadOnlyList<string> checks, string select)
    {
        IEnumerable<string> columns = location.Columns.Concat(location.PartitionColumns).Where(column => column.NotNull)
            .Select(column => $"WHEN {SqlText.Name(column.Name)} IS NULL THEN {Error($"NOT NULL of the column '{column.Name}'")}");
        string[] all = [.. columns, .. checks.Select((check, i) => $"WHEN ({check}) IS FALSE THEN {Error(NameOf(location.Constraints.Checks[i]))}")];
        return all.Length == 0 ? select : $"SELECT * FROM ({select}\n) WHERE CASE {string.Join(' ', all)} ELSE true END";
    }

    /// <summary>The declared columns that a SELECT lacks, behind its own.</summary>
    public static string Complete(DatasetLocation location, IReadOnlyList<string> columns, string select)
    {
        string[] more =
        [
            .. location.Columns.Concat(location.PartitionColumns).Where(column => !columns.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
                .Select(column => $"CAST({column.Default ?? "NULL"} AS {ColumnTypeReader.Parse(column.Type)}) AS {SqlText.Name(column.Name)}"),
        ];
        return more.Length == 0 ? select : $"SELECT *, {string.Join(", ", more)} FROM ({select}\n)";
    }

    /// <summary>The error for the engine's failure at a row that breaks a constraint; null for other failures.</summary>
    public static WeirException? Violation(DatasetLocation location, WeirException failure) =>
        Broken.Match(failure.Message) is { Success: true } match ? CatalogErrors.ContractBroken(location.Path, match.Groups["what"].Value, failure) : null;

    /// <summary>A check for people.</summary>
    public static string NameOf(DatasetCheck check) => check.Name is null ? $"CHECK ({check.Expression})" : $"the check '{check.Name}' ({check.Expression})";

    private static string Error(string what) => $"error({SqlText.Literal($"{Mark}{what} is broken")})";

    private static string Check(
        DatasetLocation location, KnownColumns? known, DatasetCheck check, Func<string, ExpressionShape?> read, Func<string, bool> isPure, Action<string> require)
    {
        string what = NameOf(check);
        ExpressionShape shape = Read(location, check, what, read);
        if (shape.HasSubquery)
            throw CatalogErrors.ExpressionInvalid(location.Path, what, "has a query in it");
        if (shape.Functions.FirstOrDefault(function => !isPure(function)) is { } function)
            throw CatalogErrors.ExpressionInvalid(location.Path, what, $"calls '{function}', which is no function of the engine that gives for a row always the same");
        string[] named = [.. shape.Columns.Select(parts => parts[0]).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (named.FirstOrDefault(name => known is not null && known.Find(name) is null) is { } unknown)
            throw CatalogErrors.ExpressionInvalid(location.Path, what, $"names the column '{unknown}', {known!.Lacking}");
        IEnumerable<string> row = named.Select(name => $"{(known?.Find(name)?.Type is { } type ? $"CAST(NULL AS {type})" : "NULL")} AS {SqlText.Name(name)}");
        Require(location, what, $"SELECT 1 FROM (SELECT {string.Join(", ", row.DefaultIfEmpty("1 AS one"))}) WHERE {shape.Sql}", require);
        return shape.Sql;
    }

    private static ExpressionShape Read(DatasetLocation location, DatasetCheck check, string what, Func<string, ExpressionShape?> read)
    {
        try
        {
            return read(check.Expression) ?? throw CatalogErrors.ExpressionInvalid(location.Path, what, "is not one expression");
        }
        catch (WeirException cause) when (cause.Code is "WEIR4004")
        {
            throw CatalogErrors.ExpressionInvalid(location.Path, what, $"cannot be read: {cause.Message}", cause);
        }
    }

    private static void Require(DatasetLocation location, string what, string sql, Action<string> require)
    {
        try
        {
            require(sql);
        }
        catch (WeirException cause)
        {
            throw CatalogErrors.ExpressionInvalid(location.Path, what, $"is refused: {cause.Message}", cause);
        }
    }
}
