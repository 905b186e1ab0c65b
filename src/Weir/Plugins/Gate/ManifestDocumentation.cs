namespace Weir.Plugins.Gate;

/// <summary>Documentation of functions in a manifest: beside its identity, and from either of its two places.</summary>
internal static class ManifestDocumentation
{
    /// <summary>A manifest without documentation.</summary>
    public static PluginManifest Without(PluginManifest manifest) =>
        manifest with { Functions = [.. manifest.Functions.Select(function => function with { Documentation = null })] };

    /// <summary>A manifest in which functions without documentation have that of another manifest of the same plugin.</summary>
    /// <param name="inside">The manifest inside the library.</param>
    /// <param name="beside">That of <c>plugin.json</c>; null when there is none.</param>
    public static PluginManifest Complete(PluginManifest inside, PluginManifest? beside)
    {
        if (beside is null || inside.Functions.All(function => function.Documentation is not null))
            return inside;
        return inside with
        {
            Functions =
            [
                .. inside.Functions.Select(function => function with
                {
                    Documentation = function.Documentation ?? beside.Functions.FirstOrDefault(other => other.Name == function.Name)?.Documentation,
                }),
            ],
        };
    }
}
