namespace Weir.Plugins;

/// <summary>How a plugin is verified. Immutable.</summary>
public sealed record PluginVerifyOptions
{
    /// <summary>Seed of the sample values; the same seed makes the same values on every machine. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Configuration that the plugin is given; a JSON object. Default <c>{}</c>.</summary>
    public string ConfigurationJson { get; init; } = "{}";

    /// <summary>Options of a provider by its name, as a JSON object. A provider without an entry is opened with the defaults of its schema.</summary>
    public IReadOnlyDictionary<string, string> ProviderOptionsJson { get; init; } = new Dictionary<string, string>();

    /// <summary>Longest time that one check may take before it counts as stuck. Default 30 seconds.</summary>
    public TimeSpan CheckTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most rows that are read from a table; above 0. A longer table is checked in its first rows. Default 20,000.</summary>
    public int TableRowsMax { get; init; } = 20_000;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
