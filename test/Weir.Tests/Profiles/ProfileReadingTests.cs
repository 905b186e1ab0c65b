using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Weir.Profiles;
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
    [InlineData("""{"execution":{"batch_size":"four"}}""", "$.execution.batch_size", "\"four\" was found, expected is a whole number from 1 to 2147483647")]
    [InlineData("""{"execution":{"memory_pool":"huge"}}""", "$.execution.memory_pool", "\"huge\" was found, expected is one of \"greedy\", \"fair\"")]
    [InlineData("""{"execution":{"memory_pool":"Fair"}}""", "$.execution.memory_pool", "\"Fair\" was found, expected is \"fair\", in this case")]
    [InlineData("""{"execution":{"target_partitions":99999999999}}""", "$.execution.target_partitions", "99999999999 was found, expected is a whole number from 1 to 2147483647")]
    [InlineData("""{"execution":{"share_context":1}}""", "$.execution.share_context", "1 was found, expected is true or false")]
    [InlineData("""{"policies":{"cache_profile_name":"x"}}""", "$.policies.cache_profile_name", "expected is one of \"snapshot_pinned\", \"always_latest_ttl30s\", \"multi_tenant_strict\", null")]
    [InlineData("""{"policies":{"input_plugins":"a"}}""", "$.policies.input_plugins", "\"a\" was found, expected is a list")]
    [InlineData("""{"caches":{"list_files":{"ttl_seconds":1e400}}}""", "$.caches.list_files.ttl_seconds", "1e400 is larger than any number that is read")]
    [InlineData("""{"name":null}""", "$.name", "null is not a value here")]
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

    [Fact]
    [Trait("Requirement", "R194")]
    public void The_schema_says_what_a_runtime_opens_with()
    {
        JsonNode schema = JsonNode.Parse(Schema())!;
        JsonNode Of(string path) => path.Split('.').Aggregate(schema, (node, step) => node["properties"]![step]!);
        Assert.Equal(1, (int)Of("execution.target_partitions")["minimum"]!);
        Assert.Equal(int.MaxValue, (int)Of("execution.target_partitions")["maximum"]!);
        Assert.Equal(64 << 20, (int)Of("execution.memory_limit_bytes")["minimum"]!);
        Assert.Equal(["read_only", "write", "service", "admin"], Of("policies.sql_policy_name")["enum"]!.AsArray().Select(name => (string)name!));
        Assert.True((bool)Of("execution.lock_configuration")["const"]!);
        Assert.Equal(0, (int)Of("caches.list_files.ttl_seconds")["minimum"]!);
        Assert.NotNull(Of("$schema"));
    }

    [Fact]
    [Trait("Requirement", "R194")]
    public void A_profile_may_name_its_schema_for_editors()
    {
        RuntimeProfile profile = RuntimeProfile.Read("""{ "$schema": "profile.schema.json", "name": "mine" }""");
        Assert.Equal(new RuntimeProfile { Name = "mine" }, profile);
        Assert.DoesNotContain("$schema", profile.ToJson(), StringComparison.Ordinal);
    }

    private static string Schema()
    {
        JsonObject root = (JsonObject)ProfileJsonTypes.Default.Options.GetJsonSchemaAsNode(typeof(RuntimeProfile), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = Describe,
        });
        foreach (Knob knob in KnobTable.All.Where(knob => knob.IsMember))
            Bound((JsonObject)knob.Path.Split('.').Aggregate((JsonNode)root, (node, step) => node["properties"]![step]!), knob);
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", nameof(RuntimeProfile));
        root["description"] = RecordDocumentation.Summary(typeof(RuntimeProfile));
        return root.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    // What the table of knobs takes.
    private static void Bound(JsonObject schema, Knob knob)
    {
        bool isWhole = schema["type"] is JsonArray types ? types.Any(type => (string)type! == "integer") : (string?)schema["type"] == "integer";
        if (knob.Least is { } least)
            schema["minimum"] = isWhole ? (long)least : least;
        if (knob.Most is { } most)
            schema["maximum"] = most;
        if (knob.Names is { } names)
            schema["propertyNames"] = new JsonObject { ["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]) };
        if (knob.IsFolder)
            schema["minLength"] = 1;
        if (knob.Values is [var only])
            schema["const"] = JsonNode.Parse(only);
        else if (knob.Values is { } values)
            schema["enum"] = new JsonArray([.. values.Select(value => JsonNode.Parse(value))]);
        if (knob.Values is not null)
        {
            schema.Remove("type");
            if (knob.Values.Count == 1)
                schema.Remove("enum");
        }
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is JsonObject schema && context.PropertyInfo is { } property
            && RecordDocumentation.Of(property.DeclaringType).FirstOrDefault(item => JsonNamingPolicy.SnakeCaseLower.ConvertName(item.Member) == property.Name) is { Member: not null } documented)
            schema["description"] = documented.Summary;
        if (node is JsonObject number && context.PropertyInfo is { } member && (Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType) == typeof(int))
            number["maximum"] = int.MaxValue;
        return node;
    }
}
