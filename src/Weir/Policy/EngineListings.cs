namespace Weir.Policies;

/// <summary>
/// The tables and functions with which the engine tells of all that a connection holds: views that other queries needed, with their texts
/// and the paths in them.
/// </summary>
internal static class EngineListings
{
    private const string Settings = "duckdb_settings", Tables = "duckdb_tables", Views = "duckdb_views", Columns = "duckdb_columns";

    // The session's own table of settings, as statements name it once it was found.
    private const string SettingsKeyEnd = "\"information_schema\".\"settings\"";

    private static readonly HashSet<string> OfTables = new(StringComparer.Ordinal)
        { Tables, Views, Columns, "duckdb_constraints", "duckdb_databases", "duckdb_indexes", "duckdb_schemas" };

    // Of types and functions, which are the same for everybody.
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
        { "pg_am", "pg_collation", "pg_description", "pg_enum", "pg_proc", "pg_tablespace", "pg_type" };

    /// <summary>Whether a function, in lower case, tells of tables.</summary>
    public static bool IsOfTables(string function) => OfTables.Contains(function);

    /// <summary>The function of the engine that tells what a table tells; null for a table that is no such listing.</summary>
    /// <param name="schema">Empty, or the schema that it is named with.</param>
    /// <param name="name">Its name.</param>
    public static string? FunctionOf(string schema, string name)
    {
        string table = name.ToLowerInvariant();
        if (schema.Equals("information_schema", StringComparison.OrdinalIgnoreCase) || table.EndsWith(SettingsKeyEnd, StringComparison.Ordinal))
            return table == "settings" || schema.Length == 0 ? Settings : null;
        return table switch
        {
            "pg_settings" => Settings,
            "pg_views" => Views,
            "pg_attribute" or "pg_attrdef" => Columns,
            "duckdb_types" or "duckdb_logs" => null,
            "pragma_database_list" or "sqlite_master" or "sqlite_schema" or "sqlite_temp_master" or "sqlite_temp_schema" => Tables,
            _ when table.StartsWith("duckdb_", StringComparison.Ordinal) => table,
            _ when table.StartsWith("pg_", StringComparison.Ordinal) && !Harmless.Contains(table) => Tables,
            _ => null,
        };
    }
}
