using System.Text.Json;
using Weir.Plugins.Gate;

namespace Weir.Plugins;

/// <summary>The JSON of what is said about plugins: names in snake_case; the same value gives the same text.</summary>
/// <remarks>Pure.</remarks>
public static class PluginJson
{
    /// <summary>Reads a manifest. No member may be missing, unknown or twice.</summary>
    /// <param name="json">A <c>plugin.json</c> or the manifest inside a library.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="WeirException">WEIR3110: not a manifest; the message names the JSON path and line. WEIR3111 to WEIR3113: of a version that this host does not read.</exception>
    public static PluginManifest ReadManifest(string json) => ManifestReader.Read(json, "the text");

    /// <summary>Reads a lock file's text.</summary>
    /// <param name="json">What <see cref="Write(PluginLock)"/> wrote.</param>
    /// <param name="path">The file that the text is of, for messages; null when it is of none.</param>
    /// <returns>The lock.</returns>
    /// <exception cref="WeirException">WEIR3129: not a lock; the message names the file and the JSON path.</exception>
    public static PluginLock ReadLock(string json, string? path = null) => LockReader.Read(json, path is null ? "the text" : $"'{path}'");

    /// <summary>A manifest as indented JSON.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <returns>The text.</returns>
    public static string Write(PluginManifest manifest) => JsonSerializer.Serialize(manifest, PluginJsonTypes.Default.PluginManifest) + "\n";

    /// <summary>The text of a lock file: plugins, platforms and files in order, whatever order they are given in.</summary>
    /// <param name="pluginLock">The lock.</param>
    /// <returns>The text.</returns>
    public static string Write(PluginLock pluginLock) => JsonSerializer.Serialize(LockOrder.Of(pluginLock), PluginJsonTypes.Default.PluginLock) + "\n";

    /// <summary>A discovery report as indented JSON.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The text.</returns>
    public static string Write(PluginDiscoveryReport report) => JsonSerializer.Serialize(report, PluginJsonTypes.Default.PluginDiscoveryReport) + "\n";

    /// <summary>An inspection as indented JSON.</summary>
    /// <param name="inspection">The inspection.</param>
    /// <returns>The text.</returns>
    public static string Write(PluginInspection inspection) => JsonSerializer.Serialize(inspection, PluginJsonTypes.Default.PluginInspection) + "\n";

    /// <summary>A snapshot as indented JSON.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>The text.</returns>
    public static string Write(CapabilitiesSnapshot snapshot) => JsonSerializer.Serialize(snapshot, PluginJsonTypes.Default.CapabilitiesSnapshot) + "\n";

    /// <summary>The report of a verification as indented JSON.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The text.</returns>
    public static string Write(PluginVerifyReport report) => JsonSerializer.Serialize(report, PluginJsonTypes.Default.PluginVerifyReport) + "\n";

    /// <summary>A registry of functions as indented JSON.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>The text.</returns>
    public static string Write(FunctionRegistrySnapshot snapshot) => JsonSerializer.Serialize(snapshot, PluginJsonTypes.Default.FunctionRegistrySnapshot) + "\n";
}
