using Weir.Diagnostics;
using Weir.Engine;
using Weir.Hashing;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>Says what a host can do: the engine's and Weir's own functions as the engine lists them, and those of plugins.</summary>
internal static class CapabilitiesReading
{
    /// <summary>Takes a snapshot.</summary>
    /// <param name="engine">The functions that the host's engine has of its own.</param>
    /// <param name="engineVersion">The engine's version.</param>
    /// <param name="plugins">The plugins that count.</param>
    public static CapabilitiesSnapshot Of(EngineFunctions engine, string engineVersion, SessionPlugins plugins)
    {
        List<(string Owner, string Kind, string Name)> functions = [.. Host(engine)];
        foreach (HostedPlugin plugin in plugins.List)
            functions.AddRange(Exports(plugin));
        FieldHash hash = new("weir.functions.v1");
        foreach ((string owner, string kind, string name) in functions.Order())
            hash.Add("function", [owner, kind, name]);
        int Count(string kind) => functions.Count(function => function.Kind == kind);
        return new CapabilitiesSnapshot
        {
            SnapshotVersion = CapabilitiesSnapshot.CurrentVersion,
            WeirVersion = WeirTelemetry.Version,
            EngineVersion = engineVersion,
            EngineMajor = PluginAbi.EngineMajor,
            ArrowMajor = PluginAbi.ArrowMajor,
            PluginAbi = LoadedContract.Abi,
            StubEnabled = plugins.List.Any(plugin => plugin.IsStub),
            UdfRegistry = new FunctionRegistrySummary(
                Count("scalar"), Count("aggregate"), Count("window"), Count("table"), Count("provider"), Count("planner"),
                functions.Count(function => function.Owner.Length > 0 && function.Kind is "scalar" or "aggregate" or "window" or "table"), hash.ToHex()),
            RegistrySnapshotHash = RegistryReading.Of(plugins).Hash,
            Plugins = plugins.Snapshots,
        };
    }

    private static IEnumerable<(string Owner, string Kind, string Name)> Host(EngineFunctions engine) => engine.All
        .Where(routine => routine.Kind is "scalar" or "aggregate" or "window" or "table")
        .Select(routine => ("", routine.Kind, routine.Name))
        .Distinct();

    private static IEnumerable<(string Owner, string Kind, string Name)> Exports(HostedPlugin hosted)
    {
        Plugin plugin = hosted.Plugin;
        return
        [
            .. plugin.Scalars.Select(function => (hosted.Name, "scalar", function.Name)),
            .. plugin.Aggregates.Select(function => (hosted.Name, "aggregate", function.Name)),
            .. plugin.Windows.Select(function => (hosted.Name, "window", function.Name)),
            .. plugin.TableFunctions.Select(function => (hosted.Name, "table", function.Name)),
            .. plugin.TableProviders.Select(provider => (hosted.Name, "provider", provider.Name)),
            .. plugin.RelationPlanners.Select(planner => (hosted.Name, "planner", planner.Name)),
        ];
    }
}
