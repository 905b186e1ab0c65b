using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Weir.Plugins;
using Weir.Tests.House;

namespace Weir.Tests.Plugins.Gate;

public sealed class PluginSchemasTests
{
    [Theory]
    [InlineData(typeof(PluginManifest), "docs/plugin.schema.json")]
    [InlineData(typeof(PluginLock), "docs/plugin-lock.schema.json")]
    [InlineData(typeof(PluginDiscoveryReport), "docs/plugin-discovery.schema.json")]
    [InlineData(typeof(PluginResolution), "docs/plugin-resolution.schema.json")]
    [InlineData(typeof(CapabilitiesSnapshot), "docs/capabilities.schema.json")]
    [Trait("Requirement", "R013")]
    [Trait("Requirement", "R145")]
    [Trait("Requirement", "R146")]
    public void The_published_schemas_are_those_of_the_records(Type record, string page) =>
        Repository.MustMatch(page, SchemaOf(record).ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n");

    private static JsonObject SchemaOf(Type record)
    {
        JsonNode schema = PluginJsonTypes.Default.Options.GetJsonSchemaAsNode(record, new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = Describe,
        });
        JsonObject root = (JsonObject)schema;
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", record.Name);
        root["description"] = RecordDocumentation.Summary(record);
        return root;
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is JsonObject schema && context.PropertyInfo is { } property
            && RecordDocumentation.Of(property.DeclaringType).FirstOrDefault(item => JsonNamingPolicy.SnakeCaseLower.ConvertName(item.Member) == property.Name) is { Member: not null } documented)
        {
            schema["description"] = documented.Summary;
            // "as the manifest says" is a user's word, no manifest's.
            if (property.DeclaringType == typeof(PluginManifest) && property.Name == "isolation")
                ((JsonArray)schema["enum"]!).RemoveAt(0);
        }
        return node;
    }
}
