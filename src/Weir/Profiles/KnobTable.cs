using System.Text.Json;

namespace Weir.Profiles;

/// <summary>The knobs of a profile: what becomes of each, in the order in which they are told. Parser, coverage, settings and documents read these rows.</summary>
internal static class KnobTable
{
    private const string OneEngine = "the engine splits work over its threads by itself";
    private const string NoAging = "a version of a table never changes, so nothing that is known of it ages";
    private const string WithVersions = "statistics go with their versions, which caches.list_files bounds";
    private const string IsCode = "it is code, not data; hand it to WeirOptions.SessionHooks";
    // The longest times that a TimeSpan holds.
    private const double SecondsMax = 922_337_203_685;
    private const double MillisecondsMax = 922_337_203_685_477;

    private const string NotHere = "no part of this version of Weir corresponds to it";

    private static readonly Knob[] Execution =
    [
        Knob.Engine("execution.target_partitions", "threads").AtLeast(1),
        Knob.Applied("execution.batch_size", "batches of queries that do not ask for a number of their own").AtLeast(1),
        Knob.Unsupported("execution.repartition_aggregations", OneEngine),
        Knob.Unsupported("execution.repartition_windows", OneEngine),
        Knob.Unsupported("execution.repartition_file_scans", OneEngine),
        Knob.Unsupported("execution.repartition_file_min_size", "the engine splits files by row group"),
        Knob.Unsupported("execution.minimum_parallel_output_files", "a write makes a file after another, each by all threads"),
        Knob.Unsupported("execution.soft_max_rows_per_output_file", "files are cut by bytes: policies.write_policy.target_file_size"),
        Knob.Unsupported("execution.maximum_parallel_row_group_writers", OneEngine),
        Knob.Unsupported("execution.objectstore_writer_buffer_size", "tables lie in local folders, which need no buffer of their own"),
        Knob.Engine("execution.spill_dir", "temp_directory").Folder(),
        Knob.Applied("execution.memory_pool", "the engine's one pool").Only("\"greedy\"", "the engine has one pool from which who asks first is given"),
        Knob.Engine("execution.memory_limit_bytes", "memory_limit").AtLeast(64L << 20),
        Knob.Engine("execution.max_temp_directory_bytes", "max_temp_directory_size").AtLeast(1),
        Knob.Unsupported("execution.delta_max_spill_size", "commands over Delta tables spill as queries do: execution.max_temp_directory_bytes"),
        Knob.Unsupported("execution.delta_max_temp_directory_size", "commands over Delta tables spill as queries do: execution.max_temp_directory_bytes"),
        Knob.Applied("execution.share_context", "one engine for all sessions of a runtime").Only("true", "sessions of a runtime share its engine; open a runtime for each"),
        Knob.Applied("execution.session_context_key", "a part of the fingerprint by which runtimes and sessions are kept"),
        Knob.Engine("execution.time_zone", "TimeZone"),
        Knob.Engine("execution.preserve_insertion_order", "preserve_insertion_order"),
        Knob.Unsupported("execution.enable_object_cache", "the engine knows this setting and does nothing for it; see caches.parquet_metadata"),
        Knob.Engine("execution.enable_external_file_cache", "enable_external_file_cache"),
        Knob.Applied("execution.lock_configuration", "engine setting lock_configuration").Only("true", "settings of a session could then be changed by a statement"),
        Knob.Applied("execution.expected_plugin_abi", "compared with this library's when a runtime opens").Unless(AbiFault),
    ];

    private static readonly Knob[] Catalog =
    [
        Knob.Applied("catalog.default_catalog", "made and used in the phase catalogs; then what the profile names is registered in it"),
        Knob.Applied("catalog.default_schema", "made and used in the phase catalogs; then what the profile names is registered in it"),
        Knob.Unsupported("catalog.view_catalog_name", "the name that a view is registered with says its catalog: SessionCatalog.RegisterView"),
        Knob.Unsupported("catalog.view_schema_name", "the name that a view is registered with says its schema: SessionCatalog.RegisterView"),
        Knob.Absent("catalog.registry_catalogs", IsCode),
        Knob.Unsupported("catalog.registry_catalog_name", "names without a catalog belong to catalog.default_catalog, whoever registers them"),
        Knob.Applied("catalog.catalog_auto_load_location", "tables of every session, registered in the phase catalogs"),
        Knob.Applied("catalog.catalog_auto_load_format", "the format of these tables"),
        Knob.Applied("catalog.catalog_auto_load_enabled", "whether the phase catalogs looks for them"),
        Knob.Applied("catalog.enable_information_schema", "the engine's information_schema").Only("true", "the engine always has it"),
    ];

