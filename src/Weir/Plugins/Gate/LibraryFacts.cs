namespace Weir.Plugins.Gate;

/// <summary>What a file's own headers and tables say, read without running or mapping any of it.</summary>
internal sealed record LibraryFacts
{
    /// <summary>In words, for people.</summary>
    public required string Format { get; init; }

    /// <summary>Managed or native; null when the format holds neither that this host can judge.</summary>
    public PluginKind? Kind { get; init; }

    /// <summary>The platform as an identifier of <see cref="PluginPlatform"/>; <c>any</c> for managed code.</summary>
    public required string Platform { get; init; }

    /// <summary>The manifest's bytes; null when the library has none.</summary>
    public ReadOnlyMemory<byte>? Manifest { get; init; }

    /// <summary>True when a native library exports the entry point.</summary>
    public bool HasEntryPoint { get; init; }

    /// <summary>Libraries that the loader of the system will be asked for.</summary>
    public IReadOnlyList<string> SystemLibraries { get; init; } = [];

    /// <summary>What only assemblies have; null for native libraries.</summary>
    public AssemblyFacts? Assembly { get; init; }
}

/// <summary>What the metadata of an assembly says.</summary>
/// <param name="Name">Simple name.</param>
/// <param name="TargetFramework">For example <c>.NETCoreApp,Version=v10.0</c>; null when it is not said.</param>
/// <param name="References">Name and version of the assemblies that it was compiled against.</param>
/// <param name="Types">Full names of its public classes that can be made: not abstract, not generic.</param>
internal sealed record AssemblyFacts(
    string Name, string? TargetFramework, IReadOnlyList<(string Name, Version Version)> References, IReadOnlySet<string> Types);
