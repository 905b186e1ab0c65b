using System.Globalization;
using System.Runtime.InteropServices;

namespace Weir.Tests.Cli;

/// <summary>A native library with the manifest and the symbol of a plugin, for what is done without running one.</summary>
internal static class TinyPlugin
{
    /// <summary>Compiles the library and writes its plugin.json.</summary>
    /// <returns>The library's full path.</returns>
    public static async Task<string> BuildAsync(string folder, string name, int abiMajor = 1, string buildId = "one")
    {
        Directory.CreateDirectory(folder);
        string file = $"lib{name}.so";
        await File.WriteAllTextAsync(Path.Combine(folder, "plugin.json"), Manifest(name, abiMajor, buildId, file));
        string text = Manifest(name, abiMajor, buildId, file: null).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("");
        string source = Path.Combine(folder, $"{name}.c");
        await File.WriteAllTextAsync(source,
            $"__attribute__((section(\"weir_manifest\"), used)) static const char manifest[] = \"{text}\";\n" +
            string.Create(CultureInfo.InvariantCulture, $"const void *weir_plugin_entry_v{abiMajor}(const void *host, void *error) {{ (void)host; (void)error; return 0; }}\n"));
        ProcessResult built = await ChildProcess.RunAsync("gcc", ["-shared", "-fPIC", "-o", file, source], folder);
        Assert.True(built.ExitCode == 0, built.Errors);
        return Path.Combine(folder, file);
    }

    private static string Manifest(string name, int abiMajor, string buildId, string? file) => string.Create(CultureInfo.InvariantCulture,
        $$"""
        {"manifest_version":1,"name":"{{name}}","version":"1.0.0","build_id":"{{buildId}}","kind":"native","isolation":"in_process",
        "abi":{"major":{{abiMajor}},"minor":0},"engine_major":1,"arrow_major":1,"capabilities":["scalar_functions"],
        "functions":[{"name":"{{name}}_one","kind":"scalar","aliases":[]}],"providers":[],"planners":[],"features":[]
        {{(file is null ? "" : $",\"files\":{{\"{RuntimeInformation.RuntimeIdentifier}\":\"{file}\"}}")}}}
        """);
}
