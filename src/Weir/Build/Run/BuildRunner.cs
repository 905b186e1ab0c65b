using System.Globalization;
using Weir.Build.Check;
using Weir.Build.Plan;
using Weir.Build.Spec;
using Weir.Diagnostics;
using Weir.Plugins;
using Weir.Sessions;

namespace Weir.Build.Run;

/// <summary>Carries out one build: check, pin, plan, write, report. Made for one build.</summary>
/// <param name="session">Without tables; the build registers its inputs in it.</param>
/// <param name="writer">Writes outputs from statements over the session's tables.</param>
/// <param name="environment">What the build runs in.</param>
/// <param name="clock">When it starts and ends.</param>
/// <param name="span">Told of each stage; null for nobody.</param>
internal sealed class BuildRunner(Session session, IOutputWriter writer, BuildEnvironment environment, TimeProvider clock, BuildSpan? span = null)
{
    /// <summary>Runs a request to its end.</summary>
    /// <exception cref="WeirException">WEIR1xxx: the request or spec; WEIR7xxx: an input, output or artefact.</exception>
    public async Task<BuildReport> RunAsync(BuildRequest request, IProgress<BuildProgress>? progress, CancellationToken cancellation)
    {
        DateTimeOffset startedAt = clock.GetUtcNow();
        span?.Enter(BuildStage.Checking);
        progress?.Report(new BuildProgress(BuildStage.Checking));
        CheckedSpec spec = RequestCheck.Require(request);
        span?.Enter(BuildStage.Planning);
        progress?.Report(new BuildProgress(BuildStage.Planning));
        BuildPlan plan = await PlanAsync(request, spec, cancellation).ConfigureAwait(false);
        // Before anything is committed, so that no failure to tell it follows a commit.
        string? lineage = request.Orchestration.IncludeRunBundle
            ? await Task.Run(() => BuildLineage.Of(session, plan, cancellation), cancellation).ConfigureAwait(false)
            : null;
        List<CommittedOutput> committed = await WriteAsync(request, plan, startedAt, progress, cancellation).ConfigureAwait(false);
        RunTimes times = new(startedAt, clock.GetUtcNow());
        BuildReport report = Describe(request, spec, plan, lineage, committed, times);
        progress?.Report(new BuildProgress(BuildStage.Done, OutputsDone: committed.Count, OutputsTotal: committed.Count));
        return report;
    }

    /// <summary>The plan of a build: inputs opened and pinned, views bound, hashes made; no row read.</summary>
    public async Task<BuildPlan> PlanAsync(BuildRequest request, CheckedSpec spec, CancellationToken cancellation)
    {
        string baseFolder = Path.GetFullPath(request.BaseFolder ?? ".");
        string outputFolder = Path.GetFullPath(request.OutputFolder, baseFolder);
        try
        {
            InputPinning pinning = new(session, baseFolder);
            List<PinnedInput> inputs = [];
            for (int i = 0; i < spec.Spec.InputRelations.Count; i++)
                inputs.Add(await pinning.PinAsync(spec.Spec.InputRelations[i], $"$.input_relations[{i}]", cancellation).ConfigureAwait(false));
            BuildPlan plan = new Planner(new SessionBinder(session), environment).Plan(
                spec, inputs, output => Path.GetFullPath(output.DeltaLocation ?? Path.Combine(outputFolder, output.TableName), baseFolder), cancellation);
            for (int i = 0; i < plan.Outputs.Count; i++)
                await RequirePropertiesAsync(plan.Outputs[i], $"$.output_targets[{i}].table_properties", cancellation).ConfigureAwait(false);
            session.Host.Diagnostics.Emit(DiagnosticsKinds.BuildPlan, () => PlannedBuild.Of(plan));
            return plan;
        }
        catch (WeirException error) when (RequestCheck.LineOf(request, error) is { } line)
        {
            throw SpecErrors.OnLine(error, line);
        }
    }

    // The write asks again, because the table may change until then; here nothing is written yet.
    private async Task RequirePropertiesAsync(PlannedOutput output, string path, CancellationToken cancellation)
    {
        if (output.TableProperties.Count == 0)
            return;
        IReadOnlyList<string> contradictions =
            await AskedProperties.ContradictionsAsync(session.Host, output.Location, output.TableProperties, cancellation).ConfigureAwait(false);
        if (contradictions.Count > 0)
            throw SpecErrors.InvalidOutput(path, $"the table of the output '{output.TableName}' is there, and {string.Join("; ", contradictions)}");
    }