    private static readonly Knob[] DataSources =
    [
        Knob.Applied("data_sources.dataset_templates", "templates of every session: SessionCatalog.RegisterFrom"),
        Knob.Applied("data_sources.extract_output.dataset_locations", "tables of every session, registered in the phase catalogs"),
        Knob.Applied("data_sources.extract_output.scip_dataset_locations", "tables of every session, registered in the phase catalogs"),
        Knob.Applied("data_sources.extract_output.output_catalog_name", "the catalog in which these tables are registered, in a schema called as the current one"),
        Knob.Unsupported("data_sources.extract_output.output_root", "a build says where it writes: BuildRequest.OutputFolder"),
        Knob.Applied("data_sources.semantic_output.locations", "tables of every session, registered in the phase catalogs"),
        Knob.Applied("data_sources.semantic_output.output_catalog_name", "the catalog in which these tables are registered, in a schema called as the current one"),
        Knob.Unsupported("data_sources.semantic_output.output_root", "a build says where it writes: BuildRequest.OutputFolder"),
        Knob.Unsupported("data_sources.semantic_output.normalize_output_root", "a build says where it writes: BuildRequest.OutputFolder"),
        Knob.Unsupported("data_sources.semantic_output.cache_overrides", "views are computed where they are used and never stored"),
        Knob.Unsupported("data_sources.cdf_cursor_store", "a reader of changes names the versions that it reads: DatasetLocation.Changes"),
    ];

    private static readonly Knob[] Bootstrap =
    [
        Knob.Applied("zero_row_bootstrap.validation_mode", "the check of a build, which binds every view before a row moves")
            .Only("\"off\"", "a build binds the schema of every view before a row moves; no run without rows is needed"),
        Knob.Unsupported("zero_row_bootstrap.include_semantic_outputs", "there is no run without rows"),
        Knob.Unsupported("zero_row_bootstrap.include_internal_tables", "there is no run without rows"),
        Knob.Unsupported("zero_row_bootstrap.strict", "there is no run without rows"),
        Knob.Unsupported("zero_row_bootstrap.allow_semantic_row_probe_fallback", "schemas are never guessed from rows"),
        Knob.Unsupported("zero_row_bootstrap.bootstrap_mode", "there is no run without rows"),
        Knob.Unsupported("zero_row_bootstrap.seeded_datasets", "there is no run without rows"),
    ];

    private static readonly Knob[] Features =
    [
        Knob.Applied("features.identifier_normalization_mode", "names as they are written, whatever their case").Only("\"raw\"", "the engine keeps names as they are written"),
        Knob.Applied("features.enable_url_table", "the judge of statements").Only("false", "a path in place of a table is refused (WEIR5004); register it, or name a reader"),
        Knob.Applied("features.cache_enabled", "all limits of caches; false is 0"),
        Knob.Unsupported("features.enable_cache_manager", "the caches are one part of every runtime: features.cache_enabled"),
        Knob.Applied("features.enable_function_factory", "CREATE FUNCTION and DROP FUNCTION in sessions"),
        Knob.Unsupported("features.enable_schema_registry", "the schema of a table is in its log or in its files"),
        Knob.Applied("features.enable_expr_planners", "relation planners of plugins").Only("true", "a plugin's planners come with it; leave out the plugin"),
        Knob.Applied("features.enable_schema_evolution_adapter", "adapters of datasets that choose one (DatasetLocation.Evolution)").Only("true", "a dataset that chooses no evolution has no adapter"),
        Knob.Applied("features.enable_udfs", "functions of plugins").Only("true", "the bundled functions are a part of every runtime"),
        Knob.Applied("features.enable_async_udfs", "functions of plugins").Only("false", "functions that wait without a thread do not exist"),
        Knob.Applied("features.enable_delta_cdf", "read_delta_cdf and DatasetLocation.Changes"),
        Knob.Unsupported("features.enable_delta_session_defaults", "sessions have no second set of defaults"),
        Knob.Unsupported("features.enable_delta_querybuilder", "one engine plans all queries"),
        Knob.Unsupported("features.enable_delta_plan_codecs", "plans do not leave the process"),
        Knob.Unsupported("features.enforce_delta_ffi_provider", "Delta tables are read by this library itself, never through a foreign one"),
        Knob.Unsupported("features.enable_metrics", "figures of the meter 'Weir' cost nothing until somebody listens"),
        Knob.Unsupported("features.enable_tracing", "spans of the source 'Weir' cost nothing until somebody listens"),
        Knob.Applied("features.enforce_preflight", "the judge of statements").Only("true", "no statement runs unjudged"),
    ];

