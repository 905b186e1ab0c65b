using Weir.Build;
using Weir.Build.Spec;

namespace Weir.Tests.Build;

public sealed class SpecReaderTests
{
    [Fact]
    [Trait("Requirement", "R053")]
    public void A_spec_is_read_with_its_defaults()
    {
        BuildSpec spec = SpecReader.Read(SpecText.Valid);
        Assert.Equal(4, spec.Version);
        InputRelation input = Assert.Single(spec.InputRelations);
        Assert.Equal(("orders", "orders.csv", DatasetFormat.Csv, false, null), (input.LogicalName, input.Location, input.Format, input.RequiresLineage, input.VersionPin));
        ViewDefinition view = Assert.Single(spec.ViewDefinitions);
        Assert.Equal("amount > 10", Assert.IsType<FilterTransform>(view.Transform).Predicate);
        Assert.Empty(view.ViewDependencies);
        Assert.Empty(view.OutputSchema.Columns);
        OutputTarget output = Assert.Single(spec.OutputTargets);
        Assert.Equal(MaterializationMode.Overwrite, output.MaterializationMode);
        Assert.Empty(output.Columns);
        Assert.Empty(output.PartitionBy);
        Assert.Empty(output.WriteMetadata);
        Assert.Null(output.MaxCommitRetries);
        Assert.Equal(RulepackProfile.Default, spec.RulepackProfile);
        Assert.Equal("Off", spec.Runtime.TunerMode);
        Assert.Empty(spec.Runtime.LineageTags);
    }

    [Fact]
    public void The_kind_of_a_transform_may_stand_anywhere()
    {
        string text = SpecText.With("view_definitions/0/transform", """{ "source": "orders", "columns": ["a"], "kind": "Project" }""");
        Assert.Equal(["a"], Assert.IsType<ProjectTransform>(SpecReader.Read(text).ViewDefinitions[0].Transform).Columns);
    }

    [Fact]
    public void Every_transform_of_the_grammar_is_read()
    {
        (string Json, Type Type)[] kinds =
        [
            ("""{ "kind": "Normalize", "source": "orders", "id_columns": ["a"], "span_columns": ["b", "c"], "text_columns": ["d"] }""", typeof(NormalizeTransform)),
            ("""{ "kind": "Relate", "left": "orders", "right": "orders", "join_type": "Semi", "join_keys": [{ "left_key": "a", "right_key": "b" }] }""", typeof(RelateTransform)),
            ("""{ "kind": "Union", "sources": ["orders", "orders"], "discriminator_column": "d", "distinct": true }""", typeof(UnionTransform)),
            ("""{ "kind": "Project", "source": "orders", "columns": ["a"] }""", typeof(ProjectTransform)),
            ("""{ "kind": "Filter", "source": "orders", "predicate": "true" }""", typeof(FilterTransform)),
            ("""{ "kind": "Aggregate", "source": "orders", "group_by": ["a"], "aggregations": [{ "column": "b", "function": "sum", "alias": "s" }] }""", typeof(AggregateTransform)),
            ("""{ "kind": "IncrementalCdf", "source": "orders", "starting_version": 1 }""", typeof(IncrementalCdfTransform)),
            ("""{ "kind": "Metadata", "source": "orders" }""", typeof(MetadataTransform)),
            ("""{ "kind": "FileManifest", "source": "orders" }""", typeof(FileManifestTransform)),
            ("""{ "kind": "CpgEmit", "output_kind": "EdgesBySrc", "sources": ["orders"] }""", typeof(CpgEmitTransform)),
        ];
        foreach ((string json, Type type) in kinds)
            Assert.IsType(type, SpecReader.Read(SpecText.With("view_definitions/0/transform", json)).ViewDefinitions[0].Transform);
    }

