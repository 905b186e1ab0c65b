using System.Globalization;

namespace Weir.Delta.Actions;

/// <summary>Reads the table properties that this version knows ("Table Properties"). Values fold case, as in Spark.</summary>
internal readonly struct TableProperties(IReadOnlyDictionary<string, string> configuration)
{
    public const string AppendOnlyName = "delta.appendOnly";
    public const string ChangeDataFeedName = "delta.enableChangeDataFeed";
    public const string ColumnMappingModeName = "delta.columnMapping.mode";
    public const string InCommitTimestampName = "delta.enableInCommitTimestamps";
    public const string InCommitTimestampVersionName = "delta.inCommitTimestampEnablementVersion";
    public const string MaterializedRowIdName = "delta.rowTracking.materializedRowIdColumnName";
    public const string MaterializedRowCommitVersionName = "delta.rowTracking.materializedRowCommitVersionColumnName";
    public const string ConstraintPrefix = "delta.constraints.";

    private readonly IReadOnlyDictionary<string, string> _configuration = configuration;

    /// <summary>No commit may change or remove rows. Default: false.</summary>
    public bool AppendOnly => Flag(AppendOnlyName);

    /// <summary>Changes must be written as change files. Default: false.</summary>
    public bool ChangeDataFeed => Flag(ChangeDataFeedName);

    /// <summary>Every commit carries its own time. Default: false.</summary>
    public bool InCommitTimestamps => Flag(InCommitTimestampName);

    /// <summary>The first version whose commit carries its own time; 0 where the table was made so.</summary>
    public long InCommitTimestampVersion =>
        long.TryParse(Text(InCommitTimestampVersionName), NumberStyles.None, CultureInfo.InvariantCulture, out long version) ? version : 0;

    /// <summary><c>none</c>, <c>name</c> or <c>id</c>. Default: <c>none</c>.</summary>
    public string ColumnMappingMode => Text(ColumnMappingModeName)?.ToLower(CultureInfo.InvariantCulture) ?? "none";

    /// <summary>Names of the CHECK constraints.</summary>
    public IEnumerable<string> Constraints => _configuration.Keys
        .Where(key => key.StartsWith(ConstraintPrefix, StringComparison.OrdinalIgnoreCase))
        .Select(key => key[ConstraintPrefix.Length..]);

    /// <summary>The property's text; null when it is not set. Names fold case.</summary>
    public string? Text(string name)
    {
        if (_configuration.TryGetValue(name, out string? value))
            return value;
        foreach ((string key, string other) in _configuration)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                return other;
        }
        return null;
    }

    private bool Flag(string name) => string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase);
}
