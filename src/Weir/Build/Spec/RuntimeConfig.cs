using System.Text.Json;

namespace Weir.Build;

/// <summary>
/// Settings of a run as the grammar of version 4 has them. This version of Weir honours
/// <paramref name="LineageTags"/>; any other setting with a value that is not its default is refused.
/// </summary>
/// <remarks>Immutable.</remarks>
/// <param name="ComplianceCapture">Not supported.</param>
/// <param name="TunerMode">Not supported: <c>Off</c>.</param>
/// <param name="CaptureSubstrait">Not supported.</param>
/// <param name="CaptureOptimizerLab">Not supported.</param>
/// <param name="CaptureDeltaCodec">Not supported.</param>
/// <param name="PushdownEnforcementMode">Not supported: <c>warn</c>.</param>
/// <param name="ExtensionGovernanceMode">Not supported: <c>permissive</c>.</param>
/// <param name="EnableTracing">Not supported: traces follow the listeners of the process.</param>
/// <param name="EnableRuleTracing">Not supported.</param>
/// <param name="EnablePlanPreview">Not supported.</param>
/// <param name="EnableFunctionFactory">Not supported.</param>
/// <param name="EnableDomainPlanner">Not supported.</param>
/// <param name="EnableRelationPlanner">Not supported.</param>
/// <param name="LineageTags">Kept in every commit as <c>weir.lineage_tag.&lt;name&gt;</c>.</param>
/// <param name="TracingPreset">Not supported.</param>
/// <param name="Tracing">Not supported.</param>
public sealed record RuntimeConfig(
    bool ComplianceCapture = false,
    string TunerMode = "Off",
    bool CaptureSubstrait = false,
    bool CaptureOptimizerLab = false,
    bool CaptureDeltaCodec = false,
    string PushdownEnforcementMode = "warn",
    string ExtensionGovernanceMode = "permissive",
    bool EnableTracing = false,
    bool EnableRuleTracing = false,
    bool EnablePlanPreview = false,
    bool EnableFunctionFactory = false,
    bool EnableDomainPlanner = false,
    bool EnableRelationPlanner = false,
    IReadOnlyDictionary<string, string>? LineageTags = null,
    string? TracingPreset = null,
    JsonElement? Tracing = null)
{
    /// <summary>Tags kept in every commit; never null.</summary>
    public IReadOnlyDictionary<string, string> LineageTags { get; init; } = LineageTags ?? new Dictionary<string, string>();
}
