using System.Text.Json.Serialization;
using Weir.Plugins;
using Weir.Policies;

namespace Weir;

/// <summary>What a session may do, and how. Immutable.</summary>
public sealed record PolicyProfile
{
    /// <summary>The preset whose figures the profile has; a name for people.</summary>
    public string? ConfigPolicyName { get; init; }

    /// <summary>The preset of caches that <see cref="RuntimeProfile.Caches"/> changes. Null: <see cref="CacheOptions.Default"/>.</summary>
    public CacheProfileName? CacheProfileName { get; init; }

    /// <summary>The policy of statements.</summary>
    public string SqlPolicyName { get; init; } = "read_only";

    /// <summary>Names that parameters may stand for.</summary>
    public IReadOnlyList<string> ParamIdentifierAllowlist { get; init => field = ValueList.Of(value); } = ValueList.Empty;

    /// <summary>The set of rules that every session is held to.</summary>
    public string SchemaHardeningName { get; init; } = "schema_hardening";

    /// <summary>Settings of the engine by their names, beside those that knobs and the hardening own.</summary>
    public IReadOnlyDictionary<string, string> SettingsOverrides { get; init => field = ValueMap<string>.Of(value); } = ValueMap<string>.Empty;

    /// <summary>How files are scanned.</summary>
    public ScanPolicy ScanPolicy { get; init; } = new();

    /// <summary>How tables are joined.</summary>
    public JoinPolicy JoinPolicy { get; init; } = new();

    /// <summary>Single steps of the optimiser.</summary>
    public FeatureGates FeatureGates { get; init; } = new();

    /// <summary>How Delta tables are written where a write does not say.</summary>
    public WritePolicy WritePolicy { get; init; } = new();

    /// <summary>Which changes of Delta tables are made.</summary>
    public DeltaMutationPolicy DeltaMutationPolicy { get; init; } = new();

    /// <summary>What happens to a Delta table that needs what is not supported.</summary>
    public ProtocolMode DeltaProtocolMode { get; init; }

    /// <summary>Options of every external table.</summary>
    public IReadOnlyDictionary<string, string> ExternalTableOptions { get; init => field = ValueMap<string>.Of(value); } = ValueMap<string>.Empty;

    /// <summary>Whether rules change physical plans.</summary>
    public bool PhysicalRulepackEnabled { get; init; } = true;

    /// <summary>Columns of a table that is cached, at most.</summary>
    public int? CacheMaxColumns { get; init; }

    /// <summary>Relation planners that a session must have.</summary>
    public IReadOnlyList<string> ExprPlannerNames { get; init => field = ValueList.Of(value); } = ValueList.Empty;

    /// <summary>Which function a call means where the engine and a plugin have one of the same name.</summary>
    public FunctionTierName FunctionTierPolicy { get; init; }

    /// <summary>Whether the catalog of functions holds every function to its documentation.</summary>
    public UdfCatalogPolicy UdfCatalogPolicy { get; init; }

    /// <summary>The longest that a function may wait, in milliseconds.</summary>
    public int? AsyncUdfTimeoutMs { get; init; }

    /// <summary>Rows that a waiting function takes at once.</summary>
    public int? AsyncUdfBatchSize { get; init; }

    /// <summary>Whether every Delta table must be named with a version.</summary>
    public SnapshotPinning SnapshotPinnedMode { get; init; }

    /// <summary>The folder for cached views.</summary>
    public string? CacheOutputRoot { get; init; }

    /// <summary>Whether artefacts of the runtime are kept in files.</summary>
    public bool RuntimeArtifactCacheEnabled { get; init; }

    /// <summary>The folder for artefacts of the runtime.</summary>
    public string? RuntimeArtifactCacheRoot { get; init; }

    /// <summary>Whether the metadata of tables is kept in files.</summary>
    public bool MetadataCacheSnapshotEnabled { get; init; }

    /// <summary>The folder for plans.</summary>
    public string? PlanArtifactsRoot { get; init; }

    /// <summary>The one folder that sessions read and write in, beside the folder for spilling. Null: no such bound.</summary>
    public string? LocalFilesystemRoot { get; init; }

    /// <summary>Whether files are read that the log of a Delta table puts outside the table's root.</summary>
    public bool AllowFilesOutsideTables { get; init; }

    /// <summary>Plugins that every session has, by name, beside those of <see cref="WeirOptions.Plugins"/>.</summary>
    public IReadOnlyList<string> InputPlugins { get; init => field = ValueList.Of(value); } = ValueList.Empty;

    /// <summary>Whether statements are prepared.</summary>
    public bool PreparedStatements { get; init; } = true;
}

/// <summary>A preset of caches.</summary>
[JsonConverter(typeof(SnakeCaseEnum<CacheProfileName>))]
public enum CacheProfileName
{
    /// <summary><see cref="CacheOptions.SnapshotPinned"/>.</summary>
    SnapshotPinned,

    /// <summary><see cref="CacheOptions.Latest30Seconds"/>.</summary>
    [JsonStringEnumMemberName("always_latest_ttl30s")]
    AlwaysLatestTtl30s,

    /// <summary><see cref="CacheOptions.MultiTenantStrict"/>.</summary>
    MultiTenantStrict,
}

/// <summary>Which function comes first where names meet.</summary>
[JsonConverter(typeof(SnakeCaseEnum<FunctionTierName>))]
public enum FunctionTierName
{
    /// <summary>The engine's.</summary>
    BuiltinFirst,

    /// <summary>The plugin's.</summary>
    PluginFirst,
}

/// <summary>How the catalog of functions is kept.</summary>
[JsonConverter(typeof(SnakeCaseEnum<UdfCatalogPolicy>))]
public enum UdfCatalogPolicy
{
    /// <summary>As the functions say.</summary>
    Default,

    /// <summary>Every function must be documented.</summary>
    Strict,
}

/// <summary>Whether Delta tables must be named with a version.</summary>
[JsonConverter(typeof(SnakeCaseEnum<SnapshotPinning>))]
public enum SnapshotPinning
{
    /// <summary>They need not.</summary>
    Off,

    /// <summary>They must; what was read of a version is never asked for again.</summary>
    DeltaVersion,
}

/// <summary>What happens to a Delta table that needs what is not supported.</summary>
[JsonConverter(typeof(SnakeCaseEnum<ProtocolMode>))]
public enum ProtocolMode
{
    /// <summary>It is refused by the feature's name.</summary>
    Error,

    /// <summary>It is read, with a warning.</summary>
    Warn,

    /// <summary>It is read.</summary>
    Ignore,
}
