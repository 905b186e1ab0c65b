using System.Globalization;
using System.Text;
using Weir.Generators.Model;

namespace Weir.Generators.Emit;

/// <summary>Writes the manifest: JSON on one line, which the build also writes into plugin.json or the native library.</summary>
internal static class ManifestEmitter
{
    // eng/Plugin.targets looks for it. The last brace is left out, so that members can follow.
    private const string ForBuild = "// weir-manifest: ";

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
        string json = Json(plugin, build, exports);
        CodeWriter code = CodeWriter.File();
        code.Line(ForBuild + Escaped(json.Substring(0, json.Length - 1)));
        // A raw literal, so that people can read it. JSON never holds three quotes in a row.
        code.Line("[assembly: global::Weir.Plugins.PluginManifest(\"\"\"");
        code.Line(json);
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
            $"\"functions\":[{string.Join(",", exports.Where(export => export.Kind < FunctionKind.Provider).Select(export => Function(export, exports)))}]",
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

    // As MSBuild escapes what has a meaning to it; a backslash would become a slash.
    private static string Escaped(string json)
    {
        StringBuilder text = new(json.Length);
        foreach (char c in json)
            text.Append("%*?@$();'\\".IndexOf(c) < 0 ? c.ToString() : $"%{((int)c).ToString("X2", CultureInfo.InvariantCulture)}");
        return text.ToString();
    }

    private static string Function(FunctionModel function, IReadOnlyList<FunctionModel> all) =>
        $"{{{Text("name", function.Name)},{Text("kind", function.Kind.ToString().ToLowerInvariant())},\"aliases\":{JsonText.Array(function.Aliases)}," +
        $"\"documentation\":{DocumentationEmitter.Json(function, all)}}}";

    private static IEnumerable<string> Names(IReadOnlyList<FunctionModel> exports, FunctionKind kind) =>
        exports.Where(export => export.Kind == kind).Select(export => export.Name);

    private static string Text(string name, string value) => $"{JsonText.Quote(name)}:{JsonText.Quote(value)}";
}
