using System.Diagnostics;
using System.Runtime.Loader;
using Weir.Plugins;
using Weir.Sessions;

namespace Weir.Bench;

/// <summary>
/// Loading the sample plugin the way a runtime does, with every gate: search, read, hash, headers, manifest, lock, load from
/// the verified bytes, handshake, comparison of the exports, guard; in C, as a NativeAOT library and as an assembly. Then the assembly
/// loaded and closed a hundred times. Needs gcc, and the build of the solution.
/// </summary>
internal static class PluginLoadBenchmark
{
    private const int Repetitions = 21, Cycles = 100;
    private const double MillisecondsMax = 25, GrowthMebibytesMax = 8;

    public static int Run()
    {
        string folder = Directory.CreateTempSubdirectory("weir-bench-").FullName;
        try
        {
            (string Name, string File)[] packagings =
            [
                ("C", CompileC(folder)),
                ("NativeAOT", Lay(folder, "aot", "native", "SamplePlugin.so")),
                ("assembly", Lay(folder, "managed", "net9.0", "SamplePlugin.dll")),
            ];
            return RatioRunner.Print(
                $"plugin-load: all gates, medians of {Repetitions}",
                [.. packagings.SelectMany(packaging => Measure(packaging.Name, packaging.File)), .. Growth(packagings[^1].File)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<BenchLine> Measure(string name, string file)
    {
        double[] times = new double[Repetitions + 1];
        for (int i = 0; i < times.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            PluginHolder holder = Load(file);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            holder.Release();
        }
        string size = $"{name}, {new FileInfo(file).Length / 1024:N0} KiB";
        yield return new BenchLine($"{size}, first of the process", times[0], "ms");
        yield return new BenchLine(size, RatioRunner.Median(times[1..]), "ms", null, MillisecondsMax);
    }

    // As many cycles go before, in which the runtime's own pools grow to their size.
    private static IEnumerable<BenchLine> Growth(string file)
    {
        Repeat(file, Cycles);
        long before = ProcessMemory.Resident;
        Repeat(file, Cycles);
        double growth = Math.Max(0, ProcessMemory.Resident - before) / (double)(1 << 20);
        yield return new BenchLine($"assembly, growth over {Cycles} loads and closings", growth, "MiB", null, GrowthMebibytesMax);
        yield return new BenchLine("assembly, load contexts that are left", AssemblyLoadContext.All.Count() - 1, "", null, 0);
    }

    private static void Repeat(string file, int times)
    {
        for (int i = 0; i < times; i++)
            Load(file).Release();
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static PluginHolder Load(string file)
    {
        WeirOptions options = new()
        {
            PluginBaseDirectory = Path.GetDirectoryName(file),
            PluginTrust = new PluginTrust { LockMode = PluginLockMode.Required },
        };
        PluginHolder holder = PluginComposition.NewHolder(options);
        HostedPlugin plugin = holder.Load(new PluginReference("sample") { Path = Path.GetFileName(file) }, CancellationToken.None);
        if (plugin.Counts.Scalar == 0)
            throw new InvalidOperationException("The sample has no scalar functions.");
        return holder;
    }

    // The newest of the builds; the tests publish the native library.
    private static string Lay(string folder, string name, string output, string file)
    {
        string builds = Path.Combine(Repository, "test/fixtures/csharp-plugin/bin");
        string found = Directory.EnumerateFiles(builds, file, SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == output)
            .OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault()
            ?? throw new InvalidOperationException($"There is no {output}/{file} below {builds}: build Weir.slnx first.");
        string target = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        foreach (string part in Directory.EnumerateFiles(Path.GetDirectoryName(found)!))
            File.Copy(part, Path.Combine(target, Path.GetFileName(part)));
        return Lock(Path.Combine(target, file));
    }

    private static string CompileC(string folder)
    {
        string target = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "c")).FullName, "libsample.so");
        string sources = Path.Combine(Repository, "test/fixtures/c-plugin");
        using Process gcc = Process.Start("gcc",
        [
            "-std=c11", "-D_GNU_SOURCE", "-O2", "-shared", "-fPIC", "-fvisibility=hidden", "-I", Path.Combine(Repository, "include"), "-o", target,
            .. Directory.EnumerateFiles(sources, "*.c"),
        ]);
        gcc.WaitForExit();
        return gcc.ExitCode == 0 ? Lock(target) : throw new InvalidOperationException("gcc failed.");
    }

    private static string Lock(string file)
    {
        string folder = Path.GetDirectoryName(file)!;
        File.WriteAllText(Path.Combine(folder, PluginLock.FileName), PluginJson.Write(new PluginLocker(folder).Add(PluginLock.Empty, Path.GetFileName(file))));
        return file;
    }

    private static string Repository { get; } = Above(AppContext.BaseDirectory);

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "Weir.slnx")) ? folder
        : Above(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository was not found above the benchmark's folder."));
}
