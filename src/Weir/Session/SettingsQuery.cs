using Weir.Catalog;

namespace Weir.Sessions;

/// <summary>The one place that asks the engine for its settings.</summary>
internal static class SettingsQuery
{
    /// <summary>The query for every setting: name, value, description.</summary>
    public const string All = "SELECT name, value, description FROM duckdb_settings() ORDER BY name";

    /// <summary>The query for some settings: name and value of each.</summary>
    public static string Of(IEnumerable<string> names) =>
        $"SELECT name, coalesce(value, '') FROM duckdb_settings() WHERE name IN ({string.Join(", ", names.Select(SqlText.Literal))})";
}
