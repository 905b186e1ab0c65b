using Microsoft.Extensions.Logging;
using Weir.Engine;
using Weir.Engine.Syntax;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>What all sessions of a runtime share. Safe for use by many threads; the runtime owns it.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Snapshots">Delta tables that are open.</param>
/// <param name="Holder">Brings plugins in.</param>
/// <param name="Roster">The plugins that the engine has.</param>
/// <param name="Initial">The plugins that every session starts with.</param>
/// <param name="Clock">The time.</param>
/// <param name="Chance">Random numbers from 0 to 1, 1 left out.</param>
/// <param name="Logger">Where logs go.</param>
/// <param name="Caches">What is kept between queries, and its counts.</param>
internal sealed record SessionHost(
    LastingEngine Engine, SnapshotSource Snapshots, PluginHolder Holder, PluginRoster Roster, SessionPlugins Initial,
    TimeProvider Clock, Func<double> Chance, ILogger Logger, SessionCaches Caches)
{
    public DeltaViews Views { get; } = new(Caches);

    public SnapshotBounds Bounds { get; } = new(Caches);

    /// <summary>What a session with these plugins can do.</summary>
    public CapabilitiesSnapshot CapabilitiesOf(SessionPlugins plugins) => CapabilitiesReading.Of(Engine.Functions, Engine.Version, plugins);

    /// <summary>The functions made by statements that every session starts with.</summary>
    public SqlMacros InitialMacros { get; init; } = SqlMacros.None;

    /// <summary>Which function comes first where the engine and a plugin have one of the same name.</summary>
    public FunctionTierPolicy TierPolicy { get; init; }

    /// <summary>Says which function a call means to a statement with these plugins.</summary>
    public FunctionResolver Resolver(SessionPlugins plugins, FunctionTierPolicy policy) => new(
        plugins.Catalog,
        // Without functions of plugins there is nothing to tell apart, and asking the engine takes time.
        Roster.All.Catalog.Functions.Count == 0 ? EngineFunctions.None : Engine.Functions,
        policy == FunctionTierPolicy.PluginFirst);

    /// <summary>Connections that sessions keep open and idle for their next queries, at most.</summary>
    public int IdleConnectionsMax { get; init; } = 4;
}
