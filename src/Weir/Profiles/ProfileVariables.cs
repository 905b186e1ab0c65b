using System.Globalization;
using System.Text.Json.Nodes;
using Weir.Diagnostics;

namespace Weir.Profiles;

/// <summary>The environment variables that set knobs. Pure.</summary>
internal static class ProfileVariables
{
    private const string Preset = "WEIR_RUNTIME_PROFILE";
    private const string Configuration = "WEIR_CONFIG_POLICY";
    private const string Resources = "WEIR_ENGINE_PROFILE";

    private static readonly (string Variable, string Path, Kind Kind)[] Rows =
    [
        ("WEIR_CACHE_OUTPUT_ROOT", "policies.cache_output_root", Kind.Text),
        ("WEIR_CACHE_PROFILE", "policies.cache_profile_name", Kind.Text),
        ("WEIR_CATALOG_FORMAT", "catalog.catalog_auto_load_format", Kind.Text),
        ("WEIR_CATALOG_LOCATION", "catalog.catalog_auto_load_location", Kind.Text),
        ("WEIR_DIAGNOSTICS_SINK", "diagnostics.diagnostics_sink", Kind.Text),
        ("WEIR_ENABLE_TRACES", "features.enable_tracing", Kind.Flag),
        ("WEIR_MEMORY_LIMIT_BYTES", "execution.memory_limit_bytes", Kind.Number),
        ("WEIR_METADATA_CACHE_SNAPSHOT_ENABLED", "policies.metadata_cache_snapshot_enabled", Kind.Flag),
        ("WEIR_OUTPUT_DIR", "data_sources.semantic_output.output_root", Kind.Text),
        ("WEIR_RUNTIME_ARTIFACT_CACHE_ENABLED", "policies.runtime_artifact_cache_enabled", Kind.Flag),
        ("WEIR_RUNTIME_ARTIFACT_CACHE_ROOT", "policies.runtime_artifact_cache_root", Kind.Text),
        ("WEIR_SPILL_FOLDER", "execution.spill_dir", Kind.Text),
        ("WEIR_SQL_POLICY", "policies.sql_policy_name", Kind.Text),
        ("WEIR_THREADS", "execution.target_partitions", Kind.Number),
    ];

    private enum Kind
    {
        Text,
        Flag,
        Number,
    }

    /// <summary>Every variable that is read, in order, with the knob that it sets; null for those that name a preset.</summary>
    public static IReadOnlyList<(string Variable, string? Path)> All { get; } =
        [.. Rows.Select(row => (row.Variable, (string?)row.Path)).Concat([(Preset, null), (Configuration, null), (Resources, null)]).OrderBy(row => row.Variable, StringComparer.Ordinal)];

    /// <summary>What the variables set, as the JSON of a profile.</summary>
    /// <exception cref="WeirException">WEIR8081, WEIR8083.</exception>
    public static JsonObject Overlay(Func<string, string?> read)
    {
        JsonObject profile = [];
        if (read(Preset) is { Length: > 0 } preset)
            profile = ProfilePresets.Of(preset);
        if (read(Configuration) is { Length: > 0 } configuration)
            ProfilePresets.Lay(ProfilePresets.IsConfiguration(configuration) ? configuration : throw ProfileErrors.Unknown(configuration, ProfilePresets.Names), profile);
        if (read(Resources) is { Length: > 0 } resources)
            ProfilePresets.Lay(!ProfilePresets.IsConfiguration(resources) ? resources : throw ProfileErrors.Unknown(resources, ProfilePresets.Names), profile);
        foreach ((string variable, string path, Kind kind) in Rows)
        {
            if (read(variable) is { Length: > 0 } text)
                ProfilePresets.Set(profile, path, Value(variable, text, kind));
        }
        return profile;
    }

    /// <summary>The variable that sets a knob, from its JSON path; null when none does.</summary>
    public static string? Of(string jsonPath) => Rows.FirstOrDefault(row => $"$.{row.Path}" == jsonPath).Variable;

    private static JsonNode Value(string variable, string text, Kind kind) => kind switch
    {
        Kind.Number => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : throw ProfileErrors.Variable(variable, text, "a whole number is expected"),
        Kind.Flag => text.ToLowerInvariant() switch
        {
            "1" or "true" or "yes" or "on" => true,
            "0" or "false" or "no" or "off" => false,
            _ => throw ProfileErrors.Variable(variable, text, "true or false is expected"),
        },
        _ => text,
    };
}
