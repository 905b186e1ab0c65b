using Weir.Build.Plan;
using Weir.Diagnostics.Payloads;

namespace Weir.Build.Run;

/// <summary>Describes a plan for sinks. Pure.</summary>
internal static class PlannedBuild
{
    public static BuildPlanned Of(BuildPlan plan) => new(
        plan.Hashes.SpecHash, plan.Hashes.EnvelopeHash, plan.Hashes.PlanningSurfaceHash, plan.Hashes.ProviderIdentityHash, plan.Hashes.RulepackFingerprint,
        plan.Rules.Profile.ToString(),
        [.. plan.Inputs.Select(input => new BuildInput(input.Name, input.Kind, input.Location, input.Version))],
        [.. plan.Outputs.Select(output => output.Location)]);
}
