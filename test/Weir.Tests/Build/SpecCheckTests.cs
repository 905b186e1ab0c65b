using Weir.Build;
using Weir.Build.Check;
using Weir.Build.Spec;

namespace Weir.Tests.Build;

[Trait("Requirement", "R078")]
public sealed class SpecCheckTests
{
    [Fact]
    public void A_valid_spec_passes() => Assert.Equal("big", Assert.Single(SpecCheck.Require(SpecReader.Read(SpecText.Valid)).Views).Name);

    [Fact]
    public void Empty_lists_of_views_and_outputs_are_told_by_their_codes()
    {
        Fails(SpecText.With("view_definitions", "[]"), "WEIR1006", "SPEC_MISSING_VIEW_DEFINITIONS", "$.view_definitions");
        Fails(SpecText.With("output_targets", "[]"), "WEIR1007", "SPEC_MISSING_OUTPUT_TARGETS", "$.output_targets");
    }

    [Theory]
    [InlineData("join_graph", "{ \"edges\": [], \"constraints\": [] }", true)]
    [InlineData("join_graph", "{ \"edges\": [{}, 1], \"constraints\": [] }", false)]
    [InlineData("rule_intents", "[]", true)]
    [InlineData("rule_intents", "[{ \"name\": \"safety\", \"class\": \"Safety\", \"params\": {} }]", false)]
    [InlineData("typed_parameters", "[]", true)]
    [InlineData("typed_parameters", "[1]", false)]
    [InlineData("rule_overlay", "null", true)]
    [InlineData("rule_overlay", "{ \"exclude_rules\": [\"a\"] }", false)]
    [InlineData("runtime_profile", "{ \"target_partitions\": 4 }", false)]
    [InlineData("cache_policy", "{ \"min_fanout\": 2 }", false)]
    [InlineData("maintenance", "{ \"checkpoint\": false }", true)]
    [InlineData("maintenance", "{ \"checkpoint\": true }", false)]
    [InlineData("runtime", "{}", true)]
    [InlineData("runtime", "{ \"tuner_mode\": \"Off\", \"tracing\": null, \"lineage_tags\": { \"a\": \"b\" } }", true)]
    public void A_member_that_is_not_acted_on_passes_only_when_empty(string member, string json, bool passes)
    {
        string text = SpecText.With(member, json);
        if (passes)
            SpecCheck.Require(SpecReader.Read(text));
        else
            Fails(text, "WEIR1009", "SPEC_FIELD_UNSUPPORTED", $"$.{member}");
    }

    [Theory]
    [InlineData("compliance_capture", "true")]
    [InlineData("tuner_mode", "\"Observe\"")]
    [InlineData("capture_substrait", "true")]
    [InlineData("capture_optimizer_lab", "true")]
    [InlineData("capture_delta_codec", "true")]
    [InlineData("pushdown_enforcement_mode", "\"strict\"")]
    [InlineData("extension_governance_mode", "\"strict_allowlist\"")]
    [InlineData("enable_tracing", "true")]
    [InlineData("enable_rule_tracing", "true")]
    [InlineData("enable_plan_preview", "true")]
    [InlineData("enable_function_factory", "true")]
    [InlineData("enable_domain_planner", "true")]
    [InlineData("enable_relation_planner", "true")]
    [InlineData("tracing_preset", "\"Maximal\"")]
    [InlineData("tracing", "{ \"enabled\": true }")]
    public void A_runtime_setting_that_is_not_acted_on_is_refused(string setting, string json) =>
        Fails(SpecText.With("runtime", $"{{ \"{setting}\": {json} }}"), "WEIR1009", "SPEC_FIELD_UNSUPPORTED", $"$.runtime.{setting}");

    [Theory]
    [InlineData("""{ "logical_name": "orders" }""", "$.input_relations[0]")]
    [InlineData("""{ "logical_name": "orders", "location": "a", "delta_location": "b" }""", "$.input_relations[0]")]
    [InlineData("""{ "logical_name": "orders", "location": " " }""", "$.input_relations[0]")]
    [InlineData("""{ "logical_name": "orders", "delta_location": "a", "format": "csv" }""", "$.input_relations[0].delta_location")]
    [InlineData("""{ "logical_name": "orders", "location": "a", "format": "text", "version_pin": 1 }""", "$.input_relations[0].version_pin")]
    [InlineData("""{ "logical_name": "orders", "location": "a", "version_pin": -1 }""", "$.input_relations[0].version_pin")]
    public void An_input_that_contradicts_itself_is_refused(string input, string path) =>
        Fails(SpecText.With("input_relations/0", input), "WEIR1011", "INVALID_INPUT_RELATION", path);

