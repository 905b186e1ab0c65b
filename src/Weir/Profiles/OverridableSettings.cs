using System.Globalization;
using System.Text.Json;

namespace Weir.Profiles;

/// <summary>The settings of the engine that a profile may set by their names: those that change how fast a query is or how it reads, never what it may do.</summary>
internal static class OverridableSettings
{
    private static readonly (string Name, Kind Kind)[] Rows =
    [
        ("allocator_background_threads", Kind.Flag), ("allocator_flush_threshold", Kind.Text), ("Calendar", Kind.Text), ("default_null_order", Kind.Text),
        ("default_order", Kind.Text), ("dynamic_or_filter_threshold", Kind.Number), ("ieee_floating_point_ops", Kind.Flag), ("integer_division", Kind.Flag),
        ("late_materialization_max_rows", Kind.Number), ("merge_join_threshold", Kind.Number), ("nested_loop_join_threshold", Kind.Number),
        ("order_by_non_integer_literal", Kind.Flag), ("ordered_aggregate_threshold", Kind.Number), ("partitioned_write_flush_threshold", Kind.Number),
        ("perfect_ht_threshold", Kind.Number), ("pivot_filter_threshold", Kind.Number), ("pivot_limit", Kind.Number), ("prefer_range_joins", Kind.Flag),
        ("scalar_subquery_error_on_multiple_rows", Kind.Flag), ("zstd_min_string_length", Kind.Number),
    ];

    public static readonly string[] Names = [.. Rows.Select(row => row.Name)];

    // What a text is, only the engine knows; it is asked when a runtime opens.
    private enum Kind
    {
        Text,
        Flag,
        Number,
    }

    /// <summary>What is wrong with overrides; null when nothing is.</summary>
    public static string? Fault(JsonElement overrides)
    {
        foreach (JsonProperty setting in overrides.EnumerateObject())
        {
            if (!Names.Contains(setting.Name, StringComparer.Ordinal))
                return $"the setting '{setting.Name}' is not open to profiles; a knob owns it, or it changes what sessions may do. Open are {string.Join(", ", Names)}";
            string value = setting.Value.GetString()!;
            Kind kind = Rows.First(row => row.Name == setting.Name).Kind;
            if (kind == Kind.Number && !ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return $"the setting '{setting.Name}' is '{value}', a whole number is expected";
            if (kind == Kind.Flag && !bool.TryParse(value, out _))
                return $"the setting '{setting.Name}' is '{value}', true or false is expected";
        }
        return null;
    }
}