    private static readonly Knob[] Diagnostics =
    [
        Knob.Unsupported("diagnostics.capture_explain", "ask for a plan with EXPLAIN"),
        Knob.Unsupported("diagnostics.explain_verbose", "ask for a plan with EXPLAIN"),
        Knob.Unsupported("diagnostics.explain_analyze", "ask for a plan with EXPLAIN ANALYZE"),
        Knob.Applied("diagnostics.explain_analyze_threshold_ms", "slow queries, logged and told to sinks").Time(MillisecondsMax),
        Knob.Unsupported("diagnostics.explain_analyze_level", "a slow query is told with all that the engine measured, bounded in length"),
        Knob.Unsupported("diagnostics.capture_plan_artifacts", "plans of queries and builds are told to every sink (weir_plan_bundle, weir_build_plan)"),
        Knob.Unsupported("diagnostics.capture_semantic_diff", NotHere),
        Knob.Unsupported("diagnostics.emit_semantic_quality_diagnostics", NotHere),
        Knob.Applied("diagnostics.diagnostics_sink", "no sink").Only("\"none\"", "a sink is code: hand one to WeirOptions.DiagnosticsSinks; spans and figures go to whoever listens to the source and the meter 'Weir'"),
        Knob.Absent("diagnostics.labeled_explains", "ask for a plan with EXPLAIN"),
        Knob.Absent("diagnostics.collectors", IsCode),
        Knob.Applied("diagnostics.substrait_validation", "no exchange of plans").Only("false", "plans are not exchanged as Substrait"),
        Knob.Unsupported("diagnostics.validate_plan_determinism", "a build's plan is hashed before it runs, and equal builds have equal hashes"),
        Knob.Applied("diagnostics.strict_determinism", "the check of builds (WEIR1xxx)").Only("true", "a build always refuses functions that answer differently at each call; those of the clock, of settings and of versions are refused where its spec says so with rulepack_profile (Strict, Replay)"),
    ];

