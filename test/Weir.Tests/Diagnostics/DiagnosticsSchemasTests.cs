using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Weir.Diagnostics;
using Weir.Tests.House;
using Weir.Tests.Plugins.Gate;

namespace Weir.Tests.Diagnostics;

public sealed class DiagnosticsSchemasTests
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every kind that any part of the library declares.</summary>
    internal static IReadOnlyList<DiagnosticsKind> Kinds { get; } =
    [
        .. typeof(WeirRuntime).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => typeof(DiagnosticsKind).IsAssignableFrom(field.FieldType) && !field.DeclaringType!.ContainsGenericParameters)
            .Select(field => (DiagnosticsKind)field.GetValue(null)!)
            .OrderBy(kind => kind.Name, StringComparer.Ordinal),
    ];

    public static TheoryData<string> Names => [.. Kinds.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Requirement", "R195")]
    public void Each_kind_has_its_published_schema(string name)
    {
        DiagnosticsKind kind = Kinds.Single(kind => kind.Name == name);
        Repository.MustMatch(PageOf(kind), SchemaOf(kind).ToJsonString(Indented) + "\n");
    }

    [Fact]
    public void There_is_no_schema_of_a_kind_that_nobody_tells() =>
        Assert.Equal(
            Kinds.Select(PageOf).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Repository.Folder, "docs/diagnostics-schemas")).Select(file => $"docs/diagnostics-schemas/{Path.GetFileName(file)}").Order(StringComparer.Ordinal));

    [Fact]
    public void Names_are_of_one_form_and_each_is_told_of_in_the_page()
    {
        Assert.Equal(Kinds.Select(kind => kind.Name).Distinct(), Kinds.Select(kind => kind.Name));
        string page = Repository.Read("docs/diagnostics.md");
        Assert.All(Kinds, kind =>
        {
            Assert.Matches("^weir(_[a-z]+)+$", kind.Name);
            Assert.True(kind.SchemaVersion >= 1);
            Assert.Contains($"| `{kind.Name}` | {(kind.IsArtifact ? "artefact" : "event")} |", page, StringComparison.Ordinal);
        });
    }

    private static string PageOf(DiagnosticsKind kind) => $"docs/diagnostics-schemas/{kind.Name}.v{kind.SchemaVersion}.json";

    private static JsonObject SchemaOf(DiagnosticsKind kind)
    {
        JsonNode schema = kind.Payload.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe });
        JsonObject root = (JsonObject)schema;
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", $"{kind.Name} v{kind.SchemaVersion}");
        root["description"] = kind.Summary;
        return root;
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is JsonObject schema && context.PropertyInfo is { } property && property.DeclaringType.Assembly == typeof(WeirRuntime).Assembly
            && RecordDocumentation.Of(property.DeclaringType).FirstOrDefault(item => JsonNamingPolicy.SnakeCaseLower.ConvertName(item.Member) == property.Name) is { Member: not null } documented)
        {
            schema["description"] = documented.Summary;
        }
        return node;
    }
}
