namespace Weir.Plugins;

/// <summary>
/// The manifest inside a managed plugin: hosts read it from the file before any of its code runs. The source
/// generator writes it.
/// </summary>
/// <param name="json">The manifest, without <c>files</c>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class PluginManifestAttribute(string json) : Attribute
{
    /// <summary>The manifest, a JSON object.</summary>
    public string Json => json;
}