    // The first failure ends the build: what is committed stays, and the error names it.
    private async Task<List<CommittedOutput>> WriteAsync(
        BuildRequest request, BuildPlan plan, DateTimeOffset startedAt, IProgress<BuildProgress>? progress, CancellationToken cancellation)
    {
        List<CommittedOutput> committed = [];
        foreach (PlannedOutput output in plan.Outputs)
        {
            cancellation.ThrowIfCancellationRequested();
            BuildProgress state = new(BuildStage.Writing, output.TableName, committed.Count, plan.Outputs.Count);
            span?.Enter(BuildStage.Writing, output.TableName);
            progress?.Report(state);
            try
            {
                CommittedOutput done = await writer.WriteAsync(
                    output, CommitMetadata(request, plan, output, startedAt), progress is null ? null : new OutputProgress(progress, state), cancellation).ConfigureAwait(false);
                committed.Add(done);
                progress?.Report(state with
                {
                    Stage = BuildStage.Committed, OutputsDone = committed.Count,
                    RowsWritten = done.RowsWritten, FilesWritten = done.FilesAdded, BytesWritten = done.BytesWritten,
                });
            }
            catch (WeirException error)
            {
                throw BuildErrors.OutputFailed(output.TableName, [.. committed.Select(done => done.Label)], error);
            }
        }
        return committed;
    }

    private BuildReport Describe(
        BuildRequest request, CheckedSpec spec, BuildPlan plan, string? lineage, IReadOnlyList<CommittedOutput> committed, RunTimes times)
    {
        string? root = OutputRoot.Infer([.. plan.Outputs.Select(output => output.Location)]);
        BuildOrchestration asked = request.Orchestration;
        RunArtifacts artifacts = new(root, [.. committed.Select(output => output.Label)]);
        string? manifest = asked.IncludeManifest
            ? artifacts.WriteManifest(BuildJson.Write(ResponseBuilder.Manifest(plan, committed, times, environment)))
            : null;
        string? bundle = asked.IncludeRunBundle ? artifacts.BundleFolder : null;
        BuildReport report = ResponseBuilder.Report(plan, committed, times, asked, manifest, bundle);
        if (bundle is not null && lineage is not null)
        {
            artifacts.WriteBundle(
                SpecJson.ToElement(spec.Spec).GetRawText(), plan.ToText(), lineage, BuildJson.Write(report), PluginJson.Write(environment.Plugins.Snapshot));
        }
        return report;
    }

    private static Dictionary<string, string> CommitMetadata(BuildRequest request, BuildPlan plan, PlannedOutput output, DateTimeOffset startedAt)
    {
        // The build's own facts win over the spec's of the same name: they are what the history is read for.
        Dictionary<string, string> facts = new(output.WriteMetadata);
        foreach ((string tag, string value) in plan.LineageTags)
            facts[$"weir.lineage_tag.{tag}"] = value;
        facts["weir.spec_hash"] = plan.Hashes.SpecHash;
        facts["weir.envelope_hash"] = plan.Hashes.EnvelopeHash;
        facts["weir.planning_surface_hash"] = plan.Hashes.PlanningSurfaceHash;
        facts["weir.provider_identity_hash"] = plan.Hashes.ProviderIdentityHash;
        facts["weir.rulepack_fingerprint"] = plan.Hashes.RulepackFingerprint;
        facts["weir.rulepack_profile"] = plan.Rules.Profile.ToString();
        facts["weir.runtime_profile"] = request.EngineProfile;
        facts["weir.run_started_at"] = startedAt.ToString("O", CultureInfo.InvariantCulture);
        foreach (PinnedInput input in plan.Inputs.Where(input => input.Version is not null))
            facts[$"weir.input_version.{input.Name}"] = input.Version!.Value.ToString(CultureInfo.InvariantCulture);
        return facts;
    }

    private sealed class OutputProgress(IProgress<BuildProgress> progress, BuildProgress state) : IProgress<WrittenSoFar>
    {
        public void Report(WrittenSoFar value) => progress.Report(state with
        {
            RowsWritten = value.Rows, FilesWritten = value.Files, BytesWritten = value.Bytes,
        });
    }
}
