using Weir.Diagnostics;
using Weir.Engine;
using Weir.Hashing;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>Says what a host can do: the engine's and Weir's own functions as the engine lists them, and those of plugins.</summary>
internal static class CapabilitiesReading
{
    private const string Query =
        "SELECT DISTINCT lower(function_name), function_type FROM duckdb_functions() WHERE function_type IN ('scalar', 'aggregate', 'table')";

    /// <summary>Takes a snapshot.</summary>
    /// <param name="connection">A connection of the host's engine.</param>
    /// <param name="engineVersion">The engine's version.</param>
    /// <param name="plugins">The plugins that count.</param>
    /// <param name="all">The plugins whose functions the engine lists.</param>
    public static CapabilitiesSnapshot Of(DuckConnection connection, string engineVersion, SessionPlugins plugins, SessionPlugins all)
    {
        List<(string Owner, string Kind, string Name)> functions = [.. Host(connection, all)];
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
            PluginAbi = new PluginAbiVersion(PluginAbi.Major, PluginAbi.Minor),
            StubEnabled = plugins.List.Any(plugin => plugin.IsStub),
            UdfRegistry = new FunctionRegistrySummary(
                Count("scalar"), Count("aggregate"), Count("window"), Count("table"), Count("provider"), Count("planner"),
                functions.Count(function => function.Owner.Length > 0 && function.Kind is "scalar" or "aggregate" or "window" or "table"), hash.ToHex()),
            Plugins = plugins.Snapshots,
        };
    }

    private static IEnumerable<(string Owner, string Kind, string Name)> Host(DuckConnection connection, SessionPlugins all)
    {
        foreach ((string name, string kind) in EngineRows.Pairs(connection, Query, CancellationToken.None))
        {
            if (all.Catalog.Find(name) is null && !PluginNames.IsReserved(name))
                yield return ("", kind, name);
        }
    }

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
