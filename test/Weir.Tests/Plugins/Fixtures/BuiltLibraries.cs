using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Weir.Tests.House;

namespace Weir.Tests.Plugins.Fixtures;

/// <summary>Libraries that tests compile from text: C by gcc, C# by Roslyn; each text once, kept by its hash.</summary>
internal static class BuiltLibraries
{
    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> Built = new();

    /// <summary>A native plugin with a manifest and an entry point that gives an empty plugin.</summary>
    /// <param name="manifest">Null: none.</param>
    /// <param name="hasEntry">Whether it exports the entry point.</param>
    /// <param name="more">C code of its own.</param>
    /// <param name="options">Options of gcc; by default it makes a shared library.</param>
    public static byte[] Native(JsonObject? manifest, bool hasEntry = true, string more = "", string options = "-shared")
    {
        StringBuilder source = new("#include <weir_plugin.h>\n");
        if (manifest is not null)
            source.Append("WEIR_PLUGIN_MANIFEST(").Append(Literal(manifest.ToJsonString())).Append(");\n");
        if (hasEntry)
            source.Append("const weir_plugin* weir_plugin_entry_v1(const weir_host* host, weir_error* error)\n{ static const weir_plugin plugin; (void)host; (void)error; return &plugin; }\n");
        return Native(source.Append(more).Append('\n').ToString(), options);
    }

    public static byte[] Native(string source, string options) => Once(source + "\0" + options, (folder, file) =>
    {
        string text = Path.Combine(folder, "plugin.c");
        File.WriteAllText(text, source);
        Gcc(["-O1", "-fPIC", "-Wall", "-Werror", "-I", Path.Combine(Repository.Folder, "include"), .. options.Split(' '), "-o", file, text]);
    });

    /// <summary>A managed assembly.</summary>
    /// <param name="source">C#.</param>
    /// <param name="name">The assembly's name.</param>
    /// <param name="references">Assemblies that it is compiled against, besides the framework and the contract.</param>
    public static byte[] Managed(string source, string name, params byte[][] references) =>
        Once(source + "\0" + name + "\0" + string.Concat(references.Select(item => Convert.ToHexString(SHA256.HashData(item)))), (_, file) =>
        {
            CSharpCompilation compilation = CSharpCompilation.Create(
                name,
                [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview))],
                [.. PlatformReferences(), .. references.Select(item => MetadataReference.CreateFromImage(item))],
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
            var result = compilation.Emit(file);
            Assert.True(result.Success, string.Join("; ", result.Diagnostics.Where(item => item.Severity == DiagnosticSeverity.Error)));
        });

    // Each caller gets bytes of its own to spoil.
    private static byte[] Once(string key, Action<string, string> build) => Built.GetOrAdd(key, _ => new Lazy<byte[]>(() =>
    {
        using TemporaryFolder folder = new();
        build(folder.Path, folder["library"]);
        return File.ReadAllBytes(folder["library"]);
    })).Value.ToArray();

    private static void Gcc(IEnumerable<string> arguments)
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(new ProcessStartInfo("gcc", arguments) { RedirectStandardError = true })
            ?? throw new InvalidOperationException("gcc did not start.");
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    // Escapes of JSON are escapes of C too, but for those that hide plain characters.
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Literal(string text) => JsonSerializer.Serialize(text, Relaxed);

    private static IEnumerable<MetadataReference> PlatformReferences() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var file && (file.StartsWith("System.", StringComparison.Ordinal) || file is "Weir.Contract.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));
}
