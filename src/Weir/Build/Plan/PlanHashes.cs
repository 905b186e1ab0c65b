using System.Globalization;
using Weir.Build.Spec;
using Weir.Hashing;

namespace Weir.Build.Plan;

/// <summary>
/// What makes two builds the same build. Computed before anything runs; every value is 64 lower-case
/// hexadecimal digits of BLAKE3. Times of day are no part of any.
/// </summary>
/// <param name="SpecHash">The full spec with its defaults, variables resolved, as canonical JSON.</param>
/// <param name="RulepackFingerprint">The rules that apply.</param>
/// <param name="PlanningSurfaceHash">Engine, functions and settings that planning depends on.</param>
/// <param name="ProviderIdentityHash">The pinned inputs.</param>
/// <param name="EnvelopeHash">All of the above, and the resources of the run.</param>
internal sealed record PlanHashes(
    string SpecHash,
    string RulepackFingerprint,
    string PlanningSurfaceHash,
    string ProviderIdentityHash,
    string EnvelopeHash)
{
    public static PlanHashes Of(BuildSpec spec, RulePack rules, IReadOnlyCollection<PinnedInput> inputs, BuildEnvironment environment)
    {
        string specHash = Convert.ToHexStringLower(Blake3.Hash(CanonicalJson.Of(SpecJson.ToElement(spec)).Span));
        string surface = Surface(environment);
        string providers = new FieldHash("weir.providers.v1")
            .Add("providers", [.. inputs.OrderBy(input => input.Name, StringComparer.Ordinal).Select(input => $"{input.Name}={Provider(input)}")])
            .ToHex();
        string envelope = new FieldHash("weir.envelope.v1")
            .Add("engine_version", environment.EngineVersion)
            .Add("weir_version", environment.WeirVersion)
            .Add("config_snapshot", Sorted(environment.Settings))
            .Add("target_partitions", environment.Profile.Threads)
            .Add("memory_pool_bytes", environment.Profile.MemoryLimitBytes)
            .Add("spill_bytes_max", environment.Profile.SpillBytesMax)
            .Add("table_registrations", [.. inputs.Select(input => input.Name).Order(StringComparer.Ordinal)])
            .Add("registered_functions", [.. environment.Functions.Order(StringComparer.Ordinal)])
            .Add("plugins", environment.Plugins.Identities)
            .Add("spec_hash", specHash)
            .Add("rulepack_fingerprint", rules.Fingerprint)
            .Add("planning_surface_hash", surface)
            .Add("provider_identity_hash", providers)
            .ToHex();
        return new PlanHashes(specHash, rules.Fingerprint, surface, providers, envelope);
    }

    private static string Surface(BuildEnvironment environment) => new FieldHash("weir.planning_surface.v1")
        .Add("engine_version", environment.EngineVersion)
        .Add("functions", [.. environment.Functions.Order(StringComparer.Ordinal)])
        .Add("plugins", environment.Plugins.Identities)
        .Add("settings", Sorted(environment.Settings))
        .ToHex();

    private static string Provider(PinnedInput input) => new FieldHash("weir.provider.v1")
        .Add("logical_name", input.Name)
        .Add("location", input.Location)
        .Add("format", input.Format.ToString())
        .Add("version", input.Version?.ToString(CultureInfo.InvariantCulture) ?? "")
        .Add("files", input.FilesDigest ?? "")
        .Add("source_file", input.WithSourceFile ? "true" : "false")
        .Add("plugin", input.Provider is { } provider ? [provider.Plugin, provider.OptionsJson, provider.SnapshotId ?? ""] : [])
        .ToHex();

    private static string[] Sorted(IReadOnlyDictionary<string, string> settings) =>
        [.. settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key}={setting.Value}")];
}

/// <summary>What a build runs in, as far as it can change the result or the plan.</summary>
/// <param name="EngineVersion">Version of the engine.</param>
/// <param name="WeirVersion">Version of Weir.</param>
/// <param name="Profile">Resources of the run.</param>
/// <param name="Settings">Settings of the engine that planning depends on.</param>
/// <param name="Functions">Functions of ours and of plugins that the engine knows.</param>
/// <param name="Plugins">The plugins.</param>
internal sealed record BuildEnvironment(
    string EngineVersion,
    string WeirVersion,
    EngineProfile Profile,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyList<string> Functions,
    BuildPlugins Plugins)
{
    /// <summary>Name of the runtime's profile; no part of any hash.</summary>
    public string RuntimeProfileName { get; init; } = "";

    /// <summary>Fingerprint of the runtime's profile; no part of any hash.</summary>
    public string RuntimeProfileHash { get; init; } = "";
}
