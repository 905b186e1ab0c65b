namespace Weir.Plugins;

/// <summary>
/// A plugin that passed every check, is loaded and configured. The same file asked for again is this very object.
/// Owned by the registry that loaded it.
/// </summary>
/// <remarks>Immutable; safe for use by many threads.</remarks>
internal sealed class LoadedPlugin(PluginManifest manifest, PluginResolution resolution, PluginIsolation isolation, Plugin plugin)
{
    /// <summary>The manifest inside the library, its documentation completed from <c>plugin.json</c>.</summary>
    public PluginManifest Manifest => manifest;

    /// <summary>Which file it is.</summary>
    public PluginResolution Resolution => resolution;

    /// <summary>Where its code runs; never <see cref="PluginIsolation.Manifest"/>.</summary>
    public PluginIsolation Isolation => isolation;

    /// <summary>The port, guarded.</summary>
    public Plugin Plugin => plugin;

    /// <summary>Names the loaded file in logs and reports: name and start of the hash.</summary>
    public string HandleId { get; } = $"{manifest.Name}@{resolution.Sha256[..12]}";
}
