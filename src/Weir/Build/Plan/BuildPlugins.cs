using Weir.Plugins;

namespace Weir.Build.Plan;

/// <summary>The plugins of a build: what they are, for hashes and artefacts, and what a spec may use of them.</summary>
/// <param name="Identities">Name, version and hash of each, sorted.</param>
/// <param name="Aggregates">Aggregate functions of one argument, in lower case.</param>
/// <param name="VolatileFunctions">Functions whose result changes between calls with equal arguments, in lower case.</param>
/// <param name="Snapshot">What the host of the build can do.</param>
internal sealed record BuildPlugins(
    IReadOnlyList<string> Identities,
    IReadOnlySet<string> Aggregates,
    IReadOnlySet<string> VolatileFunctions,
    CapabilitiesSnapshot Snapshot)
{
    /// <summary>Functions whose result may differ between statements, in lower case: those of sessions that say so.</summary>
    public IReadOnlySet<string> StableFunctions { get; init; } = new HashSet<string>();
}
