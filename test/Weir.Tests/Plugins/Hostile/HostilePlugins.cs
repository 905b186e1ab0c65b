using System.Text.Json.Nodes;
using Weir.Plugins;
using Weir.Tests.House;
using Weir.Tests.Plugins.Fixtures;
using Weir.Tests.Plugins.Generators;

namespace Weir.Tests.Plugins.Hostile;

/// <summary>The plugins that do harm, as files.</summary>
internal static class HostilePlugins
{
    private static readonly Lazy<string> NativePath = new(() => Compile("hostile", "test/fixtures/hostile"));
    private static readonly Lazy<string> FatalPath = new(() => Compile("fatal", "test/fixtures/fatal"));
    private static readonly Lazy<string> ManagedPath = new(BuildManaged);

    /// <summary>The plugin "hostile", in C: it breaks the contract and harms no process.</summary>
    public static string Native => NativePath.Value;

    /// <summary>The plugin "fatal", in C: it ends its process, and asks for one of its own.</summary>
    public static string Fatal => FatalPath.Value;

    /// <summary>The plugin "wicked", in C#: it does both.</summary>
    public static string Managed => ManagedPath.Value;

    /// <summary>The plugin "hostile_types", in C, with all its functions or with one.</summary>
    public static string Types(string? only = null) =>
        only is null ? Compile("hostile_types", "test/fixtures/hostile-types") : Compile("hostile_types", "test/fixtures/hostile-types", "-DONLY=" + only);

    private static string Compile(string name, string folder, params string[] options) => CompiledPlugin.Library(
        name, [.. CompiledPlugin.Sources(folder), "test/fixtures/c-plugin/arrow_build.h"], [CompiledPlugin.ArrowBuild, .. options]);

    // The manifest says what the plugin shows: an assembly without one tells.
    private static string BuildManaged()
    {
        const string Framework = "[assembly: System.Runtime.Versioning.TargetFramework(\".NETCoreApp,Version=v10.0\")]";
        string source = Repository.Read("test/fixtures/hostile-managed/HostilePlugin.cs");
        using Plugin plain = GeneratorRun.Of(source).Load();
        string manifest = System.Text.Json.JsonSerializer.Serialize(ManifestOf(plain).ToJsonString());
        string attributes = $"[assembly: Weir.Plugins.PluginManifest({manifest})]\n{Framework}\n";
        return LaidLibrary.Lay(GeneratorRun.Of("HostilePlugin", [source, attributes]).Image(), "HostilePlugin.dll");
    }

    private static JsonObject ManifestOf(Plugin plugin)
    {
        JsonObject manifest = ManifestText.Managed(plugin.Description.Name, plugin.GetType().FullName!);
        manifest["version"] = plugin.Description.Version;
        manifest["build_id"] = plugin.Description.BuildId;
        manifest["capabilities"] = new JsonArray("scalar_functions", "aggregate_functions", "window_functions", "table_functions");
        manifest["functions"] = new JsonArray(
        [
            .. plugin.Scalars.Select(function => Declared(function.Name, "scalar")), .. plugin.Aggregates.Select(function => Declared(function.Name, "aggregate")),
            .. plugin.Windows.Select(function => Declared(function.Name, "window")), .. plugin.TableFunctions.Select(function => Declared(function.Name, "table")),
        ]);
        return manifest;
    }

    private static JsonObject Declared(string name, string kind) => new JsonObject { ["name"] = name, ["kind"] = kind, ["aliases"] = new JsonArray() };
}