    private static readonly Knob[] Policies =
    [
        Knob.Unsupported("policies.config_policy_name", "a name for people; the profile itself has the figures"),
        Knob.Absent("policies.cache_policy", "its figures are in the section caches"),
        Knob.Applied("policies.cache_profile_name", "limits of caches that the section caches leaves open"),
        Knob.Absent("policies.performance_policy", "its figures are in the section execution and in policies.scan_policy"),
        Knob.Step("policies.scan_policy.collect_statistics", "statistics_propagation"),
        Knob.Step("policies.scan_policy.pushdown_filters", "filter_pushdown"),
        Knob.Unsupported("policies.scan_policy.enable_page_index", "the engine prunes by row group and needs no page index"),
        Knob.Unsupported("policies.scan_policy.metadata_size_hint", "local files are read where the footer is; nothing is guessed"),
        Knob.Unsupported("policies.scan_policy.meta_fetch_concurrency", "footers are read by the engine's threads: execution.target_partitions"),
        Knob.Unsupported("policies.scan_policy.planning_concurrency", "a query is planned by the thread that starts it"),
        Knob.Unsupported("policies.scan_policy.infer_partitions", "partitions are those of a table's log; names of folders are never read as values"),
        Knob.Applied("policies.scan_policy.schema_force_view_types", "the engine's one type of text").Only(["false", "null"], "the engine has one type of text, which is no view"),
        Knob.Unsupported("policies.scan_policy.expand_views_at_output", "no text of the engine is a view"),
        Knob.Unsupported("policies.scan_policy.explain_show_schema", "plans show columns as the engine prints them"),
        Knob.Absent("policies.schema_hardening", "its rules are fixed: policies.schema_hardening_name"),
        Knob.Applied("policies.schema_hardening_name", "the phase schema_guards: UTC or execution.time_zone, settings locked, no extension fetched or loaded")
            .Only("\"schema_hardening\"", "there is one set of rules, 'schema_hardening', and no session without it"),
        Knob.Applied("policies.sql_policy_name", "the judge of statements: SqlPolicy")
            .Only([.. SqlPolicy.PresetNames.Select(name => $"\"{name}\"")], $"there is no such policy; policies are {string.Join(", ", SqlPolicy.PresetNames)}"),
        Knob.Applied("policies.param_identifier_allowlist", "names that Query.Identifiers may put into a text, in sessions without a SessionOptions.Policy of their own, which has its own names"),
        Knob.Unsupported("policies.external_table_options", "options are a dataset's own: DatasetLocation.Options"),
        Knob.Applied("policies.write_policy.target_file_size", "writes without options of their own").AtLeast(1 << 20),
        Knob.Applied("policies.write_policy.table_properties", "tables that writes without options of their own make"),
        Knob.Applied("policies.write_policy.max_commit_retries", "writes without options of their own").AtLeast(0),
        Knob.Unsupported("policies.write_policy.zorder_by", "rows are written in the order in which a query gives them: ORDER BY"),
        Knob.Unsupported("policies.write_policy.stats_max_columns", "statistics are taken of every column that has them"),
        Knob.Applied("policies.settings_overrides", "engine settings of these names").Unless(OverridableSettings.Fault) with { Names = OverridableSettings.Names },
        Knob.Step("policies.feature_gates.enable_dynamic_filter_pushdown", "join_filter_pushdown"),
        Knob.Step("policies.feature_gates.enable_join_dynamic_filter_pushdown", "join_filter_pushdown"),
        Knob.Unsupported("policies.feature_gates.enable_topk_dynamic_filter_pushdown", "the engine has no switch for it"),
        Knob.Unsupported("policies.feature_gates.enable_aggregate_dynamic_filter_pushdown", "the engine does not do it"),
        Knob.Unsupported("policies.feature_gates.enable_sort_pushdown", "the engine does not do it"),
        Knob.Applied("policies.feature_gates.allow_named_arguments", "the rewriter of statements").Only("true", "named arguments are a part of the language"),
        Knob.Unsupported("policies.physical_rulepack_enabled", "rules belong to builds: RuntimeConfig of a spec"),
        Knob.Step("policies.join_policy.reorder_joins", "join_order"),
        Knob.Unsupported("policies.join_policy.repartition_joins", OneEngine),
        Knob.Unsupported("policies.join_policy.prefer_hash_join", "the engine chooses by the condition"),
        Knob.Unsupported("policies.join_policy.single_partition_threshold", OneEngine),
        Knob.Unsupported("policies.cache_max_columns", "results are never cached"),
        Knob.Absent("policies.hooks", IsCode),
        Knob.Applied("policies.expr_planner_names", "the phase planning_extensions: each must be there"),
        Knob.Absent("policies.schema_adapter_factories", IsCode),
        Knob.Applied("policies.function_tier_policy", "the resolver of functions"),
        Knob.Applied("policies.udf_catalog_policy", "the catalog of functions").Only("\"default\"", "functions of plugins are held to their documentation when the plugin is verified (weir plugins verify)"),
        Knob.Unsupported("policies.async_udf_timeout_ms", "functions that wait without a thread do not exist"),
        Knob.Unsupported("policies.async_udf_batch_size", "functions that wait without a thread do not exist"),
        Knob.Absent("policies.delta_plan_codec_physical", "plans do not leave the process"),
        Knob.Absent("policies.delta_plan_codec_logical", "plans do not leave the process"),
        Knob.Absent("policies.delta_store_policy", "options of stores are in the section storage"),
        Knob.Applied("policies.delta_mutation_policy.require_locking_provider", "writes: a table in S3 needs a provider of locks, a local one has its own")
            .Only("true", "two writers without a lock lose rows in S3"),
        Knob.Applied("policies.delta_mutation_policy.append_only", "writes that would replace rows (WEIR8087)"),
        Knob.Absent("policies.delta_protocol_support", "the features that are supported are in docs/delta.md"),
        Knob.Applied("policies.delta_protocol_mode", "the gate of Delta tables (WEIR2xxx)").Only("\"error\"", "rows of a table whose features are not supported would be wrong"),
        Knob.Absent("policies.diskcache_profile", "nothing is cached on disk"),
        Knob.Applied("policies.snapshot_pinned_mode", "Delta tables without a version are refused (WEIR8015)"),
        Knob.Unsupported("policies.cache_output_root", "nothing is cached on disk"),
        Knob.Unsupported("policies.runtime_artifact_cache_enabled", "nothing is cached on disk"),
        Knob.Unsupported("policies.runtime_artifact_cache_root", "nothing is cached on disk"),
        Knob.Unsupported("policies.metadata_cache_snapshot_enabled", "nothing is cached on disk"),
        Knob.Applied("policies.local_filesystem_root", "engine settings allowed_directories and enable_external_access, and the stores of tables (WEIR8086)").Folder(),
        Knob.Unsupported("policies.plan_artifacts_root", "the run bundle of a build holds its plan: BuildOrchestration.IncludeRunBundle"),
        Knob.Applied("policies.allow_files_outside_tables", "the reader of Delta tables (WEIR2017)"),
        Knob.Applied("policies.input_plugins", "plugins of every session, loaded when the runtime opens"),
        Knob.Applied("policies.prepared_statements", "the right to PREPARE of the policy of statements"),
        Knob.Absent("policies.runtime_env_hook", IsCode),
    ];

