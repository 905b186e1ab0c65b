using System.Globalization;
using System.Text.Json;

namespace Weir.Profiles;

/// <summary>The settings of the engine that a profile asks for. Pure.</summary>
internal static class EngineSettings
{
    private const string Root = "policies.local_filesystem_root";

    // What no profile changes.
    private static readonly (string Name, string Value)[] Hardening =
    [
        ("allow_community_extensions", "false"),
        ("autoinstall_known_extensions", "false"),
        ("autoload_known_extensions", "false"),
        ("lock_configuration", "true"),
    ];

    /// <summary>Whether the engine tells a setting as it was set; sizes and folders it tells in a form of its own.</summary>
    public static bool IsComparable(string setting) =>
        setting is not ("memory_limit" or "max_temp_directory_size" or "temp_directory") && !OverridableSettings.Names.Contains(setting);

    /// <summary>Names and values as the engine takes them, in order of name.</summary>
    /// <param name="profile">The profile, with every default written out.</param>
    public static IReadOnlyList<(string Name, string Value)> Of(JsonElement profile)
    {
        SortedDictionary<string, string> settings = new(StringComparer.Ordinal);
        foreach ((string name, string value) in Hardening)
            settings[name] = value;
        foreach (JsonProperty setting in KnobReading.At(profile, "policies.settings_overrides").EnumerateObject())
            settings[setting.Name] = setting.Value.GetString()!;
        foreach (Knob knob in KnobTable.All.Where(knob => knob.Setting is not null))
        {
            if (KnobReading.At(profile, knob.Path) is { ValueKind: not JsonValueKind.Null } value)
                settings[knob.Setting!] = Text(knob.Setting!, value);
        }
        string steps = string.Join(',', KnobTable.All
            .Where(knob => knob.Optimizer is not null && KnobReading.At(profile, knob.Path).ValueKind == JsonValueKind.False)
            .Select(knob => knob.Optimizer!).Distinct().Order(StringComparer.Ordinal));
        if (steps.Length > 0)
            settings["disabled_optimizers"] = steps;
        settings["enable_external_access"] = KnobReading.At(profile, Root).ValueKind == JsonValueKind.Null ? "true" : "false";
        return [.. settings.Select(setting => (setting.Key, setting.Value))];
    }

    private static string Text(string setting, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number when setting is "memory_limit" or "max_temp_directory_size" => string.Create(CultureInfo.InvariantCulture, $"{value.GetInt64()}B"),
        _ => value.GetRawText(),
    };
}
