using Weir.Plugins.Gate;

namespace Weir.Plugins.Discovery;

/// <summary>A plugin's package and its library's bytes, and how they were found.</summary>
internal sealed record LocatedPlugin(PluginPackage Package, PluginFile File, PluginDiscoveryReport Report)
{
    public PluginResolution Resolution => new()
    {
        Name = Report.Name,
        Path = File.Path,
        Source = Report.Source,
        ManifestHash = File.ManifestHash ?? "",
        Sha256 = File.Sha256,
    };
}
