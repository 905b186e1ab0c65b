using System.Text.Json;

namespace Weir.Profiles;

/// <summary>The settings of the engine that a profile may set by their names: those that change how fast a query is or how it reads, never what it may do.</summary>
internal static class OverridableSettings
{
    public static readonly string[] Names =
    [
        "allocator_background_threads", "allocator_flush_threshold", "Calendar", "default_null_order", "default_order",
        "dynamic_or_filter_threshold", "ieee_floating_point_ops", "integer_division", "late_materialization_max_rows",
        "merge_join_threshold", "nested_loop_join_threshold", "order_by_non_integer_literal", "ordered_aggregate_threshold",
        "partitioned_write_flush_threshold", "perfect_ht_threshold", "pivot_filter_threshold", "pivot_limit", "prefer_range_joins",
        "scalar_subquery_error_on_multiple_rows", "zstd_min_string_length",
    ];

    /// <summary>What is wrong with overrides; null when nothing is.</summary>
    public static string? Fault(JsonElement overrides)
    {
        foreach (JsonProperty setting in overrides.EnumerateObject())
        {
            if (!Names.Contains(setting.Name, StringComparer.Ordinal))
                return $"the setting '{setting.Name}' is not open to profiles; a knob owns it, or it changes what sessions may do. Open are {string.Join(", ", Names)}";
        }
        return null;
    }
}
