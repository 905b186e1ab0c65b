using Weir.Build;
using Weir.Build.Plan;
using Weir.Build.Run;
using Weir.Build.Spec;

namespace Weir.Tests.Build;

[Trait("Requirement", "R062")]
[Trait("Requirement", "R081")]
public sealed class ResponseBuilderTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    [Trait("Requirement", "R044")]
    public void A_report_has_every_field_of_the_contract_and_true_figures_only()
    {
        BuildReport report = ResponseBuilder.Report(
            Plan(), [Committed("t", 3)], new RunTimes(Start, Start.AddSeconds(2)), new BuildOrchestration(), "/lake/run_manifest.json", null);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Build", "report.golden.json")).ReplaceLineEndings("\n").TrimEnd(), BuildJson.Write(report));
        Assert.Equal(RunBuildContract.Version, report.ContractVersion);
    }

    [Fact]
    public void Rows_and_partitions_are_summed_over_the_outputs()
    {
        CommittedOutput partitioned = Committed("u", 0) with { PartitionCount = 5 };
        BuildReport report = ResponseBuilder.Report(Plan(), [Committed("t", 3), partitioned], new RunTimes(Start, Start), new BuildOrchestration(), null, null);
        Assert.Equal(6, report.RunResult.CollectedMetrics.PartitionCount);
        Assert.Equal(14, report.RunResult.CollectedMetrics.OutputRows);
        Assert.Null(report.Artifacts.ManifestPath);
        Assert.Empty(report.Diagnostics.Artifacts);
    }

    [Fact]
    public void An_error_becomes_an_envelope_with_stage_code_message_and_details()
    {
        WeirException error = Assert.Throws<WeirException>(() => SpecReader.Read("{"));
        BuildErrorEnvelope envelope = BuildErrorEnvelope.From(error);
        Assert.Equal(("validation", "INVALID_SPEC_JSON", error.Message), (envelope.Stage, envelope.Code, envelope.Message));
        Assert.Equal(("WEIR1003", "$", "1"), (envelope.Details["weir_code"], envelope.Details["path"], envelope.Details["line"]));
        Assert.StartsWith("{\n  \"stage\": \"validation\",\n  \"code\": \"INVALID_SPEC_JSON\",\n  \"message\":", BuildJson.Write(envelope), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_from_outside_the_build_is_a_failed_execution()
    {
        BuildErrorEnvelope envelope = BuildErrorEnvelope.From(new WeirException("WEIR4004", "syntax"));
        Assert.Equal(("runtime", "PIPELINE_EXECUTION_FAILED", "WEIR4004"), (envelope.Stage, envelope.Code, envelope.Details["weir_code"]));
    }

    private static BuildPlan Plan()
    {
        BuildWarning warning = new("semantic_validation_warning", "Compilation", "wide", new Dictionary<string, string> { ["kind"] = "BroadProjection" });
        PlanHashes hashes = new(new string('a', 64), new string('b', 64), new string('c', 64), new string('d', 64), new string('e', 64));
        return new BuildPlan(
            [new PinnedInput("in", "/in", DatasetFormat.Delta, 7, false, null)], [], [], RulePack.Of(RulepackProfile.Default, new HashSet<string>()), hashes,
            new Dictionary<string, string>(), [warning]);
    }

    private static CommittedOutput Committed(string name, long version) => new(
        new PlannedOutput(name, $"/lake/{name}", "SELECT 1", [], MaterializationMode.Overwrite, [], new Dictionary<string, string>(), null, new Dictionary<string, string>()),
        version, RowsWritten: 7, FilesAdded: 1, BytesWritten: 99, PartitionCount: 1);
}
