using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Weir.Build;
using Weir.Build.Spec;
using Weir.Tests.House;

namespace Weir.Tests.Build;

public sealed class SpecSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(Repository.Read("docs/spec.schema.json")).RootElement;

    [Fact]
    public void The_published_schema_has_the_members_of_the_grammar()
    {
        AssertMembers(Schema, typeof(BuildSpec));
        foreach (Type type in (Type[])[typeof(InputRelation), typeof(ViewDefinition), typeof(ViewSchema), typeof(OutputTarget), typeof(JoinKey), typeof(Aggregation), typeof(RuntimeConfig)])
            AssertMembers(Schema.GetProperty("$defs").GetProperty(type.Name), type);
    }

    [Fact]
    public void The_published_schema_has_every_transform_with_its_members()
    {
        Dictionary<string, Type> kinds = SpecJson.Default.Options.GetTypeInfo(typeof(ViewTransform)).PolymorphismOptions!.DerivedTypes
            .ToDictionary(derived => (string)derived.TypeDiscriminator!, derived => derived.DerivedType);
        JsonElement[] published = [.. Schema.GetProperty("$defs").GetProperty("ViewTransform").GetProperty("oneOf").EnumerateArray()];
        Assert.Equal(kinds.Keys.Order(StringComparer.Ordinal), published.Select(Kind).Order(StringComparer.Ordinal));
        foreach (JsonElement transform in published)
            AssertMembers(transform, kinds[Kind(transform)], "kind");
    }

    private static string Kind(JsonElement transform) => transform.GetProperty("properties").GetProperty("kind").GetProperty("const").GetString()!;

    private static void AssertMembers(JsonElement schema, Type type, params string[] more)
    {
        JsonTypeInfo info = SpecJson.Default.Options.GetTypeInfo(type);
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(
            info.Properties.Select(property => property.Name).Concat(more).Order(StringComparer.Ordinal),
            schema.GetProperty("properties").EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
    }
}
