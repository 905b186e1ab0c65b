using Weir.Diagnostics.Payloads;

namespace Weir.Diagnostics;

/// <summary>The kinds of records that the core tells. Other parts declare theirs beside their payloads.</summary>
internal static class DiagnosticsKinds
{
    public static readonly DiagnosticsKind<RunStarted> RunStarted =
        new("weir_run_started", 1, "A runtime opened, for itself or for a build.", DiagnosticsJson.Default.RunStarted);

    public static readonly DiagnosticsKind<RunFinished> RunFinished =
        new("weir_run_finished", 1, "A runtime or a build ended.", DiagnosticsJson.Default.RunFinished);

    public static readonly DiagnosticsKind<PlanBundle> PlanBundle =
        new("weir_plan_bundle", 1, "What a query is going to read.", DiagnosticsJson.Default.PlanBundle) { IsArtifact = true };

    public static readonly DiagnosticsKind<QueryFinished> QueryFinished =
        new("weir_query_finished", 1, "A query ended.", DiagnosticsJson.Default.QueryFinished);

    public static readonly DiagnosticsKind<SlowQuery> SlowQuery =
        new("weir_slow_query", 1, "A query kept its caller waiting for longer than the threshold.", DiagnosticsJson.Default.SlowQuery);

    public static readonly DiagnosticsKind<PreparedStatement> PreparedStatements =
        new("weir_prepared_statements", 1, "A query was prepared, to be run many times.", DiagnosticsJson.Default.PreparedStatement) { IsArtifact = true };

    public static readonly DiagnosticsKind<TableRegistered> TableRegistered =
        new("weir_table_provider_registered", 1, "A table was given a name.", DiagnosticsJson.Default.TableRegistered) { IsArtifact = true };

    public static readonly DiagnosticsKind<ViewRegistered> ViewRegistered =
        new("weir_view_registered", 1, "A query was given a name.", DiagnosticsJson.Default.ViewRegistered) { IsArtifact = true };

    public static readonly DiagnosticsKind<PluginRegistered> PluginRegistered =
        new("weir_plugin_registered", 1, "A session was given a plugin.", DiagnosticsJson.Default.PluginRegistered) { IsArtifact = true };

    public static readonly DiagnosticsKind<FunctionPolicyApplied> FunctionPolicy =
        new("weir_function_policy", 1, "Which functions come first, and which sessions have made.", DiagnosticsJson.Default.FunctionPolicyApplied) { IsArtifact = true };

    public static readonly DiagnosticsKind<CacheConfigured> CacheConfig =
        new("weir_cache_config", 1, "What is kept of Delta tables between queries.", DiagnosticsJson.Default.CacheConfigured) { IsArtifact = true };

    public static readonly DiagnosticsKind<CacheState> CacheState =
        new("weir_cache_state", 1, "What the caches hold and did when a run ended.", DiagnosticsJson.Default.CacheState) { IsArtifact = true };

    public static readonly DiagnosticsKind<CacheRunTold> CacheRun =
        new("weir_cache_run", 1, "What the caches of a run did, when it ended.", DiagnosticsJson.Default.CacheRunTold) { IsArtifact = true };

    public static readonly DiagnosticsKind<CacheKept> CacheInventory =
        new("weir_cache_inventory", 1, "A version of a table that was kept when a run ended.", DiagnosticsJson.Default.CacheKept) { IsArtifact = true };

    public static readonly DiagnosticsKind<DeltaSnapshotOpened> DeltaSnapshots =
        new("weir_delta_snapshots", 1, "A version of a Delta table was read from its log.", DiagnosticsJson.Default.DeltaSnapshotOpened);

    public static readonly DiagnosticsKind<DeltaProtocolCompatibility> DeltaProtocolCompatibility =
        new("weir_delta_protocol_compatibility", 1, "Whether a Delta table can be read, and why not.", DiagnosticsJson.Default.DeltaProtocolCompatibility) { IsArtifact = true };

    public static readonly DiagnosticsKind<DeltaScanPlan> DeltaScanPlans =
        new("weir_delta_scan_plans", 1, "Which files of a Delta table a query reads.", DiagnosticsJson.Default.DeltaScanPlan);

    public static readonly DiagnosticsKind<DeltaMutation> DeltaMutations =
        new("weir_delta_mutations", 1, "A write changed a Delta table, or failed to.", DiagnosticsJson.Default.DeltaMutation);

    public static readonly DiagnosticsKind<DeltaCommitted> DeltaCommit =
        new("weir_delta_commit", 1, "A version of a Delta table was committed.", DiagnosticsJson.Default.DeltaCommitted) { IsArtifact = true };

    public static readonly DiagnosticsKind<PolicyVerdict> PolicyVerdicts =
        new("weir_policy_verdicts", 1, "What a policy said about a text.", DiagnosticsJson.Default.PolicyVerdict);

    public static readonly DiagnosticsKind<BuildPlanned> BuildPlan =
        new("weir_build_plan", 1, "What a build is going to do.", DiagnosticsJson.Default.BuildPlanned) { IsArtifact = true };
}
