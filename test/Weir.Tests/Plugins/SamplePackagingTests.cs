using System.Runtime.Loader;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Plugins;

namespace Weir.Tests.Plugins;

/// <summary>One project, two packagings: what the build lays beside each.</summary>
public sealed class SamplePackagingTests
{
    [Fact]
    [Trait("Requirement", "R059")]
    public void The_managed_plugin_offers_what_its_manifest_says()
    {
        using Plugin plugin = Managed();
        JsonObject manifest = Manifest(SamplePlugins.Managed);
        Assert.Equal("sample", plugin.Description.Name);
        Assert.Equal("1.0.0", plugin.Description.Version);
        Assert.Equal(Names(manifest, "functions"), Functions(plugin).Select(function => function.Name).Order());
        Assert.Equal(Names(manifest, "providers"), plugin.TableProviders.Select(provider => provider.Name).Order());
        Assert.Equal(Names(manifest, "planners"), plugin.RelationPlanners.Select(planner => planner.Name).Order());
        Assert.Equal(plugin.GetType().FullName, (string?)manifest["entry_type"]);
        Assert.Equal(plugin.Description.BuildId, (string?)manifest["build_id"]);
    }

    [Fact]
    [Trait("Requirement", "R050")]
    public void The_build_id_names_commit_time_and_configuration_and_not_the_version()
    {
        string id = (string)Manifest(SamplePlugins.Managed)["build_id"]!;
        Assert.Matches(@"^([0-9a-f]{12}-\d{8}T\d{6}Z|no-commit)-(debug|release)$", id);
        Assert.DoesNotContain("1.0.0", id, StringComparison.Ordinal);
    }

    [Fact]
    public void The_manifest_in_the_assembly_is_that_of_plugin_json_without_files()
    {
        string json = (string)AssemblyOf().CustomAttributes
            .Single(attribute => attribute.AttributeType == typeof(PluginManifestAttribute)).ConstructorArguments[0].Value!;
        JsonObject beside = Manifest(SamplePlugins.Managed);
        Assert.Equal("SamplePlugin.dll", (string?)beside["files"]!["any"]);
        beside.Remove("files");
        Assert.Equal(beside.ToJsonString(), JsonNode.Parse(json)!.ToJsonString());
    }

    [Fact]
    public void The_native_library_holds_its_manifest_in_a_section_and_differs_only_in_its_kind()
    {
        JsonObject native = Manifest(SamplePlugins.Native), managed = Manifest(SamplePlugins.Managed);
        Assert.Equal("native", (string?)native["kind"]);
        Assert.Equal("SamplePlugin.so", (string?)native["files"]!.AsObject().Single().Value);
        native.Remove("files");
        string section = native.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        ReadOnlySpan<byte> library = File.ReadAllBytes(SamplePlugins.Native);
        Assert.True(library.IndexOf(Encoding.UTF8.GetBytes(section)) > 0, "the manifest is not in the library");
        Assert.True(library.IndexOf("weir_manifest\0"u8) > 0, "there is no section weir_manifest");
        foreach (JsonObject manifest in new[] { native, managed })
            foreach (string own in new[] { "kind", "files", "entry_type", "build_id" })
                manifest.Remove(own);
        Assert.Equal(managed.ToJsonString(), native.ToJsonString());
    }

    private static Plugin Managed() =>
        (Plugin)Activator.CreateInstance(AssemblyOf().GetType("Weir.Plugins.Generated.SamplePlugin", throwOnError: true)!)!;

    private static System.Reflection.Assembly AssemblyOf() =>
        new AssemblyLoadContext(nameof(SamplePackagingTests)).LoadFromAssemblyPath(SamplePlugins.Managed);

    private static JsonObject Manifest(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "plugin.json")))!.AsObject();

    private static IEnumerable<string> Names(JsonObject manifest, string list) =>
        manifest[list]!.AsArray().Select(item => item is JsonObject function ? (string)function["name"]! : (string)item!).Order();

    private static IEnumerable<PluginFunction> Functions(Plugin plugin) =>
        [.. plugin.Scalars, .. plugin.Aggregates, .. plugin.Windows, .. plugin.TableFunctions];
}
