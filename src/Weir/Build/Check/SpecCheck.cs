using System.Collections.ObjectModel;
using System.Text.Json;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Sessions;

namespace Weir.Build.Check;

/// <summary>Everything about a spec that can be checked without looking at data.</summary>
internal static class SpecCheck
{
    /// <summary>Checks a spec whose variables are resolved. The first thing that is wrong is reported.</summary>
    public static CheckedSpec Require(BuildSpec spec)
    {
        if (spec.ViewDefinitions.Count == 0)
            throw SpecErrors.MissingViews();
        if (spec.OutputTargets.Count == 0)
            throw SpecErrors.MissingOutputs();
        RequireSupported(spec);
        RequireRuntimeSupported(spec.Runtime);
        RequireNames(spec);
        for (int i = 0; i < spec.InputRelations.Count; i++)
            RequireInput(spec.InputRelations[i], $"$.input_relations[{i}]");
        for (int i = 0; i < spec.OutputTargets.Count; i++)
            RequireOutput(spec.OutputTargets[i], $"$.output_targets[{i}]");
        RequireTransformsSupported(spec);
        IReadOnlyList<CheckedView> order = SpecGraph.Order(spec);
        RequireOutputSources(spec);
        return new CheckedSpec(spec, order);
    }

    private static void RequireSupported(BuildSpec spec)
    {
        (string Name, JsonElement? Value)[] members =
        [
            ("join_graph", spec.JoinGraph), ("rule_intents", spec.RuleIntents), ("typed_parameters", spec.TypedParameters),
            ("rule_overlay", spec.RuleOverlay), ("runtime_profile", spec.RuntimeProfile), ("cache_policy", spec.CachePolicy),
            ("maintenance", spec.Maintenance),
        ];
        foreach ((string name, JsonElement? value) in members)
            if (value is { } given && !IsEmpty(given))
                throw SpecErrors.FieldUnsupported($"$.{name}");
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False or JsonValueKind.Undefined => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.EnumerateObject().All(member => IsEmpty(member.Value)),
        _ => false,
    };

    private static void RequireRuntimeSupported(RuntimeConfig runtime)
    {
        (string Name, bool IsDefault)[] settings =
        [
            ("compliance_capture", !runtime.ComplianceCapture), ("tuner_mode", runtime.TunerMode == "Off"),
            ("capture_substrait", !runtime.CaptureSubstrait), ("capture_optimizer_lab", !runtime.CaptureOptimizerLab),
            ("capture_delta_codec", !runtime.CaptureDeltaCodec), ("pushdown_enforcement_mode", runtime.PushdownEnforcementMode == "warn"),
            ("extension_governance_mode", runtime.ExtensionGovernanceMode == "permissive"),
            ("enable_tracing", !runtime.EnableTracing), ("enable_rule_tracing", !runtime.EnableRuleTracing),
            ("enable_plan_preview", !runtime.EnablePlanPreview), ("enable_function_factory", !runtime.EnableFunctionFactory),
            ("enable_domain_planner", !runtime.EnableDomainPlanner), ("enable_relation_planner", !runtime.EnableRelationPlanner),
            ("tracing_preset", runtime.TracingPreset is null),
            ("tracing", runtime.Tracing is not { } tracing || IsEmpty(tracing)),
        ];
        foreach ((string name, bool isDefault) in settings)
            if (!isDefault)
                throw SpecErrors.FieldUnsupported($"$.runtime.{name}");
    }

