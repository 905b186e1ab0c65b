using System.Runtime.InteropServices;

namespace Weir.Plugins.Gate;

/// <summary>A platform in the words of runtime identifiers: <c>linux-x64</c>, <c>linux-musl-x64</c>, <c>osx-arm64</c>, <c>win-x64</c>.</summary>
/// <param name="System"><c>linux</c>, <c>linux-musl</c>, <c>osx</c> or <c>win</c>.</param>
/// <param name="Architecture"><c>x64</c>, <c>arm64</c>, ...</param>
internal sealed record PluginPlatform(string System, string Architecture)
{
    /// <summary>The key of managed plugins in manifests and locks.</summary>
    public const string Any = "any";

    /// <summary>The runtime identifier.</summary>
    public string Rid => $"{System}-{Architecture}";

    /// <summary>Identifiers whose libraries this platform takes, best first.</summary>
    public IReadOnlyList<string> Fitting => [Rid, Any];

    /// <summary>What libraries of this platform are called.</summary>
    public IReadOnlyList<string> LibraryNames(string plugin) => System switch
    {
        "win" => [$"{plugin}.dll"],
        "osx" => [$"lib{plugin}.dylib", $"{plugin}.dylib"],
        _ => [$"lib{plugin}.so", $"{plugin}.so"],
    };

    /// <summary>Whether a file's name ends as a library's does, on any platform.</summary>
    public static bool IsLibraryName(string path) => Path.GetExtension(path) is ".dll" or ".so" or ".dylib";

    /// <summary>The platform of a runtime identifier.</summary>
    public static PluginPlatform Parse(string rid) => rid.LastIndexOf('-') is var at and > 0
        ? new PluginPlatform(rid[..at], rid[(at + 1)..])
        : new PluginPlatform(rid, "");

    /// <summary>The platform of this process.</summary>
    public static PluginPlatform Current => new(
        OperatingSystem.IsWindows() ? "win"
            : OperatingSystem.IsMacOS() ? "osx"
            : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl" : "linux",
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant());

    /// <inheritdoc/>
    public override string ToString() => Rid;
}
