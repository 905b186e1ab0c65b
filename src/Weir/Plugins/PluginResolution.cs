namespace Weir.Plugins;

/// <summary>The one file that a plugin was resolved to. Names and hashes follow from the file alone.</summary>
public sealed record PluginResolution
{
    /// <summary>The plugin's name.</summary>
    public required string Name { get; init; }

    /// <summary>The library's full path.</summary>
    public required string Path { get; init; }

    /// <summary>Which level of the search gave it.</summary>
    public required PluginSource Source { get; init; }

    /// <summary>BLAKE3 over the canonical form of the manifest inside the library, 64 hexadecimal digits.</summary>
    public required string ManifestHash { get; init; }

    /// <summary>SHA-256 of the library's bytes, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}
