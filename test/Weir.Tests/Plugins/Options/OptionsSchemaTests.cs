using Weir.Plugins.Options;

namespace Weir.Tests.Plugins.Options;

public sealed class OptionsSchemaTests
{
    private const string Rows = """
        {"type":"object","properties":{"rows":{"type":"integer","minimum":0},"partitions":{"type":"integer","minimum":1,"default":1},
        "mode":{"type":["string","null"],"enum":["fast","exact",null]},"tags":{"type":"array","items":{"type":"string","minLength":2},"maxItems":2}},
        "required":["rows"],"additionalProperties":false}
        """;

    [Fact]
    [Trait("Requirement", "R051")]
    public void The_options_are_known_before_a_call_with_those_that_are_required()
    {
        OptionsSchema schema = OptionsSchema.Parse("sample.sample_rows", Rows);
        Assert.Equal("rows integer, partitions integer := 1, mode string|null optional, tags array optional", schema.ToString());
        Assert.Equal(["rows"], schema.Options.Where(option => option.IsRequired).Select(option => option.Name));
    }

    [Theory]
    [InlineData("""{"rows":3}""", """{"partitions":1,"rows":3}""")]
    [InlineData("""{"rows":3,"partitions":2,"mode":null,"tags":["aa"]}""", """{"mode":null,"partitions":2,"rows":3,"tags":["aa"]}""")]
    public void Options_that_fit_are_completed_with_defaults_in_canonical_form(string given, string expected) =>
        Assert.Equal(expected, OptionsSchema.Parse("sample.sample_rows", Rows).Complete(given));

    [Theory]
    [InlineData("{}", "$.rows is required and not given")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "not JSON")]
    [InlineData("""{"rows":1,"rows":2}""", "not JSON")]
    [InlineData("""{"rows":1.5}""", "$.rows is 1.5, expected is integer")]
    [InlineData("""{"rows":"1"}""", "$.rows is \"1\", expected is integer")]
    [InlineData("""{"rows":-1}""", "$.rows is -1, expected is at least 0")]
    [InlineData("""{"rows":1,"mode":"slow"}""", "expected is one of \"fast\", \"exact\", null")]
    [InlineData("""{"rows":1,"tags":["aa","b"]}""", "$.tags[1] is \"b\", expected is a length of at least 2")]
    [InlineData("""{"rows":1,"tags":["aa","bb","cc"]}""", "expected is at most 2 items")]
    [InlineData("""{"rows":1,"other":1}""", "$.other is not an option")]
    public void Options_that_do_not_fit_are_refused_and_the_error_lists_the_options(string given, string fault)
    {
        WeirException error = Assert.Throws<WeirException>(() => OptionsSchema.Parse("sample.sample_rows", Rows).Complete(given));
        Assert.Equal("WEIR3222", error.Code);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.Contains("it takes: rows integer, partitions integer := 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "Expected")]
    [InlineData("""{"type":"string"}""", "its type is not object")]
    [InlineData("""{"properties":{"a":{"pattern":"x"}}}""", "$.properties.a.pattern is a keyword that is not supported")]
    [InlineData("""{"properties":{"a":{"type":"int"}}}""", "$.properties.a.type is none of")]
    [InlineData("""{"required":"rows"}""", "$.required is no list of names")]
    [InlineData("""{"properties":{"a":{"minLength":-1}}}""", "is no count")]
    public void A_schema_that_cannot_be_checked_in_full_is_refused(string schema, string fault)
    {
        WeirException error = Assert.Throws<WeirException>(() => OptionsSchema.Parse("sample.sample_rows", schema));
        Assert.Equal("WEIR3223", error.Code);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_that_says_nothing_takes_everything()
    {
        OptionsSchema schema = OptionsSchema.Parse("p.t", """{"type":"object"}""");
        Assert.Equal("""{"a":[1,{"b":null}]}""", schema.Complete("""{ "a": [1, {"b": null}] }"""));
        Assert.Empty(schema.Options);
    }
}
