using Weir.Build;
using Weir.Build.Spec;

namespace Weir.Tests.Build;

public sealed class SpecVariablesTests
{
    [Theory]
    [InlineData("${root}/a.csv", "/data/a.csv")]
    [InlineData("x/${root:-src}/y", "x//data/y")]
    [InlineData("${other:-src}/**/*.cs", "src/**/*.cs")]
    [InlineData("${other:-}", "")]
    [InlineData("$${root}${root}", "${root}/data")]
    [InlineData("plain $ text", "plain $ text")]
    [InlineData("${other:-a:-b}", "a:-b")]
    public void Variables_in_locations_are_replaced(string written, string expected)
    {
        BuildSpec spec = SpecReader.Read(SpecText.With("input_relations/0/location", $"\"{written}\""));
        Dictionary<string, string> values = written.Contains("root", StringComparison.Ordinal) ? new() { ["root"] = "/data" } : [];
        Assert.Equal(expected, SpecVariables.Resolve(spec, values).InputRelations[0].Location);
    }

    [Fact]
    public void Outputs_and_delta_inputs_have_variables_too()
    {
        string text = SpecText.Change(SpecText.With("output_targets/0/delta_location", "\"${out}/t\""), "input_relations/0", """{ "logical_name": "orders", "delta_location": "${in}/t" }""");
        BuildSpec spec = SpecVariables.Resolve(SpecReader.Read(text), new Dictionary<string, string> { ["in"] = "a", ["out"] = "${in}" });
        Assert.Equal("a/t", spec.InputRelations[0].DeltaLocation);
        Assert.Equal("${in}/t", spec.OutputTargets[0].DeltaLocation);
    }

    [Fact]
    public void Texts_among_the_options_of_a_plugins_table_have_variables_and_nothing_else_of_them_has()
    {
        string text = SpecText.With("input_relations/0", """{ "logical_name": "orders", "plugin": "p", "provider": "t", "options": { "root": "${in:-src}", "${in}": 1, "deep": { "root": "${in}" } } }""");
        BuildSpec spec = SpecVariables.Resolve(SpecReader.Read(text), new Dictionary<string, string> { ["in"] = "a\"b" });
        Assert.Equal("a\"b", spec.InputRelations[0].Options!.Value.GetProperty("root").GetString());
        Assert.Equal(1, spec.InputRelations[0].Options!.Value.GetProperty("${in}").GetInt32());
        Assert.Equal("${in}", spec.InputRelations[0].Options!.Value.GetProperty("deep").GetProperty("root").GetString());
    }

    [Theory]
    [InlineData("${root}", "no value")]
    [InlineData("${root", "not closed")]
    [InlineData("${}", "not the name")]
    [InlineData("${a b}", "not the name")]
    public void A_variable_without_value_or_form_is_refused(string written, string found)
    {
        BuildSpec spec = SpecReader.Read(SpecText.With("input_relations/0/location", $"\"{written}\""));
        WeirException error = Assert.Throws<WeirException>(() => SpecVariables.Resolve(spec, new Dictionary<string, string>()));
        Assert.Equal(("WEIR1014", "INVALID_VARIABLE", "$.input_relations[0].location"), (error.Code, error.Details["code"], error.Details["path"]));
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_no_location_uses_is_refused_by_name() => Assert.Contains("'typo'", Assert.Throws<WeirException>(
        () => SpecVariables.Resolve(SpecReader.Read(SpecText.Valid), new Dictionary<string, string> { ["typo"] = "x" })).Message, StringComparison.Ordinal);

    [Fact]
    public void Variables_elsewhere_are_plain_text() => Assert.Equal("${root}", Assert.IsType<FilterTransform>(SpecVariables.Resolve(
        SpecReader.Read(SpecText.With("view_definitions/0/transform/predicate", "\"${root}\"")), new Dictionary<string, string>()).ViewDefinitions[0].Transform).Predicate);
}
