using System.Text.Json.Serialization;

namespace Weir.Plugins;

/// <summary>Where a plugin's code runs. A plugin's manifest says the least; a user may ask for more, never for less.</summary>
[JsonConverter(typeof(SnakeCaseEnum<PluginIsolation>))]
public enum PluginIsolation
{
    /// <summary>As the plugin's manifest says.</summary>
    Manifest,
    /// <summary>In the host's process: managed code in a load context of its own, native code for as long as the process lives.</summary>
    InProcess,
    /// <summary>In a child process, which a crash or a call without end costs its life, not the host.</summary>
    Process,
}
