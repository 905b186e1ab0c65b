using System.Text.Json.Serialization;

namespace Weir.Plugins;

/// <summary>How a check of a plugin ended.</summary>
[JsonConverter(typeof(SnakeCaseEnum<PluginCheckVerdict>))]
public enum PluginCheckVerdict
{
    /// <summary>What must hold, holds.</summary>
    Passed,
    /// <summary>It does not hold; the plugin is not loaded.</summary>
    Failed,
    /// <summary>There was nothing to check, or an earlier failure took away what it needs; the message says which.</summary>
    NotChecked,
}

/// <summary>One check of a plugin's file.</summary>
/// <param name="Name">A stable name, in snake_case.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Code">Stable code of the error when it failed; else null.</param>
/// <param name="Message">What was found; when it failed, also what was expected and how to mend it.</param>
public sealed record PluginCheck(string Name, PluginCheckVerdict Verdict, string? Code, string Message);

/// <summary>A file that a plugin brings and needs, other than its own library.</summary>
/// <param name="File">Relative to the plugin's folder.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 hexadecimal digits.</param>
public sealed record PluginDependency(string File, string Sha256);

/// <summary>What can be told of a plugin's file without running any of its code.</summary>
public sealed record PluginInspection
{
    /// <summary>Full path of the library, or of what was given when it leads to none.</summary>
    public required string Path { get; init; }

    /// <summary>Full path of the <c>plugin.json</c> that belongs to the library; null when there is none.</summary>
    public string? PackageManifestPath { get; init; }

    /// <summary>What the file is, for example <c>ELF 64-bit x64 shared library</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Size of the library in bytes; 0 when it cannot be read.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 of the library's bytes, 64 hexadecimal digits; null when it cannot be read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The manifest inside the library; null when there is none that can be read.</summary>
    public PluginManifest? Manifest { get; init; }

    /// <summary>As <see cref="PluginResolution.ManifestHash"/>; null without a manifest.</summary>
    public string? ManifestHash { get; init; }

    /// <summary>Files beside the library that it loads; their hashes are checked when they are loaded.</summary>
    public IReadOnlyList<PluginDependency> Dependencies { get; init; } = [];

    /// <summary>Libraries of the system that a native library asks the loader for; nobody checks those.</summary>
    public IReadOnlyList<string> SystemLibraries { get; init; } = [];

    /// <summary>Every check in order, also behind the first that failed.</summary>
    public required IReadOnlyList<PluginCheck> Checks { get; init; }

    /// <summary>True when no check failed.</summary>
    public bool IsAccepted => Checks.All(check => check.Verdict != PluginCheckVerdict.Failed);
}
