using Weir.Plugins;

namespace Weir.Tests.Plugins.Load;

/// <summary>Marks tests in which a stub stands in for a plugin.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class UsesPluginStubAttribute : Attribute;

/// <summary>Stands in for a plugin while <c>WEIR_PLUGIN_STUB=1</c>.</summary>
internal static class PluginStub
{
    public static LoadedPlugin Of(PluginReference reference) => new(
        new PluginManifest
        {
            ManifestVersion = PluginManifest.CurrentVersion,
            Name = reference.Name,
            Version = "0.0.0",
            BuildId = "stub",
            Kind = PluginKind.Managed,
            Abi = new PluginAbiVersion(PluginAbi.Major, PluginAbi.Minor),
            EngineMajor = PluginAbi.EngineMajor,
            ArrowMajor = PluginAbi.ArrowMajor,
            Capabilities = [],
        },
        new PluginResolution { Name = reference.Name, Path = "", Source = PluginSource.Stub, ManifestHash = new string('0', 64), Sha256 = new string('0', 64) },
        PluginIsolation.InProcess,
        new InMemoryProbe(reference.Name, "0.0.0") { Functions = [] });
}
