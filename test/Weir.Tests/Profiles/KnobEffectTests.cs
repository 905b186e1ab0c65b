using System.Text.Json;
using Weir.Arrow;
using Weir.Profiles;
using Weir.Tests.Sessions;

namespace Weir.Tests.Profiles;

/// <summary>Every knob that is applied, by what it does to a runtime.</summary>
public sealed class KnobEffectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Applied => [.. KnobTable.All.Where(knob => knob.Status == KnobStatus.Applied).Select(knob => knob.Path)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Applied))]
    [Trait("Requirement", "R111")]
    [Trait("Requirement", "R163")]
    public void A_knob_that_is_applied_does_what_it_says(string path) => Effects()[path]();

    private Dictionary<string, Action> Effects() => new()
    {
        ["execution.target_partitions"] = () => Setting("execution.target_partitions", "1", "threads", "1"),
        ["execution.batch_size"] = () =>
        {
            using WeirRuntime runtime = WeirRuntime.Open(ProfileTexts.With("execution.batch_size", "4096"));
            using Session session = runtime.NewSession();
            using QueryResult result = session.Run(new Query("FROM range(200000)"));
            using RecordBatchReader reader = result.AsReader();
            int longest = 0;
            while (reader.Read() is { } batch)
            {
                longest = Math.Max(longest, batch.RowCount);
                batch.Dispose();
            }
            Assert.Equal(4096, longest);
        },
        ["execution.spill_dir"] = () => Setting("execution.spill_dir", JsonSerializer.Serialize(_folder["spill"]), "temp_directory", _folder["spill"]),
        ["execution.memory_pool"] = () => Refused("execution.memory_pool", "\"fair\""),
        ["execution.memory_limit_bytes"] = () => Setting("execution.memory_limit_bytes", "104857600", "memory_limit", "100.0 MiB"),
        ["execution.max_temp_directory_bytes"] = () => Setting("execution.max_temp_directory_bytes", "1073741824", "max_temp_directory_size", "1.0 GiB"),
        ["execution.share_context"] = () => Refused("execution.share_context", "false"),
        ["execution.session_context_key"] = () =>
        {
            using WeirRuntimes runtimes = new();
            WeirRuntime first = runtimes.Of(ProfileTexts.With("execution.session_context_key", "\"a\""));
            Assert.Same(first, runtimes.Of(ProfileTexts.With("execution.session_context_key", "\"a\"")));
            Assert.NotSame(first, runtimes.Of(ProfileTexts.With("execution.session_context_key", "\"b\"")));
        },
        ["execution.time_zone"] = () => Setting("execution.time_zone", "\"Europe/Berlin\"", "TimeZone", "Europe/Berlin"),
        ["execution.preserve_insertion_order"] = () => Setting("execution.preserve_insertion_order", "false", "preserve_insertion_order", "false"),
        ["execution.enable_external_file_cache"] = () => Setting("execution.enable_external_file_cache", "false", "enable_external_file_cache", "false"),
        ["execution.lock_configuration"] = () => Refused("execution.lock_configuration", "false"),
        ["execution.expected_plugin_abi"] = () => Fails("WEIR8084", ProfileTexts.With("execution.expected_plugin_abi", "\"9.0\"")),
        ["catalog.default_catalog"] = () => With(ProfileTexts.With("catalog.default_catalog", "\"lake\""), session =>
            Assert.Equal(("lake", "main"), (session.Catalog.CurrentCatalog, session.Catalog.CurrentSchema))),
        ["catalog.default_schema"] = () => With(ProfileTexts.With("catalog.default_schema", "\"raw\"", ("data_sources.semantic_output.locations", $$"""{"t":"{{_folder["t"]}}"}""")), session =>
        {
            Assert.Equal(("weir", "raw"), (session.Catalog.CurrentCatalog, session.Catalog.CurrentSchema));
            Assert.Equal([new TableName("t", "raw", "weir")], session.Catalog.Names);
        }),
        ["catalog.catalog_auto_load_location"] = () => Assert.Equal(["t"], Loaded("\"delta\"", "true")),
        ["catalog.catalog_auto_load_format"] = () => Assert.Equal(["rows"], Loaded("\"csv\"", "true")),
        ["catalog.catalog_auto_load_enabled"] = () => Assert.Empty(Loaded("\"delta\"", "false")),
        ["catalog.enable_information_schema"] = () => Refused("catalog.enable_information_schema", "false"),
        ["data_sources.dataset_templates"] = () => With(ProfileTexts.With("data_sources.dataset_templates", $$"""{"raw":"{{_folder.Path}}/{name}.csv"}"""), session =>
        {
            File.WriteAllText(_folder["cities.csv"], "city\nOslo\n");
            session.Catalog.RegisterFrom(new TableName("cities"), "raw");
            Assert.Equal(["Oslo"], Lake.Rows(session, "SELECT city FROM cities"));
        }),
        ["data_sources.extract_output.output_catalog_name"] = () => Catalogs("data_sources.extract_output.dataset_locations", "data_sources.extract_output.output_catalog_name"),
        ["data_sources.semantic_output.output_catalog_name"] = () => Catalogs("data_sources.semantic_output.locations", "data_sources.semantic_output.output_catalog_name"),
        ["features.enable_schema_evolution_adapter"] = () => Refused("features.enable_schema_evolution_adapter", "false"),
        ["data_sources.extract_output.dataset_locations"] = () => Registers("data_sources.extract_output.dataset_locations"),
        ["data_sources.extract_output.scip_dataset_locations"] = () => Registers("data_sources.extract_output.scip_dataset_locations"),
        ["data_sources.semantic_output.locations"] = () => Registers("data_sources.semantic_output.locations"),
        ["zero_row_bootstrap.validation_mode"] = () => Refused("zero_row_bootstrap.validation_mode", "\"bootstrap\""),
        ["features.identifier_normalization_mode"] = () => Refused("features.identifier_normalization_mode", "\"lower\""),
        ["features.enable_url_table"] = () => Refused("features.enable_url_table", "true"),
        ["features.cache_enabled"] = () => Listing("features.cache_enabled", "false", "list_files_cache", "00:00:00|0"),
        ["features.enable_function_factory"] = () =>
            Fails("WEIR8087", ProfileTexts.With("features.enable_function_factory", "false"), session => session.Run(new Query("CREATE FUNCTION twice(x INT) RETURNS INT RETURN $1 * 2"))),
        ["features.enable_expr_planners"] = () => Refused("features.enable_expr_planners", "false"),
        ["features.enable_udfs"] = () => Refused("features.enable_udfs", "false"),
        ["features.enable_async_udfs"] = () => Refused("features.enable_async_udfs", "true"),
        ["features.enable_delta_cdf"] = () => Fails("WEIR8087", ProfileTexts.With("features.enable_delta_cdf", "false"), session =>
            session.Run(new Query($"FROM read_delta_cdf('{Table(session, "t")}')"))),
        ["features.enforce_preflight"] = () => Refused("features.enforce_preflight", "false"),
        ["diagnostics.diagnostics_sink"] = () => Refused("diagnostics.diagnostics_sink", "\"memory\""),
        ["diagnostics.explain_analyze_threshold_ms"] = () => With(ProfileTexts.With("diagnostics.explain_analyze_threshold_ms", "1500"), session =>
            Assert.Equal(TimeSpan.FromSeconds(1.5), session.Host.SlowQueryThreshold)),
        ["diagnostics.substrait_validation"] = () => Refused("diagnostics.substrait_validation", "true"),
        ["diagnostics.strict_determinism"] = () => Refused("diagnostics.strict_determinism", "false"),
        ["policies.cache_profile_name"] = () => Listing("policies.cache_profile_name", "\"always_latest_ttl30s\"", "list_files_cache", "00:00:30|64"),
        ["policies.scan_policy.collect_statistics"] = () => Step("policies.scan_policy.collect_statistics", "statistics_propagation"),
        ["policies.scan_policy.pushdown_filters"] = () => Step("policies.scan_policy.pushdown_filters", "filter_pushdown"),
        ["policies.scan_policy.schema_force_view_types"] = () => Refused("policies.scan_policy.schema_force_view_types", "true"),
        ["policies.schema_hardening_name"] = () => Refused("policies.schema_hardening_name", "\"soft\""),
        ["policies.sql_policy_name"] = () =>
        {
            Refused("policies.sql_policy_name", "\"nobody\"");
            With(ProfileTexts.With("policies.sql_policy_name", "\"admin\""), session => Assert.Same(SqlPolicy.Admin, session.Policy));
        },
        ["policies.param_identifier_allowlist"] = () => With(ProfileTexts.With("policies.param_identifier_allowlist", "[\"a\"]"), session =>
            Assert.Equal(["a"], session.Policy.ParameterIdentifiers)),
        ["policies.prepared_statements"] = () => With(
            ProfileTexts.With("policies.prepared_statements", "false", ("policies.sql_policy_name", "\"write\"")),
            session => Assert.False(session.Judge("PREPARE p AS SELECT 1").IsAllowed)),
        ["policies.write_policy.target_file_size"] = () => With(ProfileTexts.With("policies.write_policy.target_file_size", "1048576"), session =>
            Assert.True(Report(session, new Query("SELECT (hash(range) % 9000000000000000000)::BIGINT AS h FROM range(700000)")).FilesAdded > 1)),
        ["policies.write_policy.table_properties"] = () => With(ProfileTexts.With("policies.write_policy.table_properties", """{"delta.appendOnly":"true"}"""), session =>
            Assert.Contains("delta.appendOnly", File.ReadAllText(Path.Combine(Table(session, "t"), "_delta_log", "00000000000000000000.json")), StringComparison.Ordinal)),
        ["policies.write_policy.max_commit_retries"] = () => With(ProfileTexts.With("policies.write_policy.max_commit_retries", "3"), session =>
            Assert.Equal(3, session.Host.Defaults.Write.MaxCommitRetries)),
        ["policies.settings_overrides"] = () => Setting("policies.settings_overrides", """{"pivot_limit":"7"}""", "pivot_limit", "7"),
        ["policies.feature_gates.enable_dynamic_filter_pushdown"] = () => Step("policies.feature_gates.enable_dynamic_filter_pushdown", "join_filter_pushdown"),
        ["policies.feature_gates.enable_join_dynamic_filter_pushdown"] = () => Step("policies.feature_gates.enable_join_dynamic_filter_pushdown", "join_filter_pushdown"),
        ["policies.feature_gates.allow_named_arguments"] = () => Refused("policies.feature_gates.allow_named_arguments", "false"),
        ["policies.join_policy.reorder_joins"] = () => Step("policies.join_policy.reorder_joins", "join_order"),
        ["policies.expr_planner_names"] = () => Fails("WEIR8089", ProfileTexts.With("policies.expr_planner_names", """["nowhere"]""")),
        ["policies.function_tier_policy"] = () => With(ProfileTexts.With("policies.function_tier_policy", "\"plugin_first\""), session =>
            Assert.Equal(FunctionTierPolicy.PluginFirst, session.Host.TierPolicy)),
        ["policies.udf_catalog_policy"] = () => Refused("policies.udf_catalog_policy", "\"strict\""),
        ["policies.delta_mutation_policy.require_locking_provider"] = () => Refused("policies.delta_mutation_policy.require_locking_provider", "false"),
        ["policies.delta_mutation_policy.append_only"] = () => Fails("WEIR8087", ProfileTexts.With("policies.delta_mutation_policy.append_only", "true"), session =>
        {
            DatasetLocation table = new(Table(session, "t"));
            session.WriteAsync(table, new Query("SELECT 2 AS id"), DeltaWriteMode.Append).GetAwaiter().GetResult();
            session.WriteAsync(table, new Query("SELECT 3 AS id"), DeltaWriteMode.Overwrite).GetAwaiter().GetResult();
        }),
        ["policies.delta_protocol_mode"] = () => Refused("policies.delta_protocol_mode", "\"warn\""),
        ["policies.snapshot_pinned_mode"] = () => Fails("WEIR8015", ProfileTexts.With("policies.snapshot_pinned_mode", "\"delta_version\""), session =>
            session.Run(new Query($"FROM read_delta('{Table(session, "t")}')"))),
        ["policies.local_filesystem_root"] = Confined,
        ["policies.allow_files_outside_tables"] = () =>
            Assert.True(ProfileOptions.Joined(ProfileTexts.With("policies.allow_files_outside_tables", "true"), new WeirOptions()).AllowFilesOutsideTables),
        ["policies.input_plugins"] = () => Assert.StartsWith("WEIR31", Assert.Throws<WeirException>(() => WeirRuntime.Open(ProfileTexts.With("policies.input_plugins", """["nowhere"]"""))).Code, StringComparison.Ordinal),
        ["caches.list_files.limit_entries"] = () => Listing("caches.list_files.limit_entries", "5", "list_files_cache", "00:00:00|5"),
        ["caches.list_files.limit_bytes"] = () => Evicts("caches.list_files.limit_bytes", "400", "list_files_cache"),
        ["caches.list_files.ttl_seconds"] = () => Listing("caches.list_files.ttl_seconds", "90", "list_files_cache", "00:01:30|64"),
        ["caches.metadata.limit_entries"] = () => Listing("caches.metadata.limit_entries", "5", "metadata_cache", "NULL|5"),
        ["caches.metadata.limit_bytes"] = () => Keeps("caches.metadata.limit_bytes", "1", "metadata_cache"),
        ["caches.predicate.limit_entries"] = () => Listing("caches.predicate.limit_entries", "5", "predicate_cache", "NULL|5"),
        ["caches.predicate.limit_bytes"] = () => Keeps("caches.predicate.limit_bytes", "4", "predicate_cache"),
        ["caches.parquet_metadata"] = () => Setting("caches.parquet_metadata", "true", "parquet_metadata_cache", "true"),
        ["storage.places"] = () => Refused("storage.places", """{"far":{"table_uri":"s3://bucket/t"}}"""),
        ["storage.require_local_paths"] = () => Assert.Equal("WEIR8088",
            Assert.Throws<WeirException>(() => StorageProfile.Of(new StorageEntry("s3://bucket/t"), ".", requireLocalPaths: true)).Code),
    };

    private static void With(RuntimeProfile profile, Action<Session> work)
    {
        using WeirRuntime runtime = WeirRuntime.Open(profile);
        using Session session = runtime.NewSession();
        work(session);
    }

    private static void Setting(string path, string json, string setting, string value) => With(ProfileTexts.With(path, json), session =>
        Assert.Equal([value], Lake.Rows(session, $"SELECT value FROM duckdb_settings() WHERE name = '{setting}'")));

    private static void Step(string path, string step) => Setting(path, "false", "disabled_optimizers", step);

    private static void Refused(string path, string json)
    {
        KnobCoverage row = ProfileTexts.With(path, json).Coverage().Single(row => row.Path == path);
        Assert.Equal((true, KnobStatus.Refused), (row.IsSet, row.Status));
        Fails("WEIR8082", ProfileTexts.With(path, json));
    }

    private static void Fails(string code, RuntimeProfile profile, Action<Session>? work = null) =>
        Assert.Equal(code, Assert.Throws<WeirException>(() => With(profile, work ?? (_ => { }))).Code);

    private static void Listing(string path, string json, string listing, string expected) => With(ProfileTexts.With(path, json), session =>
        Assert.Equal([expected], Lake.Rows(session, $"SELECT config_ttl, config_limit FROM {listing}()")));

    // Two tables of one file each: the second takes the place of the first.
    private void Evicts(string path, string json, string listing) => With(ProfileTexts.With(path, json), session =>
    {
        foreach (string name in (string[])["t", "u"])
            Lake.Rows(session, $"FROM read_delta('{Table(session, name)}') WHERE id < 3");
        Assert.Equal(["1|1"], Lake.Rows(session, $"SELECT entry_count, eviction_count FROM {listing}()"));
    });

    // Too small for any.
    private void Keeps(string path, string json, string listing) => With(ProfileTexts.With(path, json), session =>
    {
        string table = Table(session, "t");
        session.WriteAsync(new DatasetLocation(table), new Query("SELECT 9 AS id"), DeltaWriteMode.Append).GetAwaiter().GetResult();
        for (int i = 0; i < 3; i++)
            Lake.Rows(session, $"FROM read_delta('{table}') WHERE id < 3");
        Assert.Equal(["0|0"], Lake.Rows(session, $"SELECT entry_count, hit_count FROM {listing}()"));
    });

    private string Table(Session session, string name)
    {
        session.WriteAsync(new DatasetLocation(_folder[name]), new Query("SELECT 1 AS id"), DeltaWriteMode.Create).GetAwaiter().GetResult();
        return _folder[name];
    }

    private DeltaWriteReport Report(Session session, Query query) =>
        session.WriteAsync(new DatasetLocation(_folder["big"]), query, DeltaWriteMode.Create).GetAwaiter().GetResult();

    private IReadOnlyCollection<string> Loaded(string format, string isEnabled)
    {
        With(new RuntimeProfile(), session => Table(session, "t"));
        File.WriteAllText(_folder["rows.csv"], "a\n1\n");
        using WeirRuntime runtime = WeirRuntime.Open(ProfileTexts.With(
            "catalog.catalog_auto_load_location", JsonSerializer.Serialize(_folder.Path), ("catalog.catalog_auto_load_format", format), ("catalog.catalog_auto_load_enabled", isEnabled)));
        using Session session = runtime.NewSession();
        foreach (string table in session.Tables)
            Assert.Equal(["1"], Lake.Rows(session, $"FROM {table}"));
        return session.Tables;
    }

    // The tables are there under their catalog, and not without it.
    private void Catalogs(string locations, string catalog)
    {
        With(new RuntimeProfile(), session => Table(session, "t"));
        With(ProfileTexts.With(locations, $$"""{"t":"{{_folder["t"]}}"}""", (catalog, "\"out\"")), session =>
        {
            Assert.Equal([new TableName("t", "main", "out")], session.Catalog.Names);
            Assert.Equal(["1"], Lake.Rows(session, "FROM out.main.t"));
        });
    }

    private void Registers(string path)
    {
        File.WriteAllText(_folder["rows.csv"], "a\n1\n");
        With(ProfileTexts.With(path, JsonSerializer.Serialize(new Dictionary<string, string> { ["named"] = _folder["rows.csv"], ["later"] = _folder["later"] })), session =>
        {
            Assert.Equal(["1"], Lake.Rows(session, "FROM named"));
            Assert.Contains("later", session.Tables);
        });
    }

    private void Confined()
    {
        Directory.CreateDirectory(_folder["inside"]);
        File.WriteAllText(_folder["outside.csv"], "a\n1\n");
        With(new RuntimeProfile(), session => Table(session, "outside"));
        With(ProfileTexts.With("policies.local_filesystem_root", JsonSerializer.Serialize(_folder["inside"]), ("execution.spill_dir", JsonSerializer.Serialize(_folder["spill"])), ("execution.memory_limit_bytes", "134217728")), session =>
        {
            DatasetLocation inside = new(_folder["inside/t"]);
            session.WriteAsync(inside, new Query("SELECT 1 AS id"), DeltaWriteMode.Create).GetAwaiter().GetResult();
            session.Register("t", inside);
            Assert.Equal(["1"], Lake.Rows(session, "FROM t"));
            Assert.Throws<WeirException>(() => Lake.Rows(session, $"FROM read_csv('{_folder["outside.csv"]}')"));
            Assert.Throws<WeirException>(() => Lake.Rows(session, $"FROM read_csv('{_folder["inside"]}/../outside.csv')"));
            Assert.Equal("WEIR8086", Assert.Throws<WeirException>(() => Lake.Rows(session, $"FROM read_delta('{_folder["outside"]}')")).Code);
            Assert.Equal("WEIR8086", Assert.Throws<WeirException>(() =>
                session.WriteAsync(new DatasetLocation(_folder["outside"]), new Query("SELECT 1 AS id"), DeltaWriteMode.Append).GetAwaiter().GetResult()).Code);
            // Spilling is not part of the bound.
            Assert.Equal(["6000000"], Lake.Rows(session, "SELECT count(*) FROM (SELECT DISTINCT hash(range) AS h, range AS r FROM range(6000000))"));
        });
    }
}
