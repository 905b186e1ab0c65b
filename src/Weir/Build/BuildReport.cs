using System.Text.Json.Serialization;

namespace Weir.Build;

/// <summary>
/// What a build did: the response of the build contract, version <see cref="RunBuildContract.Version"/>.
/// Every figure is of this run's own commits; a figure that is not known is null.
/// </summary>
/// <remarks>Immutable. <see cref="BuildJson.Write(BuildReport)"/> gives its JSON.</remarks>
/// <param name="ContractVersion"><see cref="RunBuildContract.Version"/>.</param>
/// <param name="RunResult">The run.</param>
/// <param name="Outputs">The tables written, in order; the same as in the run.</param>
/// <param name="Warnings">What did not stop the build; the same as in the run.</param>
/// <param name="Diagnostics">What happened, in order.</param>
/// <param name="Artifacts">Files written beside the tables.</param>
/// <param name="DeterminismContract">A later run is a replay when all of these are the same.</param>
public sealed record BuildReport(
    int ContractVersion,
    RunResult RunResult,
    IReadOnlyList<BuildOutput> Outputs,
    IReadOnlyList<BuildWarning> Warnings,
    BuildDiagnostics Diagnostics,
    BuildArtifacts Artifacts,
    DeterminismContract DeterminismContract);

/// <summary>The run itself.</summary>
/// <remarks>
/// Immutable. The contract's fields for captures that this version does not make are null or empty:
/// they say that nothing was captured.
/// </remarks>
/// <param name="Outputs">The tables written, in order.</param>
/// <param name="SpecHash">BLAKE3 of the canonical spec, 64 hexadecimal digits.</param>
/// <param name="EnvelopeHash">BLAKE3 of everything that identifies the run, 64 hexadecimal digits.</param>
/// <param name="RulepackFingerprint">BLAKE3 of the rules that applied, 64 hexadecimal digits.</param>
/// <param name="ComplianceCaptureJson">Always null.</param>
/// <param name="TunerHints">Always empty.</param>
/// <param name="PlanBundles">Always empty.</param>
/// <param name="TaskSchedule">Always null.</param>
/// <param name="StatsQuality">Always null.</param>
/// <param name="CollectedMetrics">What was measured.</param>
/// <param name="TraceMetricsSummary">Always null.</param>
/// <param name="MaintenanceReports">Always empty.</param>
/// <param name="Warnings">What did not stop the build.</param>
/// <param name="StartedAt">When the run began.</param>
/// <param name="CompletedAt">When its last output was committed.</param>
public sealed record RunResult(
    IReadOnlyList<BuildOutput> Outputs,
    string SpecHash,
    string EnvelopeHash,
    string RulepackFingerprint,
    string? ComplianceCaptureJson,
    IReadOnlyList<string> TunerHints,
    IReadOnlyList<string> PlanBundles,
    string? TaskSchedule,
    string? StatsQuality,
    CollectedMetrics CollectedMetrics,
    string? TraceMetricsSummary,
    IReadOnlyList<string> MaintenanceReports,
    IReadOnlyList<BuildWarning> Warnings,
    DateTimeOffset StartedAt,
    DateTimeOffset CompletedAt);

/// <summary>A table that was written.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="TableName">Its name in the spec.</param>
/// <param name="DeltaLocation">Absolute path of its root folder.</param>
/// <param name="RowsWritten">Rows that this run added.</param>
/// <param name="PartitionCount">Distinct partition values among the files of this commit; 1 without partition columns, 0 without files.</param>
/// <param name="WriteOutcome">The commit.</param>
public sealed record BuildOutput(
    string TableName,
    string DeltaLocation,
    long RowsWritten,
    int PartitionCount,
    WriteOutcome WriteOutcome);

/// <summary>The commit of one output, as the writer reported it.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="DeltaVersion">The version that the commit made.</param>
/// <param name="FilesAdded">Data files that it added.</param>
/// <param name="BytesWritten">Bytes of these files.</param>
public sealed record WriteOutcome(long DeltaVersion, int FilesAdded, long BytesWritten)
{
    /// <summary>Always <c>captured</c>: the figures come from the commit itself.</summary>
    [JsonPropertyOrder(-1)]
    public string Status { get; } = "captured";
}

/// <summary>What was measured of the run. Null is not measured; it is never zero by default.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="OutputRows">Rows written to all outputs.</param>
/// <param name="SpillCount">Not measured: always null.</param>
/// <param name="SpilledBytes">Not measured: always null.</param>
/// <param name="ElapsedComputeNanos">Not measured: always null.</param>
/// <param name="PeakMemoryBytes">Not measured: always null.</param>
/// <param name="ScanSelectivity">Not measured: always null.</param>
/// <param name="PartitionCount">Sum over the outputs.</param>
/// <param name="OperatorMetrics">Not measured: always empty.</param>
public sealed record CollectedMetrics(
    long OutputRows,
    long? SpillCount,
    long? SpilledBytes,
    long? ElapsedComputeNanos,
    long? PeakMemoryBytes,
    double? ScanSelectivity,
    int PartitionCount,
    IReadOnlyList<string> OperatorMetrics);

/// <summary>What happened during the run.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Events">Inputs pinned and outputs committed, in order.</param>
/// <param name="Artifacts">Absolute paths of the files written beside the tables.</param>
public sealed record BuildDiagnostics(IReadOnlyList<BuildEvent> Events, IReadOnlyList<string> Artifacts);

/// <summary>Something that happened.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Name"><c>input_pinned</c> or <c>output_committed</c>.</param>
/// <param name="Facts">Facts by name; <c>files_read.x</c> of a committed output tells how many files of the Delta table x its query read, of how many.</param>
public sealed record BuildEvent(string Name, IReadOnlyDictionary<string, string> Facts);

/// <summary>Files written beside the tables. A path is given for a file that exists, and for no other.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="ManifestPath">Absolute path of the run manifest; null when none was written.</param>
/// <param name="RunBundleDir">Absolute path of the run bundle; null when none was written.</param>
/// <param name="AuxiliaryOutputs">Holds no path in this version.</param>
/// <param name="IncludeManifest">As requested.</param>
/// <param name="IncludeRunBundle">As requested.</param>
/// <param name="EmitAuxiliaryOutputs">As requested.</param>
public sealed record BuildArtifacts(
    string? ManifestPath,
    string? RunBundleDir,
    AuxiliaryOutputs AuxiliaryOutputs,
    bool IncludeManifest,
    bool IncludeRunBundle,
    bool EmitAuxiliaryOutputs);

/// <summary>Tables that other builds derive beside their outputs; this version writes none.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="NormalizeOutputsDelta">Always null.</param>
/// <param name="ExtractErrorArtifactsDelta">Always null.</param>
/// <param name="RunManifestDelta">Always null.</param>
public sealed record AuxiliaryOutputs(
    string? NormalizeOutputsDelta = null,
    string? ExtractErrorArtifactsDelta = null,
    string? RunManifestDelta = null);

/// <summary>The three hashes that make a run a replay of another.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="SpecHash">As in the run.</param>
/// <param name="EnvelopeHash">As in the run.</param>
/// <param name="RulepackFingerprint">As in the run.</param>
public sealed record DeterminismContract(string SpecHash, string EnvelopeHash, string RulepackFingerprint);
