namespace Weir.Plugins;

/// <summary>A plugin that a user asks for.</summary>
/// <param name="Name">The plugin's name, as its manifest says it.</param>
public sealed record PluginReference(string Name)
{
    /// <summary>
    /// The library, its <c>plugin.json</c>, or a folder with a <c>plugin.json</c>; relative to the base folder of
    /// the search. Null: the plugin is searched for.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>The least isolation that the user wants. Default: what the manifest says.</summary>
    public PluginIsolation Isolation { get; init; }

    /// <summary>A JSON object that the plugin is configured with. Default: an empty one.</summary>
    public string ConfigurationJson { get; init; } = "{}";

    /// <summary>The longest that one call may take, in seconds, above 0. Null: no limit.</summary>
    public double? DeadlineSeconds { get; init; }
}
