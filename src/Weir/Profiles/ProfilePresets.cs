using System.Globalization;
using System.Text.Json.Nodes;
using Weir.Build.Plan;
using Weir.Diagnostics;

namespace Weir.Profiles;

/// <summary>The figures of the profiles that have a name. Pure.</summary>
internal static class ProfilePresets
{
    private static readonly string[] Configurations = ["default", "dev", "prod", "symtable"];

    // A value for each configuration, as JSON; null where it has none.
    private static readonly (string Path, string?[] Values)[] Rows =
    [
        ("execution.memory_limit_bytes", [Gibibytes(8), Gibibytes(4), Gibibytes(16), null]),
        ("execution.max_temp_directory_bytes", [Gibibytes(100), Gibibytes(50), Gibibytes(200), null]),
        ("caches.list_files.limit_bytes", [Mebibytes(128), Mebibytes(64), Mebibytes(256), Mebibytes(64)]),
        ("caches.list_files.ttl_seconds", ["120", "120", "300", "60"]),
        ("caches.metadata.limit_bytes", [Mebibytes(256), Mebibytes(128), Mebibytes(512), null]),
        ("caches.predicate.limit_bytes", [Mebibytes(64), Mebibytes(32), Mebibytes(128), null]),
        ("policies.scan_policy.metadata_size_hint", ["1048576", "524288", "2097152", null]),
        ("policies.scan_policy.meta_fetch_concurrency", ["8", "4", "16", "8"]),
        ("policies.scan_policy.planning_concurrency", ["8", "2", "16", null]),
        ("policies.scan_policy.collect_statistics", ["true", "true", "true", "false"]),
        ("policies.scan_policy.pushdown_filters", ["true", "true", "true", "true"]),
        ("policies.scan_policy.enable_page_index", ["true", "true", "true", "true"]),
        ("policies.scan_policy.infer_partitions", [null, null, null, "false"]),
        ("policies.scan_policy.explain_show_schema", [null, null, null, "true"]),
        ("policies.scan_policy.schema_force_view_types", [null, null, null, "false"]),
        ("policies.scan_policy.expand_views_at_output", [null, null, null, "false"]),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Configurations, .. EngineProfile.All.Select(profile => profile.Name)];

    public static bool IsConfiguration(string name) => Configurations.Contains(name);

    /// <summary>What a preset sets, as the JSON of a profile.</summary>
    /// <exception cref="WeirException">WEIR8081.</exception>
    public static JsonObject Of(string name)
    {
        JsonObject profile = new() { ["name"] = name };
        Lay(name, profile);
        return profile;
    }

    /// <summary>Sets in a profile what a preset sets.</summary>
    /// <exception cref="WeirException">WEIR8081.</exception>
    public static void Lay(string name, JsonObject profile)
    {
        foreach ((string path, string value) in Values(name))
            Set(profile, path, JsonNode.Parse(value)!);
    }

    /// <summary>Sets one value; sections that are not there are made.</summary>
    public static void Set(JsonObject profile, string path, JsonNode value)
    {
        string[] steps = path.Split('.');
        foreach (string step in steps[..^1])
        {
            if (profile[step] is not JsonObject section)
                profile[step] = section = [];
            profile = section;
        }
        profile[steps[^1]] = value;
    }

    private static IEnumerable<(string Path, string Value)> Values(string name)
    {
        int column = Array.IndexOf(Configurations, name);
        if (column >= 0)
            return [("policies.config_policy_name", $"\"{name}\""), .. Rows.Where(row => row.Values[column] is not null).Select(row => (row.Path, row.Values[column]!))];
        EngineProfile resources = EngineProfile.All.FirstOrDefault(profile => profile.Name == name) ?? throw ProfileErrors.Unknown(name, Names);
        return
        [
            ("execution.target_partitions", Text(resources.Threads)),
            ("execution.memory_limit_bytes", Text(resources.MemoryLimitBytes)),
            ("execution.max_temp_directory_bytes", Text(resources.SpillBytesMax)),
        ];
    }

    private static string Gibibytes(long count) => Text(count << 30);

    private static string Mebibytes(long count) => Text(count << 20);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
