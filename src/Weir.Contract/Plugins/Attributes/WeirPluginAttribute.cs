namespace Weir.Plugins;

/// <summary>Makes an assembly a plugin: the source generator writes its <see cref="Plugin"/> class and its manifest.</summary>
/// <param name="name">Lower-case letters, digits and <c>_</c>, starting with a letter; unique in a host.</param>
/// <param name="version">The author's version, SemVer 2.0; null: the project's <c>Version</c>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class WeirPluginAttribute(string name, string? version = null) : Attribute
{
    /// <summary>The plugin's name.</summary>
    public string Name => name;

    /// <summary>The author's version; null: the project's.</summary>
    public string? Version => version;

    /// <summary>True: hosts run the plugin in a child process unless their user says otherwise. Default: false.</summary>
    public bool Isolated { get; set; }

    /// <summary>Free words about the build. Recorded, never compared.</summary>
    public string[] Features { get; set; } = [];

    /// <summary>Who publishes it; null: nobody says so.</summary>
    public string? Publisher { get; set; }

    /// <summary>SPDX expression of its licence; null: nobody says so.</summary>
    public string? License { get; set; }

    /// <summary>JSON Schema of the configuration that the plugin takes; null: it takes none.</summary>
    public string? ConfigurationSchema { get; set; }
}
