namespace Weir.Plugins;

/// <summary>A version of the plugin ABI.</summary>
/// <param name="Major">Checked: equal to the host's.</param>
/// <param name="Minor">Checked: not above the host's.</param>
public sealed record PluginAbiVersion(ushort Major, ushort Minor);

/// <summary>
/// What a plugin says about itself, readable without running it. It stands twice: inside the library, and as
/// <c>plugin.json</c> beside it, there with <see cref="Files"/>; both must say the same.
/// </summary>
/// <remarks>
/// Every member says whether a host checks it or only records it. Immutable; made from text by
/// <see cref="PluginJson.ReadManifest"/>, which takes no member that is not listed here.
/// </remarks>
public sealed record PluginManifest
{
    // The generated reader sets members that the text does not have to null or zero; they get their defaults here.

    /// <summary>The version of this form, the one that this host reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Checked: equal to 1.</summary>
    public required int ManifestVersion { get; init; }

    /// <summary>
    /// Checked: the name that was asked for, the allow-list, the lock and the loaded plugin's own word. Lower-case
    /// letters, digits and <c>_</c>, starting with a letter, at most 63.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Checked: against the lock and the loaded plugin's own word. SemVer 2.0.</summary>
    public required string Version { get; init; }

    /// <summary>Informational: names the very build (commit, time, profile). Recorded, never compared with a host's.</summary>
    public string BuildId { get; init => field = value ?? ""; } = "";

    /// <summary>Checked: the library is of this kind.</summary>
    public required PluginKind Kind { get; init; }

    /// <summary>Checked: the least isolation under which the plugin is loaded, <c>in_process</c> or <c>process</c>.</summary>
    public PluginIsolation Isolation
    {
        get;
        init => field = value == PluginIsolation.Manifest ? PluginIsolation.InProcess : value;
    } = PluginIsolation.InProcess;

    /// <summary>Checked: by the rule of fit of COMPATIBILITY.md.</summary>
    public required PluginAbiVersion Abi { get; init; }

    /// <summary>Checked: equal to the host's engine major.</summary>
    public required uint EngineMajor { get; init; }

    /// <summary>Checked: equal to the host's major of the Arrow C interfaces.</summary>
    public required uint ArrowMajor { get; init; }

    /// <summary>
    /// Checked: each is known to the host, stands once, and has an export; every export has its capability. Names:
    /// <c>table_providers</c>, <c>scalar_functions</c>, <c>aggregate_functions</c>, <c>window_functions</c>,
    /// <c>table_functions</c>, <c>relation_planners</c>.
    /// </summary>
    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary>Checked: exactly these are exported. All kinds.</summary>
    public IReadOnlyList<DeclaredFunction> Functions { get; init => field = value ?? []; } = [];

    /// <summary>Checked: exactly these table providers are exported.</summary>
    public IReadOnlyList<string> Providers { get; init => field = value ?? []; } = [];

    /// <summary>Checked: exactly these relation planners are exported.</summary>
    public IReadOnlyList<string> Planners { get; init => field = value ?? []; } = [];

    /// <summary>Informational: free words about the build.</summary>
    public IReadOnlyList<string> Features { get; init => field = value ?? []; } = [];

    /// <summary>Informational: who publishes the plugin.</summary>
    public string? Publisher { get; init; }

    /// <summary>Informational: its licence, an SPDX expression.</summary>
    public string? License { get; init; }

    /// <summary>Checked: the full name of the class derived from <see cref="Plugin"/>. Managed plugins have it, native ones do not.</summary>
    public string? EntryType { get; init; }

    /// <summary>
    /// Checked: the library of each platform, relative to <c>plugin.json</c>, by runtime identifier
    /// (<c>linux-x64</c>); <c>any</c> for managed plugins. Null inside the library.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Files { get; init; }
}
