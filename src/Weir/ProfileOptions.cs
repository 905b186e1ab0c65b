using System.Globalization;
using Weir.Build.Plan;
using Weir.Diagnostics;
using Weir.Engine;
using Weir.Plugins;
using Weir.Profiles;
using Weir.Sessions;

namespace Weir;

/// <summary>Between a profile and what the floors below take: the one place where a knob becomes an option of the engine, of the caches, of sessions.</summary>
internal static class ProfileOptions
{
    // Opened by settings of their own.
    private static readonly string[] Typed =
    [
        "allow_community_extensions", "autoinstall_known_extensions", "autoload_known_extensions", "enable_external_access", "lock_configuration",
        "max_temp_directory_size", "memory_limit", "parquet_metadata_cache", "temp_directory", "threads", "TimeZone",
    ];

    private static int _spillFolders;

    /// <summary>The profile that options say without one.</summary>
    public static RuntimeProfile Of(WeirOptions options) => new()
    {
        Name = options.ProfileName,
        Execution = new ExecutionProfile
        {
            TargetPartitions = options.Threads,
            MemoryLimitBytes = options.MemoryLimitBytes,
            SpillDir = options.SpillFolder,
            MaxTempDirectoryBytes = options.SpillBytesMax,
        },
        Policies = new PolicyProfile
        {
            AllowFilesOutsideTables = options.AllowFilesOutsideTables,
            SqlPolicyName = IsPreset(options.SqlPolicy) ? options.SqlPolicy.Name : SqlPolicy.ReadOnly.Name,
            FunctionTierPolicy = options.FunctionTierPolicy == FunctionTierPolicy.PluginFirst ? FunctionTierName.PluginFirst : FunctionTierName.BuiltinFirst,
            SnapshotPinnedMode = options.Caches.RequiresVersions ? SnapshotPinning.DeltaVersion : SnapshotPinning.Off,
        },
        Diagnostics = new DiagnosticsProfile { ExplainAnalyzeThresholdMs = options.SlowQueryThreshold?.TotalMilliseconds },
        Caches = new CacheConfig
        {
            ListFiles = new CacheLimits
            {
                LimitEntries = options.Caches.SnapshotsMax, LimitBytes = options.Caches.SnapshotBytesMax, TtlSeconds = options.Caches.SnapshotTimeToLive.TotalSeconds,
            },
            Metadata = new CacheLimits { LimitEntries = options.Caches.ScansMax, LimitBytes = options.Caches.ScanBytesMax },
            Predicate = new CacheLimits { LimitEntries = options.Caches.PredicatesMax, LimitBytes = options.Caches.PredicateBytesMax },
            ParquetMetadata = options.Caches.ParquetMetadata,
        },
    };

    /// <summary>Options for a profile, with what the program injects.</summary>
    /// <exception cref="WeirException">WEIR8001: an option says what the profile says.</exception>
    public static WeirOptions Joined(RuntimeProfile profile, WeirOptions injected)
    {
        RequireUnsaid(injected);
        WeirOptions joined = new()
        {
            ProfileName = profile.Name,
            Threads = profile.Execution.TargetPartitions,
            MemoryLimitBytes = profile.Execution.MemoryLimitBytes,
            SpillFolder = SpillFolderOf(profile.Execution),
            SpillBytesMax = profile.Execution.MaxTempDirectoryBytes,
            AllowFilesOutsideTables = profile.Policies.AllowFilesOutsideTables,
            FunctionTierPolicy = profile.Policies.FunctionTierPolicy == FunctionTierName.PluginFirst ? FunctionTierPolicy.PluginFirst : FunctionTierPolicy.BuiltinFirst,
            Caches = CachesOf(profile),
            LoggerFactory = injected.LoggerFactory,
            TimeProvider = injected.TimeProvider,
            PluginBaseDirectory = injected.PluginBaseDirectory,
            PluginTrust = injected.PluginTrust,
            StateFolder = injected.StateFolder,
            FunctionPolicy = injected.FunctionPolicy,
            SqlPolicy = PolicyOf(profile, injected.SqlPolicy),
            SlowQueryThreshold = profile.Diagnostics.ExplainAnalyzeThresholdMs is { } slow ? TimeSpan.FromMilliseconds(slow) : null,
        };
        foreach (IDiagnosticsSink sink in injected.DiagnosticsSinks)
            joined.DiagnosticsSinks.Add(sink);
        foreach (PluginReference plugin in injected.Plugins)
            joined.Plugins.Add(plugin);
        foreach (string name in profile.Policies.InputPlugins.Where(name => injected.Plugins.All(plugin => plugin.Name != name)))
            joined.Plugins.Add(new PluginReference(name));
        foreach (Plugin plugin in injected.EmbeddedPlugins)
            joined.EmbeddedPlugins.Add(plugin);
        foreach (string function in injected.SessionFunctions)
            joined.SessionFunctions.Add(function);
        foreach (Action<Session> hook in injected.SessionHooks)
            joined.SessionHooks.Add(hook);
        return joined;
    }

