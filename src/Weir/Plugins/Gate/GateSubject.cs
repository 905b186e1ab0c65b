using Weir.Plugins.Discovery;

namespace Weir.Plugins.Gate;

/// <summary>What is judged, and by what.</summary>
internal sealed record GateSubject
{
    public required PluginPackage Package { get; init; }

    public required PluginFile File { get; init; }

    public required PluginHostFacts Host { get; init; }

    public required IReadOnlyList<string>? AllowedNames { get; init; }

    public required LockState Lock { get; init; }

    /// <summary>Files beside the library that it loads.</summary>
    public required DependencyList Dependencies { get; init; }

    /// <summary>The name that was asked for; null when a file was asked for.</summary>
    public string? ExpectedName { get; init; }

    /// <summary>The manifest's name for messages; the file's when there is no manifest.</summary>
    public string PluginName => File.Manifest?.Name ?? Path.GetFileName(File.Path);
}
