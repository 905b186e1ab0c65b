namespace Weir.Plugins;

/// <summary>Who a plugin is.</summary>
/// <param name="Name">Lower-case letters, digits and <c>_</c>, starting with a letter; unique in a host.</param>
/// <param name="Version">The author's version, SemVer 2.0.</param>
public sealed record PluginDescription(string Name, string Version)
{
    /// <summary>Names the very build: commit, time, profile. Recorded, never compared.</summary>
    public string BuildId { get; init; } = "";

    /// <summary>Free words about the build, for example <c>simd</c>. Recorded, never compared.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>JSON Schema of the configuration that <see cref="Plugin.Configure"/> takes; null when there is none to take.</summary>
    public string? ConfigurationSchemaJson { get; init; }
}
