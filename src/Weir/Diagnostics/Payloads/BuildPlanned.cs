namespace Weir.Diagnostics.Payloads;

/// <summary>What a build is going to do: its hashes, its inputs in their versions, its outputs.</summary>
internal sealed record BuildPlanned(
    string SpecHash, string EnvelopeHash, string PlanningSurfaceHash, string ProviderIdentityHash, string RulepackFingerprint, string RulepackProfile,
    IReadOnlyList<BuildInput> Inputs, IReadOnlyList<string> Outputs);

/// <summary>An input that is held to a version.</summary>
internal sealed record BuildInput(string Name, string Kind, string Location, long? DeltaVersion);
