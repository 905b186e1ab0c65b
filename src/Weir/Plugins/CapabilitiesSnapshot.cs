namespace Weir.Plugins;

/// <summary>How many functions a host knows, and which.</summary>
/// <param name="Scalar">Functions of one row, the host's and the plugins'.</param>
/// <param name="Aggregate">Functions of many rows.</param>
/// <param name="Window">Functions over partitions.</param>
/// <param name="Table">Functions that give a table.</param>
/// <param name="TableProviders">Kinds of tables that are opened by name.</param>
/// <param name="RelationPlanners">Rewriters of syntax trees.</param>
/// <param name="Custom">Functions among these that come from plugins.</param>
/// <param name="Hash">BLAKE3 over owner, kind and name of each in order, 64 hexadecimal digits.</param>
public sealed record FunctionRegistrySummary(
    int Scalar, int Aggregate, int Window, int Table, int TableProviders, int RelationPlanners, int Custom, string Hash);

/// <summary>A loaded plugin in a snapshot.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its author's version.</param>
/// <param name="BuildId">Names the very build.</param>
/// <param name="Kind">Managed or native.</param>
/// <param name="Isolation">Where its code runs: <c>in_process</c> or <c>process</c>.</param>
/// <param name="Abi">The ABI that it was built for.</param>
/// <param name="EngineMajor">The engine major that it was built for.</param>
/// <param name="ArrowMajor">The Arrow major that it was built for.</param>
/// <param name="Capabilities">What it offers, as in its manifest.</param>
/// <param name="Source">The level of the search that found it.</param>
/// <param name="Path">Full path of its library; null for a stub and for an object that the program made.</param>
/// <param name="ManifestHash">As <see cref="PluginResolution.ManifestHash"/>; null without a file.</param>
/// <param name="Sha256">As <see cref="PluginResolution.Sha256"/>; null without a file.</param>
public sealed record PluginSnapshot(
    string Name,
    string Version,
    string BuildId,
    PluginKind Kind,
    PluginIsolation Isolation,
    PluginAbiVersion Abi,
    uint EngineMajor,
    uint ArrowMajor,
    IReadOnlyList<string> Capabilities,
    PluginSource Source,
    string? Path,
    string? ManifestHash,
    string? Sha256);

/// <summary>
/// What a host can do at one moment: its versions, its functions, its plugins. A host that starts is gated on it,
/// and every run keeps it among its artefacts. Equal hosts give equal snapshots; no time is in it.
/// </summary>
public sealed record CapabilitiesSnapshot
{
    /// <summary>The version of this form.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Equal to 1.</summary>
    public required int SnapshotVersion { get; init; }

    /// <summary>The library's version.</summary>
    public required string WeirVersion { get; init; }

    /// <summary>The engine's version, for example <c>v1.5.6</c>.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>The engine major that plugins must have been built for.</summary>
    public required uint EngineMajor { get; init; }

    /// <summary>The major of the Arrow C interfaces that plugins must have been built for.</summary>
    public required uint ArrowMajor { get; init; }

    /// <summary>The plugin ABI of this host.</summary>
    public required PluginAbiVersion PluginAbi { get; init; }

    /// <summary>Whether SQL can make functions that need a plugin's factory; this host has none.</summary>
    public bool FunctionFactory { get; init; }

    /// <summary>Whether plugins can plan single expressions; this host has no such hook.</summary>
    public bool ExprPlanners { get; init; }

    /// <summary>Whether plugins can rewrite syntax trees.</summary>
    public bool RelationPlanners { get; init; } = true;

    /// <summary>Whether functions can wait without a thread; in this host they cannot.</summary>
    public bool AsyncUdf { get; init; }

    /// <summary>Whether plans are exchanged as Substrait; in this host they are not.</summary>
    public bool Substrait { get; init; }

    /// <summary>True while stubs stand in for plugins, which happens only in tests.</summary>
    public bool StubEnabled { get; init; }

    /// <summary>The functions.</summary>
    public required FunctionRegistrySummary UdfRegistry { get; init; }

    /// <summary><see cref="FunctionRegistrySnapshot.Hash"/> of the functions that the host and its plugins add to the engine.</summary>
    public string RegistrySnapshotHash { get; init; } = "";

    /// <summary>The loaded plugins, in order of name.</summary>
    public required IReadOnlyList<PluginSnapshot> Plugins { get; init; }
}
