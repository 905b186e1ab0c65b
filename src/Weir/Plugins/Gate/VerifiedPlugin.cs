namespace Weir.Plugins.Gate;

/// <summary>A library that passed every check, with the very bytes that were checked. Only the gate makes one.</summary>
internal sealed record VerifiedPlugin(PluginFile File, PluginManifest Manifest, IReadOnlyList<DependencyFile> Dependencies)
{
    public string Path => File.Path;

    public string Sha256 => File.Sha256;
}
