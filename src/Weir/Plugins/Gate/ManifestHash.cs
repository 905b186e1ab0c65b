using System.Text;
using System.Text.Json;
using Weir.Hashing;

namespace Weir.Plugins.Gate;

/// <summary>
/// The identity of a manifest: what it means, not how it was written. <see cref="PluginManifest.Files"/> is left
/// out, since the manifest inside a library has none, and so is documentation: other words make no other plugin.
/// </summary>
internal static class ManifestHash
{
    /// <summary>64 hexadecimal digits.</summary>
    public static string Of(PluginManifest manifest) =>
        new FieldHash("weir.plugin_manifest.1")
            .Add("manifest", Encoding.UTF8.GetString(CanonicalJson.Of(Members(manifest)).Span))
            .ToHex();

    /// <summary>The members with all defaults written out, without files and documentation.</summary>
    public static JsonElement Members(PluginManifest manifest) =>
        JsonSerializer.SerializeToElement(ManifestDocumentation.Without(manifest) with { Files = null }, PluginJsonTypes.Default.PluginManifest);
}
