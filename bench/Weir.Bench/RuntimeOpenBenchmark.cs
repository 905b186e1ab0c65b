using System.Diagnostics;
using Weir.Engine;
using Weir.Plugins;
using Weir.Sessions;

namespace Weir.Bench;

/// <summary>
/// Opening a runtime, and what it is made of: the bare engine, reading the catalog of its functions, loading the bundled plugin through every
/// gate, and registering the plugin's functions with the engine.
/// </summary>
internal static class RuntimeOpenBenchmark
{
    private const int Repetitions = 15;
    private const double MillisecondsMax = 150;

    public static int Run()
    {
        Console.WriteLine($"runtime-open: the first of the process {Time(() => WeirRuntime.Open().Dispose()):N0} ms");
        return RatioRunner.Print($"runtime-open: medians of {Repetitions}",
        [
            new BenchLine("a runtime, opened and closed", Median(() => WeirRuntime.Open().Dispose()), "ms", null, MillisecondsMax),
            new BenchLine("  the bare engine", Median(() => DuckDatabase.Open(new EngineOptions()).Dispose()), "ms"),
            new BenchLine("  its functions, read once a process", Read(), "ms"),
            new BenchLine("  the bundled plugin, loaded", Median(() => Load().Release()), "ms"),
            new BenchLine("  its functions, registered", Registered(), "ms"),
            new BenchLine("a first query, one row", FirstQuery(), "ms"),
        ]);
    }

    private static double Read()
    {
        using DuckDatabase database = DuckDatabase.Open(new EngineOptions());
        using DuckConnection connection = database.Connect();
        return Median(() => EngineFunctions.Read(connection));
    }

    private static PluginHolder Load()
    {
        PluginHolder holder = PluginComposition.NewHolder(new WeirOptions());
        foreach (PluginReference reference in RequiredPlugins.Beside([]))
            holder.Load(reference, CancellationToken.None);
        return holder;
    }

    private static double Registered()
    {
        PluginHolder holder = PluginComposition.NewHolder(new WeirOptions());
        try
        {
            HostedPlugin[] plugins = [.. RequiredPlugins.Beside([]).Select(reference => holder.Load(reference, CancellationToken.None))];
            return RatioRunner.Median([.. Enumerable.Range(0, Repetitions).Select(_ => Registered(plugins))]);
        }
        finally
        {
            holder.Release();
        }
    }

    private static double Registered(HostedPlugin[] plugins)
    {
        using DuckDatabase database = DuckDatabase.Open(new EngineOptions());
        _ = database.Functions;
        return Time(() =>
        {
            foreach (HostedPlugin plugin in plugins)
                database.Register(plugin.Plugin);
        });
    }

    private static double FirstQuery()
    {
        using WeirRuntime runtime = WeirRuntime.Open();
        return Median(() =>
        {
            using Session session = runtime.NewSession();
            using QueryResult result = session.Run(new Query("SELECT stable_hash64('a') AS h"));
        });
    }

    private static double Median(Action action) => RatioRunner.Median([.. Enumerable.Range(0, Repetitions).Select(_ => Time(action))]);

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
