using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Weir.Catalog;

/// <summary>
/// The statement that declares a dataset, with every option that it has; what is not in it, the dataset does not say. Names and
/// texts are quoted so that reading it gives the same dataset. Pure.
/// </summary>
internal static class DdlText
{
    public const string Version = "version";
    public const string Timestamp = "timestamp";
    public const string ChangesPrefix = "changes.";
    public const string Scan = "scan";
    public const string Evolution = "evolution";
    public const string RenamePrefix = "rename.";
    public const string Contract = "contract";
    public const string Files = "files";

    /// <summary>The words of an evolution.</summary>
    public static readonly (string Word, Func<SchemaEvolution, bool> Has, Func<SchemaEvolution, SchemaEvolution> With)[] EvolutionWords =
    [
        ("additions", evolution => evolution.AllowsAdditions, evolution => evolution with { AllowsAdditions = true }),
        ("widening", evolution => evolution.AllowsWidening, evolution => evolution with { AllowsWidening = true }),
        ("defaults", evolution => evolution.FillsDefaults, evolution => evolution with { FillsDefaults = true }),
        ("nested", evolution => evolution.AppliesToNested, evolution => evolution with { AppliesToNested = true }),
    ];

    /// <summary>The word of an evolution that allows nothing.</summary>
    public const string Strict = "strict";

    /// <summary>The statement.</summary>
    public static string Of(TableName name, DatasetLocation location)
    {
        StringBuilder text = new(location.IsUnbounded ? "CREATE UNBOUNDED EXTERNAL TABLE " : "CREATE EXTERNAL TABLE ");
        text.Append(name);
        string[] definitions = [.. location.Columns.Select(Column), .. Constraints(location.Constraints)];
        if (definitions.Length > 0)
            text.Append(" (\n  ").AppendJoin(",\n  ", definitions).Append("\n)");
        text.Append("\nSTORED AS ").Append(FormatOf(location)).Append("\nLOCATION ").Append(SqlText.Quote(location.Path));
        if (location.PartitionColumns.Count > 0)
            text.Append("\nPARTITIONED BY (").AppendJoin(", ", location.PartitionColumns.Select(Column)).Append(')');
        if (location.SortOrder.Count > 0)
            text.Append("\nWITH ORDER (").AppendJoin(", ", location.SortOrder.Select(Sort)).Append(')');
        return Options(text, OptionsOf(location)).ToString();
    }

    /// <summary>The statement for a table of a plugin.</summary>
    public static string Of(TableName name, string plugin, string provider, string optionsJson, string? snapshotId)
    {
        StringBuilder text = new($"CREATE EXTERNAL TABLE {name}\nSTORED AS PLUGIN\nLOCATION {SqlText.Quote($"{plugin}.{provider}")}");
        List<KeyValuePair<string, string>> options = [new("json", optionsJson)];
        if (snapshotId is not null)
            options.Add(new("snapshot_id", snapshotId));
        return Options(text, options).ToString();
    }

    /// <summary>An evolution as OPTIONS write it.</summary>
    public static string WordsOf(SchemaEvolution evolution)
    {
        string words = string.Join(",", EvolutionWords.Where(word => word.Has(evolution)).Select(word => word.Word));
        return words.Length == 0 ? Strict : words;
    }

    private static string FormatOf(DatasetLocation location) =>
        location.Changes is not null ? "DELTA_CDF" : location.Format.ToString().ToUpperInvariant();

    private static string Column(DatasetColumn column) =>
        $"{SqlText.PlainName(column.Name)} {ColumnTypeReader.Parse(column.Type)}{(column.NotNull ? " NOT NULL" : "")}{(column.Default is { } value ? $" DEFAULT {value}" : "")}";

    private static string Sort(DatasetSortColumn column) =>
        $"{SqlText.PlainName(column.Name)}{(column.Descending ? " DESC" : " ASC")}{(column.NullsFirst ? " NULLS FIRST" : " NULLS LAST")}";

    private static IEnumerable<string> Constraints(DatasetConstraints constraints)
    {
        if (constraints.PrimaryKey.Count > 0)
            yield return $"PRIMARY KEY ({Names(constraints.PrimaryKey)})";
        foreach (DatasetCheck check in constraints.Checks)
            yield return $"{Named(check.Name)}CHECK ({check.Expression})";
        foreach (DatasetForeignKey key in constraints.ForeignKeys)
            yield return $"{Named(key.Name)}FOREIGN KEY ({Names(key.Columns)}) REFERENCES {TableName.Parse(key.Table)} ({Names(key.ReferencedColumns)})";
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(SqlText.PlainName));

    private static string Named(string? name) => name is null ? "" : $"CONSTRAINT {SqlText.PlainName(name)} ";

    private static Dictionary<string, string> OptionsOf(DatasetLocation location)
    {
        Dictionary<string, string> options = new(location.Options, StringComparer.Ordinal);
        Add(Version, location.Version?.ToString(CultureInfo.InvariantCulture));
        Add(Timestamp, Moment(location.Timestamp));
        Add(Scan, location.Scan is { } scan ? DeltaScanConfig.ToJson(scan) : null);
        Add(Evolution, location.Evolution is { } evolution ? WordsOf(evolution) : null);
        Add(Contract, location.Contract == ContractMode.Enforced ? "enforced" : null);
        Add(Files, location.Files.Count > 0 ? JsonSerializer.Serialize(location.Files, DdlJson.Default.IReadOnlyListString) : null);
        foreach ((string old, string now) in location.Evolution?.Renames ?? new Dictionary<string, string>())
            Add(RenamePrefix + old, now);
        if (location.Changes is { } changes)
        {
            Add($"{ChangesPrefix}start_version", changes.StartVersion?.ToString(CultureInfo.InvariantCulture));
            Add($"{ChangesPrefix}end_version", changes.EndVersion?.ToString(CultureInfo.InvariantCulture));
            Add($"{ChangesPrefix}start_timestamp", Moment(changes.StartTimestamp));
            Add($"{ChangesPrefix}end_timestamp", Moment(changes.EndTimestamp));
            Add($"{ChangesPrefix}allow_out_of_range", changes.AllowOutOfRange ? "true" : null);
        }
        return options;

        void Add(string key, string? value)
        {
            if (value is not null)
                options[key] = value;
        }
    }

    private static string? Moment(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static StringBuilder Options(StringBuilder text, IEnumerable<KeyValuePair<string, string>> options)
    {
        string[] pairs = [.. options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => $"{SqlText.Quote(option.Key)} {SqlText.Quote(option.Value)}")];
        return pairs.Length == 0 ? text : text.Append("\nOPTIONS (\n  ").AppendJoin(",\n  ", pairs).Append("\n)");
    }
}
