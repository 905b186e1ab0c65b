using System.Collections.Frozen;

namespace Weir.Sessions;

/// <summary>
/// The engine's functions, and Weir's own, that can give another result for the same arguments. The engine tells of some only; a test
/// holds the others against its catalog. Policies and builds read this one list.
/// </summary>
internal static class UnsteadyFunctions
{
    /// <summary>Another result at each call, or an effect: chance, sequences, pauses, what the engine does just now. In lower case.</summary>
    public static readonly FrozenSet<string> OfCall = FrozenSet.Create(
        StringComparer.Ordinal,
        "currval", "current_connection_id", "current_query", "current_query_id", "current_transaction_id", "gen_random_uuid", "nextval", "pg_sleep", "random",
        "reservoir_quantile", "setseed", "sleep_ms", "stats", "uuid", "uuidv4", "uuidv7", "vector_type", "write_log");

    /// <summary>The same result within a query and another in the next one, or on another machine: the clock, settings, versions, what is in memory. In lower case.</summary>
    public static readonly FrozenSet<string> OfQuery = FrozenSet.Create(
        StringComparer.Ordinal,
        "age", "ago", "current_catalog", "current_database", "current_date", "current_localtime", "current_localtimestamp", "current_schema", "current_schemas",
        "current_setting", "current_time", "current_timestamp", "duckdb_columns", "duckdb_functions", "duckdb_keywords", "duckdb_memory", "duckdb_settings",
        "duckdb_tables", "duckdb_temporary_files", "duckdb_types", "duckdb_views", "get_current_time", "get_current_timestamp", "getvariable", "in_search_path",
        "list_files_cache", "localtime", "localtimestamp", "metadata_cache", "now", "pg_conf_load_time", "pg_postmaster_start_time", "pg_timezone_names",
        "pragma_platform", "pragma_version", "predicate_cache", "statistics_cache", "today", "transaction_timestamp", "txid_current", "version");

    /// <summary>Whether a call can give another result at another time.</summary>
    /// <param name="function">The function, in lower case.</param>
    /// <param name="arguments">How many arguments it is given: the age of one moment is counted from now, that of two is not.</param>
    public static bool Has(string function, int arguments) =>
        OfCall.Contains(function) || (OfQuery.Contains(function) && !(function == "age" && arguments == 2));
}
