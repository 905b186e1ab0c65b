using System.Text.RegularExpressions;
using Weir.Delta.Table;
using Weir.Diagnostics;

namespace Weir.Catalog;

/// <summary>What a declared dataset must keep to, as far as it can be told without opening anything.</summary>
internal static class DatasetRules
{
    private static readonly Regex Literal = new(
        @"\A\s*(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|(?i:TRUE|FALSE|NULL)|(?:(?i:DATE|TIME|TIMESTAMP|TIMESTAMPTZ|INTERVAL|BLOB|UUID)\s*)?'(?:[^'\0]|'')*')\s*\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Refuses what the format cannot honour, and what contradicts itself.</summary>
    /// <exception cref="WeirException">WEIR2033, WEIR8006, WEIR8007, WEIR8014, WEIR8053, WEIR8055, WEIR8056.</exception>
    public static void Require(DatasetLocation location)
    {
        if (location.Format != DatasetFormat.Delta)
            RequireUnversioned(location);
        foreach ((string name, string value) in location.Options)
            DatasetOption.Require(location.Format, name, value);
        if (location.Changes is { } range)
            RequireRange(location, range);
        if (location is { Version: { } version, Timestamp: { } time })
            throw ConfigurationErrors.VersionTwice(location.Path, version, MomentText.Print(time));
        RequireFormat(location);
        DatasetColumn[] all = [.. location.Columns, .. location.PartitionColumns];
        foreach (DatasetColumn column in all)
            RequireColumn(location, column);
        if (all.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw CatalogErrors.ExpressionInvalid(location.Path, $"the column '{twice.Key}'", "is declared twice");
        if (location.Constraints.ForeignKeys.FirstOrDefault(key => key.Columns.Count == 0 || key.Columns.Count != key.ReferencedColumns.Count) is { } uneven)
            throw CatalogErrors.ExpressionInvalid(location.Path, "a foreign key", $"has {uneven.Columns.Count} columns for {uneven.ReferencedColumns.Count} of '{uneven.Table}'");
        if (location.Columns.Count > 0)
            RequireNames(location, [.. all.Select(column => column.Name)], NotDeclared);
    }

    /// <summary>What is said of a name that no declared column has.</summary>
    public const string NotDeclared = "which is not declared";

    /// <summary>Refuses keys, orders and renames that name other columns than there are.</summary>
    /// <param name="location">The dataset.</param>
    /// <param name="names">The columns.</param>
    /// <param name="lacking">What is said of another name.</param>
    /// <exception cref="WeirException">WEIR8056.</exception>
    public static void RequireNames(DatasetLocation location, IReadOnlyCollection<string> names, string lacking)
    {
        HashSet<string> known = new(names, StringComparer.OrdinalIgnoreCase);
        Require(location.Constraints.PrimaryKey, "the primary key");
        Require(location.Constraints.ForeignKeys.SelectMany(key => key.Columns), "a foreign key");
        Require(location.SortOrder.Select(column => column.Name), "the sort order");
        Require(location.Evolution?.Renames.Values ?? [], "a rename");

        void Require(IEnumerable<string> used, string what)
        {
            if (used.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
                throw CatalogErrors.ExpressionInvalid(location.Path, what, $"names the column '{unknown}', {lacking}");
        }
    }

    /// <summary>Refuses a range of changes that contradicts itself or what stands beside it.</summary>
    /// <exception cref="WeirException">WEIR2033.</exception>
    public static void RequireRange(DatasetLocation location, DeltaChangeRange range)
    {
        string? why = location.Version is not null || location.Timestamp is not null ? "the location names a version or a timestamp beside the range of changes"
            : location.Scan is not null ? "the location names scan options beside the range of changes"
            : range is { StartVersion: not null, StartTimestamp: not null } or { EndVersion: not null, EndTimestamp: not null } ? "an end of the range is given as a version and as a timestamp"
            : range is { StartVersion: < 0 } or { EndVersion: < 0 } ? "a version of the range is below 0"
            : null;
        if (why is not null)
            throw DeltaRequestErrors.ChangeRangeInvalid(location.Path, why);
    }

    /// <summary>Refuses versions of what keeps none.</summary>
    /// <exception cref="WeirException">WEIR8007.</exception>
    public static void RequireUnversioned(DatasetLocation location)
    {
        if (location.Version is not null || location.Timestamp is not null || location.Changes is not null || location.Scan is not null)
            throw ConfigurationErrors.VersionNotKept(location.Path, location.Format.ToString());
    }

    private static void RequireFormat(DatasetLocation location)
    {
        (DatasetFormat format, bool isDelta) = (location.Format, location.Format == DatasetFormat.Delta);
        Refuse(location, location.IsUnbounded && format is not (DatasetFormat.Csv or DatasetFormat.Json), "its rows have an end: only CSV and JSON can be unbounded");
        Refuse(location, location.IsUnbounded && location.Columns.Count == 0, "columns of unbounded rows have to be declared, because nothing is read to find them");
        Refuse(location, location.Files.Count > 0 && isDelta, "its log says which files it has");
        Refuse(location, format == DatasetFormat.Text && location.Columns.Count + location.PartitionColumns.Count > 0, "it has the columns path, content, size_bytes and modified_at and no others");
        Refuse(location, location.Evolution is not null && location.Columns.Count == 0, "an evolution needs declared columns to lead to");
        Refuse(location, location.Columns.Count > 0 && location.Changes is not null, "changes have the columns of the table and no declared ones");
        Refuse(location, location.Columns.Count > 0 && location.Scan?.Schema is not null, "the scan options name columns and so does the declaration; leave one of them out");
        Refuse(location, location.Columns.Count > 0 && HasAddedColumns(location.Scan), "scan options that add columns go with the columns that are found; leave the declared ones out");
        Refuse(location, location.Columns.Count > 0 && location.Options.GetValueOrDefault(DatasetOption.AllText) == "true", "declared columns have types, which all_text takes away");
        Refuse(location, location.PartitionColumns.Count > 0 && location.Options.ContainsKey(DatasetOption.HivePartitioning), "declared partition columns say that folders are read; leave hive_partitioning out");
        bool isListed = location.Options.ContainsKey(DatasetOption.FileExtension) || location.Options.ContainsKey(DatasetOption.IgnoreSubdirectory);
        Refuse(location, isListed && (location.Files.Count > 0 || SqlText.IsGlob(location.Path)), "the options file_extension and ignore_subdirectory are for folders; a glob and a list of files say themselves which files are meant");
    }

    private static bool HasAddedColumns(DeltaScanOptions? scan) =>
        scan is { FileColumnName: not null } or { RowIdColumnName: not null } or { RowCommitVersionColumnName: not null };

    private static void Refuse(DatasetLocation location, bool isBroken, string why)
    {
        if (isBroken)
            throw CatalogErrors.NotHonoured(location.Path, location.Format.ToString(), why);
    }

    private static void RequireColumn(DatasetLocation location, DatasetColumn column)
    {
        if (column.Name.Length == 0 || column.Name.Contains('\0'))
            throw CatalogErrors.ExpressionInvalid(location.Path, "a column", "has no name that SQL can use");
        ColumnTypeReader.Parse(column.Type);
        if (column.Default is { } value && !Literal.IsMatch(value))
            throw CatalogErrors.ExpressionInvalid(location.Path, $"the default of the column '{column.Name}'", $"is {value}, which is not one literal");
    }
}
