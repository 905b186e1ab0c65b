using System.Text.Json.Serialization;

namespace Weir.Plugins;

/// <summary>The levels of the search for a plugin, in the order in which they are asked.</summary>
[JsonConverter(typeof(SnakeCaseEnum<PluginSource>))]
public enum PluginSource
{
    /// <summary>The path that the user gave.</summary>
    Explicit,
    /// <summary>The environment variable <c>WEIR_PLUGIN_PATH</c>.</summary>
    Env,
    /// <summary>The place where packages put plugins, beside the program.</summary>
    Extension,
    /// <summary>The file that <c>WEIR_PLUGIN_MANIFEST_PATH</c> names, by default <c>build/weir_plugin_manifest.json</c>.</summary>
    Manifest,
    /// <summary>What a build left in the workspace.</summary>
    Workspace,
    /// <summary>Nowhere.</summary>
    Unresolved,
    /// <summary>A stub stands in; only in tests.</summary>
    Stub,
    /// <summary>No file: an object that the program made itself.</summary>
    InMemory,
}

/// <summary>What became of a level or of one candidate.</summary>
[JsonConverter(typeof(SnakeCaseEnum<PluginSearchVerdict>))]
public enum PluginSearchVerdict
{
    /// <summary>This is the plugin.</summary>
    Taken,
    /// <summary>It would do, but an earlier one was taken.</summary>
    Shadowed,
    /// <summary>It is not the plugin, or cannot be used; the search went on.</summary>
    PassedOver,
    /// <summary>It cannot be used, and the search ended with an error: it was asked for by name or path.</summary>
    Refused,
}

/// <summary>A place that the search looked at.</summary>
/// <param name="Path">Full path of a file or folder.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Reason">Why, in one clause.</param>
public sealed record PluginCandidate(string Path, PluginSearchVerdict Verdict, string Reason);

/// <summary>One level of the search.</summary>
/// <param name="Source">Which.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Reason">Why, in one clause.</param>
/// <param name="Candidates">The places that were looked at, in order.</param>
public sealed record PluginSearchLevel(
    PluginSource Source, PluginSearchVerdict Verdict, string Reason, IReadOnlyList<PluginCandidate> Candidates);

/// <summary>Why a search found nothing that can be used.</summary>
/// <param name="Code">Stable code of the error.</param>
/// <param name="Message">What was found, where, what was expected, what to do.</param>
public sealed record PluginFault(string Code, string Message);

/// <summary>
/// How the search for one plugin went: every level in order, what was looked at, and why it was taken or passed
/// over; complete also when the plugin was found.
/// </summary>
public sealed record PluginDiscoveryReport
{
    /// <summary>The plugin that was searched for.</summary>
    public required string Name { get; init; }

    /// <summary>Full path of the library; null when it was not found, and for a stub.</summary>
    public required string? PluginPath { get; init; }

    /// <summary>The level that gave it.</summary>
    public required PluginSource Source { get; init; }

    /// <summary>The manifest inside the library; null when it was not found.</summary>
    public PluginManifest? Manifest { get; init; }

    /// <summary>As <see cref="PluginResolution.ManifestHash"/>; null when it was not found.</summary>
    public string? ManifestHash { get; init; }

    /// <summary>As <see cref="PluginResolution.Sha256"/>; null when it was not found.</summary>
    public string? Sha256 { get; init; }

    /// <summary>True while stubs stand in for plugins, which happens only in tests.</summary>
    public required bool StubEnabled { get; init; }

    /// <summary>The levels in order; empty under a stub.</summary>
    public required IReadOnlyList<PluginSearchLevel> Levels { get; init; }

    /// <summary>Why the plugin cannot be used; null when it was found.</summary>
    public PluginFault? Fault { get; init; }
}
