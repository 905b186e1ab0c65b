using Weir.Generators.Model;

namespace Weir.Generators.Emit;

/// <summary>Writes the manifest: JSON on one line, which the build also writes into plugin.json or the native library.</summary>
internal static class ManifestEmitter
{
    private static readonly (FunctionKind Kind, string Capability)[] Capabilities =
    [
        (FunctionKind.Scalar, "scalar_functions"),
        (FunctionKind.Aggregate, "aggregate_functions"),
        (FunctionKind.Window, "window_functions"),
        (FunctionKind.Table, "table_functions"),
        (FunctionKind.Provider, "table_providers"),
        (FunctionKind.Planner, "relation_planners"),
    ];

    public static string File(PluginModel plugin, BuildModel build, IReadOnlyList<FunctionModel> exports)
    {
        CodeWriter code = CodeWriter.File();
        // A raw literal, so that the build finds the JSON as a line of its own. JSON never holds three quotes in a row.
        code.Line("[assembly: global::Weir.Plugins.PluginManifest(\"\"\"");
        code.Line(Json(plugin, build, exports));
        code.Line("\"\"\")]");
        return code.ToString();
    }

    /// <summary>The manifest without <c>files</c>.</summary>
    public static string Json(PluginModel plugin, BuildModel build, IReadOnlyList<FunctionModel> exports)
    {
        List<string> members =
        [
            "\"manifest_version\":1",
            Text("name", plugin.Name),
            Text("version", plugin.Version ?? build.Version),
            Text("build_id", build.BuildId),
            Text("kind", build.IsNative ? "native" : "managed"),
            Text("isolation", plugin.IsIsolated ? "process" : "in_process"),
            "\"abi\":{\"major\":1,\"minor\":0}",
            "\"engine_major\":1",
            "\"arrow_major\":1",
            $"\"capabilities\":{JsonText.Array(Capabilities.Where(row => exports.Any(export => export.Kind == row.Kind)).Select(row => row.Capability))}",
            $"\"functions\":[{string.Join(",", exports.Where(export => export.Kind < FunctionKind.Provider).Select(Function))}]",
            $"\"providers\":{JsonText.Array(Names(exports, FunctionKind.Provider))}",
            $"\"planners\":{JsonText.Array(Names(exports, FunctionKind.Planner))}",
            $"\"features\":{JsonText.Array(plugin.Features)}",
        ];
        if (plugin.Publisher is string publisher)
            members.Add(Text("publisher", publisher));
        if (plugin.License is string license)
            members.Add(Text("license", license));
        if (!build.IsNative)
            members.Add(Text("entry_type", $"{CSharpText.Namespace}.{CSharpText.PluginClass(plugin.Name)}"));
        return $"{{{string.Join(",", members)}}}";
    }

    private static string Function(FunctionModel function) =>
        $"{{{Text("name", function.Name)},{Text("kind", function.Kind.ToString().ToLowerInvariant())},\"aliases\":{JsonText.Array(function.Aliases)}}}";

    private static IEnumerable<string> Names(IReadOnlyList<FunctionModel> exports, FunctionKind kind) =>
        exports.Where(export => export.Kind == kind).Select(export => export.Name);

    private static string Text(string name, string value) => $"{JsonText.Quote(name)}:{JsonText.Quote(value)}";
}