    [Theory]
    [InlineData("output_targets/0/delta_location", "\"\"", "$.output_targets[0].delta_location")]
    [InlineData("output_targets/0/max_commit_retries", "-1", "$.output_targets[0].max_commit_retries")]
    [InlineData("output_targets/0/table_name", "\"../up\"", "$.output_targets[0].table_name")]
    public void An_output_that_contradicts_itself_is_refused(string place, string json, string path) =>
        Fails(SpecText.With(place, json), "WEIR1012", "INVALID_OUTPUT_TARGET", path);

    [Theory]
    [InlineData("input_relations/0/logical_name", "\"\"", "$.input_relations[0].logical_name")]
    [InlineData("view_definitions/0/name", "\"a\\u0000b\"", "$.view_definitions[0].name")]
    [InlineData("output_targets/0/table_name", "\" \"", "$.output_targets[0].table_name")]
    public void A_name_is_printable(string place, string json, string path) =>
        Fails(SpecText.With(place, json), "WEIR1013", "INVALID_NAME", path);

    [Fact]
    public void Two_things_of_one_name_are_refused_whatever_their_case()
    {
        Fails(SpecText.With("input_relations/1", """{ "logical_name": "ORDERS", "location": "x" }"""), "WEIR1020", "DUPLICATE_INPUT", "$.input_relations[1]");
        Fails(SpecText.With("view_definitions/1", SpecText.View("Big", SpecText.Filter("orders"))), "WEIR1021", "DUPLICATE_VIEW", "$.view_definitions[1]");
        Fails(SpecText.With("view_definitions/1", SpecText.View("orders", SpecText.Filter("big"))), "WEIR1021", "DUPLICATE_VIEW", "$.view_definitions[1]");
        Fails(SpecText.With("output_targets/1", """{ "table_name": "Big_Orders", "source_view": "big" }"""), "WEIR1024", "DUPLICATE_OUTPUT", "$.output_targets[1]");
    }

    [Fact]
    public void Names_that_nothing_has_are_refused()
    {
        Fails(SpecText.With("view_definitions/0/view_dependencies", "[\"orders\"]"), "WEIR1022", "UNKNOWN_VIEW_DEPENDENCY", "$.view_definitions[0].view_dependencies[0]");
        Fails(SpecText.With("view_definitions/0/transform/source", "\"Orders\""), "WEIR1023", "UNKNOWN_VIEW_SOURCE", "$.view_definitions[0].transform.source");
        Fails(SpecText.With("output_targets/0/source_view", "\"orders\""), "WEIR1025", "UNKNOWN_OUTPUT_SOURCE", "$.output_targets[0].source_view");
    }

    [Theory]
    [InlineData("""{ "kind": "IncrementalCdf", "source": "orders" }""", "IncrementalCdf")]
    [InlineData("""{ "kind": "Metadata", "source": "orders" }""", "Metadata")]
    [InlineData("""{ "kind": "FileManifest", "source": "orders" }""", "FileManifest")]
    public void A_transform_of_a_later_version_is_refused_by_name(string transform, string kind) => Assert.Contains(
        kind, Fails(SpecText.With("view_definitions/0/transform", transform), "WEIR1010", "TRANSFORM_UNSUPPORTED", "$.view_definitions[0].transform").Message, StringComparison.Ordinal);

    [Fact]
    public void A_circle_is_told_view_by_view()
    {
        string views = $"[{SpecText.View("c", SpecText.Filter("a"))}, {SpecText.View("a", SpecText.Filter("b"))}, {SpecText.View("b", SpecText.Filter("c"))}, {SpecText.View("big", SpecText.Filter("a"))}]";
        WeirException error = Fails(SpecText.With("view_definitions", views), "WEIR1026", "VIEW_CYCLE", "$.view_definitions[1]");
        Assert.Contains("'a' -> 'b' -> 'c' -> 'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_that_reads_itself_is_a_circle() => Assert.Contains("'big' -> 'big'", Fails(
        SpecText.With("view_definitions/0/transform/source", "\"big\""), "WEIR1026", "VIEW_CYCLE", "$.view_definitions[0]").Message, StringComparison.Ordinal);

    private static WeirException Fails(string text, string id, string code, string path)
    {
        BuildSpec spec = SpecReader.Read(text);
        WeirException error = Assert.Throws<WeirException>(() => SpecCheck.Require(spec));
        Assert.Equal((id, code, "validation", path), (error.Code, error.Details["code"], error.Details["stage"], error.Details["path"]));
        return error;
    }
}
