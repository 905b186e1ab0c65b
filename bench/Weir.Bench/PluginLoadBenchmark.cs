using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Weir.Plugins;
using Weir.Plugins.Discovery;
using Weir.Plugins.Load;

namespace Weir.Bench;

/// <summary>
/// Loading plugins with every gate: search, read, hash, headers, manifest, lock, load from the verified bytes,
/// comparison of the exports; then a managed one loaded and closed a hundred times. Needs gcc.
/// </summary>
internal static class PluginLoadBenchmark
{
    private const int Repetitions = 21, Cycles = 100, PaddingBytes = 1_400_000;
    private const double MillisecondsMax = 25, GrowthMebibytesMax = 8;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Run()
    {
        string folder = Directory.CreateTempSubdirectory("weir-bench-").FullName;
        try
        {
            LayNative(folder);
            LayManaged(folder);
            File.WriteAllText(Path.Combine(folder, PluginLock.FileName), PluginJson.Write(new PluginLocker(folder).Add(
                new PluginLocker(folder).Add(PluginLock.Empty, "libbench_native.so"), "BenchManaged.dll")));
            double native = Milliseconds(() => Load(folder, "bench_native", "libbench_native.so"), out double firstNative);
            double managed = Milliseconds(() => Load(folder, "bench_managed", "BenchManaged.dll").Dispose(), out double firstManaged);
            double growth = GrowthMebibytes(() => Load(folder, "bench_managed", "BenchManaged.dll").Dispose());
            return RatioRunner.Print($"plugin-load: all gates, medians of {Repetitions}",
            [
                new BenchLine("native, 1.4 MB, first of the process", firstNative, "ms"),
                new BenchLine("native, 1.4 MB", native, "ms", null, MillisecondsMax),
                new BenchLine("managed, first of the process", firstManaged, "ms"),
                new BenchLine("managed, with closing", managed, "ms", null, MillisecondsMax),
                new BenchLine($"growth over {Cycles} managed loads and closings", growth, "MiB", null, GrowthMebibytesMax),
            ]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static OpenedPlugin Load(string folder, string name, string file)
    {
        LocatedPlugin located = new PluginLocator(folder).Open(new PluginReference(name) { Path = file });
        PluginTrust trust = new() { LockMode = PluginLockMode.Required };
        return new PluginLoader(new DiskPluginFiles(), (_, _, _) => new EmptyPlugin(name))
            .OpenInProcess(new PluginInspector(folder, trust).Require(located), PluginContext.Empty);
    }

    private static double Milliseconds(Action load, out double first)
    {
        double[] times = new double[Repetitions + 1];
        for (int i = 0; i < times.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            load();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        first = times[0];
        return RatioRunner.Median(times[1..]);
    }

    private static double GrowthMebibytes(Action cycle)
    {
        Repeat(cycle, 10);
        long before = ProcessMemory.Resident;
        Repeat(cycle, Cycles);
        return Math.Max(0, ProcessMemory.Resident - before) / (double)(1 << 20);
    }

    private static void Repeat(Action cycle, int times)
    {
        for (int i = 0; i < times; i++)
            cycle();
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static void LayNative(string folder)
    {
        string source = Path.Combine(folder, "plugin.c");
        File.WriteAllText(source, $$"""
            __attribute__((used, section("weir_manifest"))) static const char manifest[] = {{Manifest("bench_native", "native", null)}};
            __attribute__((used)) static const char padding[{{PaddingBytes}}] = {1};
            const void* weir_plugin_entry_v1(const void* host, void* error) { (void)host; (void)error; return padding; }
            """);
        using Process gcc = Process.Start("gcc", ["-shared", "-fPIC", "-O1", "-o", Path.Combine(folder, "libbench_native.so"), source]);
        gcc.WaitForExit();
        if (gcc.ExitCode != 0)
            throw new InvalidOperationException("gcc failed.");
    }

    private static void LayManaged(string folder)
    {
        string source = $$"""
            using Weir.Plugins;
            [assembly: PluginManifest({{Manifest("bench_managed", "managed", "BenchPlugin")}})]
            [assembly: System.Runtime.Versioning.TargetFramework(".NETCoreApp,Version=v10.0")]
            public sealed class BenchPlugin : Plugin
            {
                public override PluginDescription Description { get; } = new("bench_managed", "1.0.0");
            }
            """;
        var result = CSharpCompilation.Create(
            "BenchManaged",
            [CSharpSyntaxTree.ParseText(source)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path) is var file && (file.StartsWith("System.", StringComparison.Ordinal) || file == "Weir.Contract.dll"))
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(Path.Combine(folder, "BenchManaged.dll"));
        if (!result.Success)
            throw new InvalidOperationException(string.Join("; ", result.Diagnostics));
    }

    // A literal of C and of C#.
    private static string Manifest(string name, string kind, string? entryType) => JsonSerializer.Serialize(
        $$"""{"manifest_version":1,"name":"{{name}}","version":"1.0.0","kind":"{{kind}}","abi":{"major":1,"minor":0},"engine_major":1,"arrow_major":1,"capabilities":[],"entry_type":{{(entryType is null ? "null" : $"\"{entryType}\"")}}}""",
        Relaxed);

    private sealed class EmptyPlugin(string name) : Plugin
    {
        public override PluginDescription Description { get; } = new(name, "1.0.0");
    }
}
