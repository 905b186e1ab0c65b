namespace Weir.Sessions;

/// <summary>The functions that Weir itself adds to SQL: one row each.</summary>
internal static class HostFunctions
{
    /// <summary>The owner of these functions in a catalog.</summary>
    public const string Owner = "weir";

    private const string DeltaSection = "Tables";
    private const string SpanSection = "Spans";
    private const string ListingSection = "What a session has";

    /// <summary>All of them, in order of name.</summary>
    public static IReadOnlyList<FunctionRoutine> All { get; } =
    [
        Row("interval_align", SpanSection,
            "Each row of one table with its best match in another, by spans.",
            "Written out before the statement is planned, so operands are tables by name or queries in parentheses, and options are literals.",
            ["SELECT name, match_score FROM interval_align((SELECT 'f' AS path, 2 AS bstart, 4 AS bend), (SELECT * FROM (VALUES ('f', 0, 10, 'outer'), ('f', 1, 5, 'inner')) AS t(path, bstart, bend, name)))"],
            [
                new("left_table", "TABLE") { Description = "The rows that stay." },
                new("right_table", "TABLE") { Description = "The rows among which matches are searched." },
                new("mode", "VARCHAR") { Default = "'CONTAINED_BEST'", Description = "CONTAINED_BEST: the shortest span around the left one; EXACT: the same span; OVERLAP_MAX, also OVERLAP_BEST: the one that has most in common with it." },
                new("how", "VARCHAR") { Default = "'inner'", Description = "'left' keeps rows without a match." },
                .. Side("left"),
                .. Side("right"),
                new("tie_breakers", "ANY[]") { Default = "[]", Description = "What decides between equally good matches: 'column', 'column DESC' or {'column': ..., 'order': ...}." },
                new("emit_match_meta", "BOOLEAN") { Default = "true", Description = "Whether the result says how rows match." },
                new("match_kind_col", "VARCHAR") { Default = "'match_kind'", Description = "The name of the column with the mode, NO_MATCH for none." },
                new("match_score_col", "VARCHAR") { Default = "'match_score'", Description = "The name of the column with the length that both spans have in common." },
                new("right_suffix", "VARCHAR") { Default = "'__r'", Description = "What is put behind the name of a right column that the left table has too." },
            ]) with { Aliases = ["interval_align_table"] },
        DeltaRow("delta_add_actions",
            "The data files of a version of a Delta table, one a row: table_uri, version, path, size, modification_time, data_change, stats, partition_values_json, tags_json."),
        DeltaRow("delta_history",
            "The commits of a Delta table, newest first: table_uri, version, timestamp, operation, operation_parameters, operation_metrics (both JSON), user_metadata, engine_info, is_blind_append, read_version, isolation_level, txn_id. With a version or a timestamp it begins there."),
        DeltaRow("delta_snapshot",
            "A version of a Delta table in one row: table_uri, version, snapshot_timestamp, min_reader_version, min_writer_version, reader_features_json, writer_features_json, table_properties_json, partition_columns_json, schema_json."),
        DeltaRow("read_delta",
            "The rows of a Delta table, at its newest version or at an older one."),
        DeltaRow("read_delta_cdf",
            "The row changes of some versions of a Delta table: its columns, and _change_type, _commit_version and _commit_timestamp."),
        CacheRow(CacheListing.ListFiles, "versions of Delta tables with the lists of their files"),
        CacheRow(CacheListing.Metadata, "scans of versions, with what they had to know of data files' footers"),
        CacheRow(CacheListing.Predicate, "answers to which files of a version conditions leave"),
        CacheRow(CacheListing.Statistics, "columns of statistics that were read out of logs"),
        Row(FunctionListing.Docs, ListingSection,
            "The documentation of the functions that Weir and the plugins of the session add to SQL, one a row.", "",
            ["SELECT name, syntax FROM udf_docs() WHERE name = 'udf_docs'"]),
        Row(FunctionListing.Registry, ListingSection,
            "The functions that Weir and the plugins of the session add to SQL, one a row, with what planning knows of them.", "",
            ["SELECT kind, count(*) FROM udf_registry() WHERE name = 'udf_docs' GROUP BY kind"]),
        Row(PluginListing.Functions, ListingSection,
            "The functions, table providers and relation planners of the plugins of the session, one a row.", "",
            ["SELECT count(*) >= 0 AS is_there FROM weir_functions()"]),
        Row(PluginListing.Plugins, ListingSection,
            "The plugins of the session, one a row.", "",
            ["SELECT count(*) >= 0 AS is_there FROM weir_plugins()"]),
    ];

    private static FunctionRoutine DeltaRow(string name, string description) => Row(
        name, DeltaSection, description,
        "Arguments are literals, parameters of the query, or expressions of these: the table is opened before the statement is planned.",
        [], [.. DeltaFunction.Find(name)!.Parameters]);

    /// <summary>Whether a name is kept for Weir itself, whatever its case.</summary>
    public static bool Has(string name) => All.Any(routine =>
        routine.Aliases.Prepend(routine.Name).Contains(name, StringComparer.OrdinalIgnoreCase));

    private static FunctionRoutine CacheRow(string name, string what) => Row(
        name, ListingSection, $"What the runtime keeps of {what}, in one row.",
        "Counts since the runtime was opened: cache_name, event_time_unix_ms, entry_count, hit_count, miss_count, eviction_count, config_ttl, config_limit.",
        [$"SELECT cache_name, hit_count >= 0 AS counts FROM {name}()"]);

    private static FunctionParameter[] Side(string side) =>
    [
        new($"{side}_path", "VARCHAR") { Default = "'path'", Description = $"The column of the {side} table with what the spans lie in." },
        new($"{side}_start", "VARCHAR") { Default = "'bstart'", Description = "Its column of starts." },
        new($"{side}_end", "VARCHAR") { Default = "'bend'", Description = "Its column of ends." },
        new($"select_{side}", "VARCHAR[]") { Default = "NULL", Description = $"The columns of the {side} table that the result has; NULL for all." },
    ];

    private static FunctionRoutine Row(
        string name, string section, string description, string remarks, IReadOnlyList<string> examples, params FunctionParameter[] parameters) => new()
        {
            Name = name,
            Kind = FunctionKind.Table,
            Tier = FunctionTier.Builtin,
            Owner = Owner,
            Parameters = parameters,
            ReturnType = "TABLE",
            Volatility = FunctionVolatility.Stable,
            Section = section,
            Description = description,
            Remarks = remarks,
            Examples = examples,
        };
}
