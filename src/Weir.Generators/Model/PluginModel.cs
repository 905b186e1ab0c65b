namespace Weir.Generators.Model;

/// <summary>What the assembly's attribute says.</summary>
internal sealed record PluginModel(string Name, string? Version)
{
    public bool IsIsolated { get; init; }

    public EquatableArray<string> Features { get; init; }

    public string? Publisher { get; init; }

    public string? License { get; init; }

    public string? ConfigurationSchema { get; init; }
}

/// <summary>What the build says.</summary>
/// <param name="Version">The project's version.</param>
/// <param name="BuildId">Names the very build.</param>
/// <param name="IsNative">Whether the export of a native library is wanted.</param>
internal sealed record BuildModel(string Version, string BuildId, bool IsNative);
