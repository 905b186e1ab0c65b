namespace Weir.Build;

/// <summary>Which files a run writes beside its tables.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="IncludeManifest">Whether <c>run_manifest.json</c> is written beside the outputs: hashes, inputs, versions.</param>
/// <param name="IncludeRunBundle">Whether the folder <c>run_bundle</c> is written beside the outputs: spec, plan, lineage of the outputs, and report.</param>
/// <param name="EmitAuxiliaryOutputs">Kept in the report; this version has no auxiliary outputs.</param>
public sealed record BuildOrchestration(
    bool IncludeManifest = true,
    bool IncludeRunBundle = false,
    bool EmitAuxiliaryOutputs = true);
