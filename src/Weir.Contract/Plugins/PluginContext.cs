namespace Weir.Plugins;

/// <summary>What a host hands to a plugin. There is no other way to reach the host: no globals.</summary>
/// <param name="ConfigurationJson">A JSON object in canonical form; <c>{}</c> when the user gave none.</param>
/// <param name="MemoryLimitBytes">How much memory the plugin should keep to; null when there is no limit.</param>
/// <param name="Log">Where the plugin's messages go; safe for use by many threads.</param>
public sealed record PluginContext(string ConfigurationJson, long? MemoryLimitBytes, Action<PluginLogLevel, string> Log)
{
    /// <summary>A context without configuration, limit or log.</summary>
    public static PluginContext Empty { get; } = new("{}", null, static (_, _) => { });

    /// <summary>Whether another context asks for the same; the log does not count.</summary>
    /// <param name="other">The other.</param>
    /// <returns>True when configuration and limit are equal.</returns>
    public bool HasSameSettings(PluginContext other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ConfigurationJson == other.ConfigurationJson && MemoryLimitBytes == other.MemoryLimitBytes;
    }
}