    /// <summary>How the engine is opened.</summary>
    public static EngineOptions EngineOf(RuntimeProfile profile, WeirOptions options)
    {
        EngineOptions engine = new()
        {
            MemoryLimitBytes = options.MemoryLimitBytes,
            SpillFolder = options.SpillFolder is null ? null : Path.GetFullPath(options.SpillFolder),
            SpillBytesMax = options.SpillBytesMax,
            Threads = options.Threads,
            TimeZone = profile.Execution.TimeZone,
            AllowsProfiles = options.SlowQueryThreshold is not null,
            KeepsParquetMetadata = options.Caches.ParquetMetadata,
            Settings = [.. EngineSettings.Of(profile.ToElement()).Where(setting => !Typed.Contains(setting.Name))],
        };
        return profile.Policies.LocalFilesystemRoot is { } root ? engine with { Folders = [Path.GetFullPath(root)] } : engine;
    }

    /// <summary>What is kept between queries.</summary>
    public static CacheOptions CachesOf(RuntimeProfile profile)
    {
        CacheOptions preset = profile.Policies.CacheProfileName switch
        {
            CacheProfileName.SnapshotPinned => CacheOptions.SnapshotPinned with { SnapshotBytesMax = 64L << 20, ScanBytesMax = 128L << 20 },
            CacheProfileName.AlwaysLatestTtl30s => CacheOptions.Latest30Seconds with { SnapshotBytesMax = 64L << 20, ScanBytesMax = 128L << 20 },
            CacheProfileName.MultiTenantStrict => CacheOptions.MultiTenantStrict,
            _ => CacheOptions.Default,
        };
        CacheConfig caches = profile.Caches;
        CacheOptions options = preset with
        {
            SnapshotsMax = Entries(caches.ListFiles, preset.SnapshotsMax),
            SnapshotBytesMax = caches.ListFiles.LimitBytes ?? preset.SnapshotBytesMax,
            SnapshotTimeToLive = caches.ListFiles.TtlSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : preset.SnapshotTimeToLive,
            ScansMax = Entries(caches.Metadata, preset.ScansMax),
            ScanBytesMax = caches.Metadata.LimitBytes ?? preset.ScanBytesMax,
            PredicatesMax = Entries(caches.Predicate, preset.PredicatesMax),
            PredicateBytesMax = caches.Predicate.LimitBytes ?? preset.PredicateBytesMax,
            ParquetMetadata = caches.ParquetMetadata ?? preset.ParquetMetadata,
            RequiresVersions = preset.RequiresVersions || profile.Policies.SnapshotPinnedMode == SnapshotPinning.DeltaVersion,
        };
        return profile.Features.CacheEnabled ? options : options with { SnapshotsMax = 0, ScansMax = 0, PredicatesMax = 0 };
    }

    /// <summary>What every session starts from.</summary>
    public static SessionDefaults DefaultsOf(RuntimeProfile profile)
    {
        WritePolicy write = profile.Policies.WritePolicy;
        DeltaWriteOptions bare = new();
        return new SessionDefaults
        {
            BatchRows = profile.Execution.BatchSize ?? Query.DefaultBatchRows,
            AllowsFunctions = profile.Features.EnableFunctionFactory,
            IsAppendOnly = profile.Policies.DeltaMutationPolicy.AppendOnly,
            Write = bare with
            {
                TargetFileBytes = write.TargetFileSize ?? bare.TargetFileBytes,
                TableProperties = write.TableProperties,
                MaxCommitRetries = write.MaxCommitRetries ?? bare.MaxCommitRetries,
            },
        };
    }