    [Theory]
    [Trait("Requirement", "R053")]
    [Trait("Requirement", "R078")]
    [InlineData("surprise", "1", "$.surprise")]
    [InlineData("version", "\"4\"", "$.version")]
    [InlineData("input_relations", "{}", "$.input_relations")]
    [InlineData("input_relations/0/logical_name", "null", "$.input_relations[0].logical_name")]
    [InlineData("input_relations/0/format", "\"CSV\"", "$.input_relations[0].format")]
    [InlineData("input_relations/0/format", "2", "$.input_relations[0].format")]
    [InlineData("input_relations/0/version_pin", "1.5", "$.input_relations[0].version_pin")]
    [InlineData("view_definitions/0/extra", "true", "$.view_definitions[0].extra")]
    [InlineData("view_definitions/0/view_dependencies", "[null]", "$.view_definitions[0].view_dependencies[0]")]
    [InlineData("view_definitions/0/output_schema", "{\"columns\":{\"a\":null}}", "$.view_definitions[0].output_schema.columns.a")]
    [InlineData("view_definitions/0/transform", "{\"source\":\"a\"}", "$.view_definitions[0].transform")]
    [InlineData("view_definitions/0/transform/kind", "\"filter\"", "$.view_definitions[0].transform.kind")]
    [InlineData("view_definitions/0/transform/surprise", "1", "$.view_definitions[0].transform.surprise")]
    [InlineData("view_definitions/0/transform/predicate", "[]", "$.view_definitions[0].transform.predicate")]
    [InlineData("output_targets/0/materialization_mode", "\"append\"", "$.output_targets[0].materialization_mode")]
    [InlineData("output_targets/0/write_metadata", "{\"k\":null}", "$.output_targets[0].write_metadata.k")]
    [InlineData("rulepack_profile", "\"strict\"", "$.rulepack_profile")]
    [InlineData("runtime", "{\"surprise\":1}", "$.runtime.surprise")]
    public void What_the_grammar_does_not_allow_is_refused_with_its_path_and_line(string place, string json, string path)
    {
        WeirException error = Fails(SpecText.With(place, json), "INVALID_SPEC_JSON");
        Assert.Equal(("WEIR1003", "validation", path, "1"), (error.Code, error.Details["stage"], error.Details["path"], error.Details["line"]));
    }

    [Theory]
    [InlineData("surprise", "1", "there is no member 'surprise' here")]
    [InlineData("version", "\"4\"", "the value is not of the kind that belongs here")]
    [InlineData("input_relations/0/version_pin", "1.5", "the value is not of the kind that belongs here")]
    public void A_message_speaks_of_the_spec_and_not_of_types(string place, string value, string expected)
    {
        string message = Fails(SpecText.With(place, value), "INVALID_SPEC_JSON").Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("Weir.Build", message, StringComparison.Ordinal);
        Assert.DoesNotContain(".NET", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version")]
    [InlineData("input_relations")]
    [InlineData("view_definitions")]
    [InlineData("output_targets")]
    [InlineData("view_definitions/0/transform/predicate")]
    [InlineData("output_targets/0/source_view")]
    public void A_required_member_cannot_be_left_out(string place) =>
        Assert.Contains(place.Split('/')[^1], Fails(SpecText.Without(place), "INVALID_SPEC_JSON").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("4")]
    [InlineData("{ \"version\": 4, }")]
    [InlineData("{ \"version\": 4, \"version\": 4 }")]
    [InlineData("{ \"version\": 4 } {}")]
    public void A_text_that_is_no_json_object_is_refused(string text) => Fails(text, "INVALID_SPEC_JSON");

    [Fact]
    public void The_line_of_a_fault_is_counted_in_the_text()
    {
        string text = SpecText.Valid.Replace("\"view_kind\": \"filter\"", "\"view_kind\": 7", StringComparison.Ordinal);
        WeirException error = Fails(text, "INVALID_SPEC_JSON");
        Assert.Equal(("5", "$.view_definitions[0].view_kind"), (error.Details["line"], error.Details["path"]));
        Assert.Equal("3", Fails("{\n\"a\": 1,\nx}", "INVALID_SPEC_JSON").Details["line"]);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("5")]
    [InlineData("4.5")]
    [InlineData("-1")]
    public void Another_version_is_refused(string version) =>
        Assert.Equal("WEIR1005", Fails(SpecText.With("version", version), "SPEC_VERSION_UNSUPPORTED").Code);

    [Fact]
    public void A_spec_of_version_3_is_told_so_whatever_else_it_holds() =>
        Fails("""{ "version": 3, "relations": [] }""", "SPEC_VERSION_UNSUPPORTED");

    [Fact]
    public void Templates_of_version_3_are_refused_by_name() =>
        Assert.Equal("WEIR1004", Fails(SpecText.With("parameter_templates", "[]"), "LEGACY_PARAMETER_TEMPLATES_UNSUPPORTED").Code);

    private static WeirException Fails(string text, string code)
    {
        WeirException error = Assert.Throws<WeirException>(() => SpecReader.Read(text));
        Assert.Equal(code, error.Details["code"]);
        return error;
    }
}
