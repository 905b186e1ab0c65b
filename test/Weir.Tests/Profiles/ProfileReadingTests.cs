using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Weir.Tests.House;
using Weir.Tests.Plugins.Gate;

namespace Weir.Tests.Profiles;

public sealed class ProfileReadingTests
{
    [Theory]
    [InlineData("default")]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("symtable")]
    [InlineData("small")]
    [InlineData("medium")]
    [InlineData("large")]
    [Trait("Requirement", "R194")]
    public void What_is_written_reads_as_the_same_profile(string preset)
    {
        RuntimeProfile profile = RuntimeProfile.Preset(preset);
        RuntimeProfile again = RuntimeProfile.Read(profile.ToJson());
        Assert.Equal(profile.ToJson(), again.ToJson());
        Assert.Equal(profile.Fingerprint, again.Fingerprint);
    }

    [Theory]
    [InlineData("""{"execution":{"thread":4}}""", "$.execution.thread", "no member 'thread'")]
    [InlineData("""{"execution":{"batch_size":"four"}}""", "$.execution.batch_size", "not of the kind")]
    [InlineData("""{"execution":{"memory_pool":"huge"}}""", "$.execution.memory_pool", "not of the kind")]
    [InlineData("""{"execution":{"batch_size":1,"batch_size":2}}""", "$.execution.batch_size", "stands twice")]
    [InlineData("""{"execution":null}""", "$.execution", "")]
    [InlineData("""{"policies":{"hooks":[]}}""", "$.policies.hooks", "WeirOptions.SessionHooks")]
    [InlineData("""{"policies":{"input_plugins":["a",null]}}""", "$.policies.input_plugins[1]", "null is not a value")]
    [InlineData("""{"policies":{"settings_overrides":{"pivot_limit":null}}}""", "$.policies.settings_overrides.pivot_limit", "null is not a value")]
    [InlineData("null", "$", "the profile is null")]
    [InlineData("{", "$", "")]
    public void What_is_not_a_profile_is_refused_with_its_place(string json, string path, string reason)
    {
        WeirException error = Assert.Throws<WeirException>(() => RuntimeProfile.Read(json));
        Assert.Equal("WEIR8080", error.Code);
        Assert.Equal(path, error.Details["path"]);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(", line 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_says_the_line()
    {
        WeirException error = Assert.Throws<WeirException>(() => RuntimeProfile.Read("{\n  \"execution\": {\n    \"thread\": 4\n  }\n}"));
        Assert.Contains("At $.execution.thread, line 3: there is no member 'thread' here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R194")]
    public void The_published_schema_is_that_of_the_record() => Repository.MustMatch("docs/profile.schema.json", Schema());

    private static string Schema()
    {
        JsonObject root = (JsonObject)ProfileJsonTypes.Default.Options.GetJsonSchemaAsNode(typeof(RuntimeProfile), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = Describe,
        });
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", nameof(RuntimeProfile));
        root["description"] = RecordDocumentation.Summary(typeof(RuntimeProfile));
        return root.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is JsonObject schema && context.PropertyInfo is { } property
            && RecordDocumentation.Of(property.DeclaringType).FirstOrDefault(item => JsonNamingPolicy.SnakeCaseLower.ConvertName(item.Member) == property.Name) is { Member: not null } documented)
            schema["description"] = documented.Summary;
        return node;
    }
}