    /// <summary>The profile of a build: that of its runtime, with the resources that the build asks for.</summary>
    /// <remarks>
    /// A build knows the inputs of its spec alone, so the tables of sessions are left out; its statements are the planner's and no user's, so
    /// the policy of statements is; and its queries are not measured.
    /// </remarks>
    public static RuntimeProfile ForBuild(RuntimeProfile profile, EngineProfile resources) => profile with
    {
        Catalog = new CatalogProfile(),
        DataSources = new DataSourcesProfile(),
        Policies = profile.Policies with { SqlPolicyName = SqlPolicy.ReadOnly.Name, ParamIdentifierAllowlist = [], PreparedStatements = true, ExprPlannerNames = [] },
        Diagnostics = profile.Diagnostics with { ExplainAnalyzeThresholdMs = null },
        Execution = profile.Execution with
        {
            TargetPartitions = resources.Threads,
            MemoryLimitBytes = resources.MemoryLimitBytes,
            MaxTempDirectoryBytes = resources.SpillBytesMax,
        },
    };

    // One place says a limit: options bring loggers, the clock, plugins and hooks.
    private static void RequireUnsaid(WeirOptions injected)
    {
        WeirOptions bare = new();
        (string Option, object? Value, object? Default, string Knob)[] options =
        [
            (nameof(WeirOptions.Threads), injected.Threads, bare.Threads, "execution.target_partitions"),
            (nameof(WeirOptions.MemoryLimitBytes), injected.MemoryLimitBytes, bare.MemoryLimitBytes, "execution.memory_limit_bytes"),
            (nameof(WeirOptions.SpillFolder), injected.SpillFolder, bare.SpillFolder, "execution.spill_dir"),
            (nameof(WeirOptions.SpillBytesMax), injected.SpillBytesMax, bare.SpillBytesMax, "execution.max_temp_directory_bytes"),
            (nameof(WeirOptions.AllowFilesOutsideTables), injected.AllowFilesOutsideTables, bare.AllowFilesOutsideTables, "policies.allow_files_outside_tables"),
            (nameof(WeirOptions.FunctionTierPolicy), injected.FunctionTierPolicy, bare.FunctionTierPolicy, "policies.function_tier_policy"),
            (nameof(WeirOptions.SqlPolicy), IsPreset(injected.SqlPolicy) ? injected.SqlPolicy.Name : bare.SqlPolicy.Name, bare.SqlPolicy.Name, "policies.sql_policy_name"),
            (nameof(WeirOptions.SlowQueryThreshold), injected.SlowQueryThreshold, bare.SlowQueryThreshold, "diagnostics.explain_analyze_threshold_ms"),
            (nameof(WeirOptions.Caches), injected.Caches, bare.Caches, "caches"),
        ];
        foreach ((string option, object? value, object? standard, string knob) in options)
        {
            if (!Equals(value, standard))
                throw ConfigurationErrors.OptionInvalid(option, $"{value}", $"that it is left out, since a profile was given and says it with {knob}");
        }
    }

    // A policy that is more than a preset is an object that a program hands in; then the profile says none.
    private static SqlPolicy PolicyOf(RuntimeProfile profile, SqlPolicy injected)
    {
        PolicyProfile policies = profile.Policies;
        bool isPlain = policies is { PreparedStatements: true, ParamIdentifierAllowlist.Count: 0 };
        if (!IsPreset(injected))
            return isPlain && policies.SqlPolicyName == SqlPolicy.ReadOnly.Name ? injected : throw ConfigurationErrors.OptionInvalid(nameof(WeirOptions.SqlPolicy), injected.Name, "none, since the profile has a policy of its own");
        SqlPolicy named = SqlPolicy.Named(policies.SqlPolicyName);
        return isPlain ? named : named with
        {
            Rights = policies.PreparedStatements ? named.Rights : named.Rights & ~SqlRights.Prepare,
            ParameterIdentifiers = policies.ParamIdentifierAllowlist,
        };
    }

    private static bool IsPreset(SqlPolicy policy) => SqlPolicy.PresetNames.Any(name => SqlPolicy.Named(name) == policy);

    private static int Entries(CacheLimits limits, int preset) => limits.LimitBytes == 0 ? 0 : limits.LimitEntries ?? preset;

    // A folder of its own: two engines would take each other's files for theirs.
    private static string? SpillFolderOf(ExecutionProfile execution) => execution switch
    {
        { SpillDir: { } folder } => folder,
        { MaxTempDirectoryBytes: not null } => Path.Combine(
            Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"weir-spill-{Environment.ProcessId}-{Interlocked.Increment(ref _spillFolders)}")),
        _ => null,
    };
}
