using Weir.Plugins;

namespace Weir.Build.Run;

/// <summary>What ran, exactly: enough to run it again and to see whether it would be the same.</summary>
internal sealed record RunManifest(
    int ContractVersion,
    string WeirVersion,
    string EngineVersion,
    string EngineProfile,
    string RulepackProfile,
    DateTimeOffset StartedAt,
    DateTimeOffset CompletedAt,
    string SpecHash,
    string EnvelopeHash,
    string RulepackFingerprint,
    string PlanningSurfaceHash,
    string ProviderIdentityHash,
    IReadOnlyList<ManifestInput> Inputs,
    IReadOnlyList<ManifestOutput> Outputs,
    CapabilitiesSnapshot CapabilitiesSnapshot);

internal sealed record ManifestInput(
    string LogicalName, string Location, string Format, long? Version, string? FilesDigest, ManifestProvider? Provider);

internal sealed record ManifestProvider(string Plugin, string Options, string? SnapshotId);

internal sealed record ManifestOutput(
    string TableName, string DeltaLocation, string MaterializationMode, IReadOnlyList<string> PartitionBy, IReadOnlyDictionary<string, string> TableProperties,
    long DeltaVersion, long RowsWritten, int FilesAdded, long BytesWritten, string Sql);