    // The engine does not tell names apart that differ in case only, so neither may a spec.
    private static void RequireNames(BuildSpec spec)
    {
        Dictionary<string, string> seen = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < spec.InputRelations.Count; i++)
        {
            string name = RequireName(spec.InputRelations[i].LogicalName, $"$.input_relations[{i}].logical_name");
            if (!seen.TryAdd(name, $"$.input_relations[{i}]"))
                throw SpecErrors.DuplicateInput($"$.input_relations[{i}]", name, seen[name]);
        }
        for (int i = 0; i < spec.ViewDefinitions.Count; i++)
        {
            string name = RequireName(spec.ViewDefinitions[i].Name, $"$.view_definitions[{i}].name");
            if (!seen.TryAdd(name, $"$.view_definitions[{i}]"))
                throw SpecErrors.DuplicateView($"$.view_definitions[{i}]", name, seen[name]);
        }
        Dictionary<string, string> tables = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < spec.OutputTargets.Count; i++)
        {
            string name = RequireName(spec.OutputTargets[i].TableName, $"$.output_targets[{i}].table_name");
            if (!tables.TryAdd(name, $"$.output_targets[{i}]"))
                throw SpecErrors.DuplicateOutput($"$.output_targets[{i}]", name, tables[name]);
        }
    }

    private static string RequireName(string name, string path) =>
        string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl)
            ? throw SpecErrors.InvalidName(path, "the name")
            : name;

    private static void RequireInput(InputRelation input, string path)
    {
        if (input.Provider is not null || input.Plugin is not null || input.Options is not null)
        {
            RequireProvider(input, path);
            return;
        }
        if (input.DeltaLocation is null == input.Location is null)
        {
            string both = input.Location is null ? "has neither delta_location nor location" : "has both delta_location and location";
            throw SpecErrors.InvalidInput(path, $"the input '{input.LogicalName}' {both}");
        }
        if (string.IsNullOrWhiteSpace(input.DeltaLocation ?? input.Location))
            throw SpecErrors.InvalidInput(path, $"the location of the input '{input.LogicalName}' is empty");
        if (input.Format != DatasetFormat.Delta && input.DeltaLocation is not null)
            throw SpecErrors.InvalidInput($"{path}.delta_location", $"the input '{input.LogicalName}' is no Delta table, and has a delta_location");
        if (input.Format != DatasetFormat.Delta && input.VersionPin is not null)
            throw SpecErrors.InvalidInput($"{path}.version_pin", $"the input '{input.LogicalName}' is no Delta table and has no versions");
        if (input.VersionPin < 0)
            throw SpecErrors.InvalidInput($"{path}.version_pin", $"the version of the input '{input.LogicalName}' is below 0");
        if (input.TimestampPin is { } moment)
            RequireMoment(input, moment, $"{path}.timestamp_pin");
    }

    private static void RequireMoment(InputRelation input, string moment, string path)
    {
        if (input.Format != DatasetFormat.Delta)
            throw SpecErrors.InvalidInput(path, $"the input '{input.LogicalName}' is no Delta table and has no versions");
        if (input.VersionPin is not null)
            throw SpecErrors.InvalidInput(path, $"the input '{input.LogicalName}' is pinned to a version and to a moment");
        if (MomentText.Parse(moment) is null)
            throw SpecErrors.InvalidInput(path, $"'{moment}' is neither a date nor a date and a time in ISO 8601, which the input '{input.LogicalName}' is pinned to");
    }

    private static void RequireProvider(InputRelation input, string path)
    {
        if (string.IsNullOrWhiteSpace(input.Plugin) || string.IsNullOrWhiteSpace(input.Provider))
            throw SpecErrors.InvalidInput(path, $"the input '{input.LogicalName}' names a plugin or a provider, and not both");
        if (input.DeltaLocation is not null || input.Location is not null)
            throw SpecErrors.InvalidInput(path, $"the input '{input.LogicalName}' has a provider and a location");
        if (input.Format != DatasetFormat.Delta || input.VersionPin is not null || input.TimestampPin is not null || input.RequiresLineage)
            throw SpecErrors.InvalidInput(path, $"the input '{input.LogicalName}' has a provider, which has no format, version_pin, timestamp_pin or requires_lineage");
        if (input.Options is { ValueKind: not JsonValueKind.Object })
            throw SpecErrors.InvalidInput($"{path}.options", $"the options of the input '{input.LogicalName}' are no JSON object");
    }

    private static void RequireOutput(OutputTarget output, string path)
    {
        if (output.DeltaLocation is not null && string.IsNullOrWhiteSpace(output.DeltaLocation))
            throw SpecErrors.InvalidOutput($"{path}.delta_location", $"the location of the output '{output.TableName}' is empty");
        // Without a location the table's name becomes the name of its folder.
        if (output.DeltaLocation is null && (output.TableName is "." or ".." || output.TableName.AsSpan().IndexOfAny('/', '\\') >= 0))
            throw SpecErrors.InvalidOutput($"{path}.table_name", $"'{output.TableName}' cannot be the name of a folder; give a delta_location");
        if (output.MaxCommitRetries < 0)
            throw SpecErrors.InvalidOutput($"{path}.max_commit_retries", "the number of retries is below 0");
        foreach ((string name, string value) in output.TableProperties ?? ReadOnlyDictionary<string, string>.Empty)
        {
            if (AskedProperties.Fault(name, value) is { } fault)
                throw SpecErrors.InvalidOutput(JsonPositions.Member($"{path}.table_properties", name), fault);
        }
    }

    private static void RequireTransformsSupported(BuildSpec spec)
    {
        for (int i = 0; i < spec.ViewDefinitions.Count; i++)
        {
            ViewDefinition view = spec.ViewDefinitions[i];
            string? kind = view.Transform switch
            {
                IncrementalCdfTransform => "IncrementalCdf",
                MetadataTransform => "Metadata",
                FileManifestTransform => "FileManifest",
                _ => null,
            };
            if (kind is not null)
                throw SpecErrors.TransformUnsupported($"$.view_definitions[{i}].transform", kind, view.Name);
        }
    }

    private static void RequireOutputSources(BuildSpec spec)
    {
        for (int i = 0; i < spec.OutputTargets.Count; i++)
        {
            OutputTarget output = spec.OutputTargets[i];
            if (spec.ViewDefinitions.All(view => view.Name != output.SourceView))
                throw SpecErrors.UnknownOutputSource($"$.output_targets[{i}].source_view", output.TableName, output.SourceView);
        }
    }
}