    private static readonly Knob[] Caches =
    [
        Knob.Applied("caches.list_files.limit_entries", "versions of tables that are kept").AtLeast(0),
        Knob.Applied("caches.list_files.limit_bytes", "versions of tables that are kept, 220 bytes a file").AtLeast(0),
        Knob.Applied("caches.list_files.ttl_seconds", "how long a newest version counts as the newest").Time(SecondsMax),
        Knob.Applied("caches.metadata.limit_entries", "scans that are kept").AtLeast(0),
        Knob.Applied("caches.metadata.limit_bytes", "scans that are kept, by the length of their text").AtLeast(0),
        Knob.Unsupported("caches.metadata.ttl_seconds", NoAging),
        Knob.Unsupported("caches.statistics.limit_entries", WithVersions),
        Knob.Unsupported("caches.statistics.limit_bytes", WithVersions),
        Knob.Unsupported("caches.statistics.ttl_seconds", NoAging),
        Knob.Applied("caches.predicate.limit_entries", "answers to conditions that are kept of one version").AtLeast(0),
        Knob.Applied("caches.predicate.limit_bytes", "answers to conditions that are kept of one version, by their files").AtLeast(0),
        Knob.Unsupported("caches.predicate.ttl_seconds", NoAging),
        Knob.Engine("caches.parquet_metadata", "parquet_metadata_cache"),
    ];

    private static readonly Knob[] Storage =
    [
        Knob.Applied("storage.places", "checked when a runtime opens: StorageProfile").Unless(RemoteFault),
        Knob.Applied("storage.require_local_paths", "checked when a runtime opens: StorageProfile"),
    ];

    public static readonly IReadOnlyList<Knob> All =
        [.. Execution, .. Catalog, .. DataSources, .. Bootstrap, .. Features, .. Diagnostics, .. Policies, .. Caches, .. Storage];

    /// <summary>The path of the knob that an engine's setting comes from; null when no knob has it.</summary>
    public static string? PathOf(string setting) => OverridableSettings.Names.Contains(setting)
        ? $"policies.settings_overrides.{setting}"
        : All.FirstOrDefault(knob => knob.Setting == setting)?.Path;

    private static string? AbiFault(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && !Version.TryParse(value.GetString(), out _) ? "a version of the plugin ABI is written major.minor, for example 1.0" : null;

    private static string? RemoteFault(JsonElement places)
    {
        foreach (JsonProperty place in places.EnumerateObject())
        {
            string uri = place.Value.GetProperty("table_uri").GetString()!;
            if (uri.Contains("://", StringComparison.Ordinal) && !uri.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
                return $"'{place.Name}' is at {uri[..uri.IndexOf(':', StringComparison.Ordinal)]}, and this version reads and writes local folders alone";
        }
        return null;
    }
}
