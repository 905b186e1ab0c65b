using System.Globalization;
using Weir.Build.Plan;

namespace Weir.Build.Run;

/// <summary>What a run did becomes its report and its manifest. Pure: no files, no clock, no environment.</summary>
internal static class ResponseBuilder
{
    public static BuildReport Report(
        BuildPlan plan, IReadOnlyList<CommittedOutput> committed, RunTimes times, BuildOrchestration asked, string? manifestPath, string? bundleFolder)
    {
        PlanHashes hashes = plan.Hashes;
        BuildOutput[] outputs = [.. committed.Select(output => new BuildOutput(
            output.Planned.TableName, output.Planned.Location, output.RowsWritten, output.PartitionCount,
            new WriteOutcome(output.Version, output.FilesAdded, output.BytesWritten)))];
        RunResult result = new(
            outputs, hashes.SpecHash, hashes.EnvelopeHash, hashes.RulepackFingerprint,
            ComplianceCaptureJson: null, TunerHints: [], PlanBundles: [], TaskSchedule: null, StatsQuality: null,
            Metrics(outputs), TraceMetricsSummary: null, MaintenanceReports: [], plan.Warnings, times.StartedAt, times.CompletedAt);
        return new BuildReport(
            RunBuildContract.Version, result, outputs, plan.Warnings,
            new BuildDiagnostics([.. plan.Inputs.Select(Pinned), .. committed.Select(Committed)], [.. new[] { manifestPath, bundleFolder }.OfType<string>()]),
            new BuildArtifacts(manifestPath, bundleFolder, new AuxiliaryOutputs(), asked.IncludeManifest, asked.IncludeRunBundle, asked.EmitAuxiliaryOutputs),
            new DeterminismContract(hashes.SpecHash, hashes.EnvelopeHash, hashes.RulepackFingerprint));
    }

    public static RunManifest Manifest(BuildPlan plan, IReadOnlyList<CommittedOutput> committed, RunTimes times, BuildEnvironment environment) => new(
        RunBuildContract.Version, environment.WeirVersion, environment.EngineVersion, environment.Profile.Name, plan.Rules.Profile.ToString(),
        times.StartedAt, times.CompletedAt,
        plan.Hashes.SpecHash, plan.Hashes.EnvelopeHash, plan.Hashes.RulepackFingerprint, plan.Hashes.PlanningSurfaceHash, plan.Hashes.ProviderIdentityHash,
        [.. plan.Inputs.Select(input => new ManifestInput(
            input.Name, input.Location, input.Kind, input.Version, input.FilesDigest,
            input.Provider is { } provider ? new ManifestProvider(provider.Plugin, provider.OptionsJson, provider.SnapshotId) : null))],
        [.. committed.Select(output => new ManifestOutput(
            output.Planned.TableName, output.Planned.Location, output.Planned.Mode.ToString(), output.Planned.PartitionBy, output.Planned.TableProperties,
            output.Version, output.RowsWritten, output.FilesAdded, output.BytesWritten, output.Planned.Sql))],
        environment.Plugins.Snapshot);

    private static CollectedMetrics Metrics(BuildOutput[] outputs) => new(
        outputs.Sum(output => output.RowsWritten),
        SpillCount: null, SpilledBytes: null, ElapsedComputeNanos: null, PeakMemoryBytes: null, ScanSelectivity: null,
        outputs.Sum(output => output.PartitionCount),
        OperatorMetrics: []);

    private static BuildEvent Pinned(PinnedInput input)
    {
        Dictionary<string, string> facts = new() { ["input"] = input.Name, ["location"] = input.Location, ["format"] = input.Kind };
        if (input.Version is { } version)
            facts["version"] = version.ToString(CultureInfo.InvariantCulture);
        if (input.FilesDigest is { } digest)
            facts["files_digest"] = digest;
        if (input.Provider is { } provider)
        {
            facts["plugin"] = provider.Plugin;
            facts["options"] = provider.OptionsJson;
            if (provider.SnapshotId is { } snapshot)
                facts["snapshot_id"] = snapshot;
        }
        return new BuildEvent("input_pinned", facts);
    }

    private static BuildEvent Committed(CommittedOutput output)
    {
        Dictionary<string, string> facts = new()
        {
            ["output"] = output.Planned.TableName,
            ["version"] = output.Version.ToString(CultureInfo.InvariantCulture),
            ["mode"] = output.Planned.Mode.ToString(),
        };
        foreach (TableBinding table in output.Tables)
        {
            if (table.Files is { } files)
                facts[$"files_read.{table.Name}"] = string.Create(CultureInfo.InvariantCulture, $"{files.FilesRead} of {files.FilesTotal}");
        }
        return new BuildEvent("output_committed", facts);
    }
}

/// <summary>When a run began and when its last output was committed.</summary>
internal sealed record RunTimes(DateTimeOffset StartedAt, DateTimeOffset CompletedAt);
