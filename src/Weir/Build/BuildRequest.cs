using System.Collections.ObjectModel;
using Weir.Plugins;

namespace Weir.Build;

/// <summary>What to build and with which resources.</summary>
/// <remarks>Immutable; may be run any number of times.</remarks>
/// <param name="SpecJson">The text of an execution spec, version 4.</param>
public sealed record BuildRequest(string SpecJson)
{
    /// <summary>
    /// Resources of the engine: <c>small</c> (4 threads, 512 MiB of memory, 1 GiB of spill space), <c>medium</c>
    /// (8 threads, 2 GiB, 10 GiB) or <c>large</c> (16 threads, 8 GiB, 100 GiB). Default <c>medium</c>. Spills to
    /// <see cref="WeirOptions.SpillFolder"/>, or below the system's temporary folder when that is null.
    /// </summary>
    public string EngineProfile { get; init; } = "medium";

    /// <summary>Replaces the spec's <c>runtime</c> as a whole; null (the default) keeps the spec's.</summary>
    public RuntimeConfig? Runtime { get; init; }

    /// <summary>Which files the run writes beside its tables. Default: the run manifest only.</summary>
    public BuildOrchestration Orchestration { get; init; } = new();

    /// <summary>
    /// Values of the variables in the spec's locations, by name: one for each that has no default, and for
    /// those whose default is to be replaced. A name that the spec does not use is refused (WEIR1014).
    /// </summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The folder that relative locations of the spec start from. Default: the current folder of the process.</summary>
    public string? BaseFolder { get; init; }

    /// <summary>
    /// Plugins of this build beside those of <see cref="WeirOptions.Plugins"/>, loaded through the same gate before
    /// anything else is done. Default: none.
    /// </summary>
    public IReadOnlyList<PluginReference> Plugins { get; init; } = [];

    /// <summary>
    /// The folder for outputs without a location of their own, each in a folder with its table's name.
    /// Relative to <see cref="BaseFolder"/>. Default <c>weir-output</c>.
    /// </summary>
    public string OutputFolder { get; init; } = "weir-output";

    /// <summary>Reads a request of the build contract: <c>spec_json</c>, <c>engine_profile</c>, <c>runtime</c>, <c>orchestration</c>.</summary>
    /// <param name="json">The request.</param>
    /// <returns>The request, not yet checked against its spec.</returns>
    /// <exception cref="WeirException">WEIR1001: not a request; WEIR1002: no spec.</exception>
    public static BuildRequest Parse(string json)
    {
        WrittenRequest written = WrittenRequest.Read(json);
        return new BuildRequest(written.SpecJson!)
        {
            EngineProfile = written.EngineProfile,
            Runtime = written.Runtime,
            Orchestration = written.Orchestration ?? new BuildOrchestration(),
        };
    }
}
