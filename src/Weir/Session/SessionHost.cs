using Microsoft.Extensions.Logging;
using Weir.Diagnostics;
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
    public DeltaViews Views { get; } = new(Caches, Snapshots.KeptSnapshots, Clock);

    public DatasetScans Datasets { get; } = new(Clock);

    public SnapshotBounds Bounds { get; } = new(Caches, Snapshots.KeptSnapshots, Clock);

    /// <summary>What a session with these plugins can do.</summary>
    public CapabilitiesSnapshot CapabilitiesOf(SessionPlugins plugins) => CapabilitiesReading.Of(Engine.Functions, Engine.Version, plugins);

    /// <summary>Who is told what happens.</summary>
    public DiagnosticsEmitter Diagnostics { get; init; } = DiagnosticsEmitter.None;

    /// <summary>Tells them what sessions do.</summary>
    public RunRecorder Recorder { get; init; } = RunRecorder.None;

    /// <summary>How long a caller waits for a query until it is told as slow; null for never.</summary>
    public TimeSpan? SlowQueryThreshold { get; init; }

    /// <summary>Where the engine puts what does not fit into memory; null for nowhere.</summary>
    public string? SpillFolder { get; init; }

    /// <summary>The run that sessions work in.</summary>
    public RunScope Scope => new(Diagnostics.RunId);

    /// <summary>The functions made by statements that every session starts with.</summary>
    public SqlMacros InitialMacros { get; init; } = SqlMacros.None;

    /// <summary>What the runtime's profile says about sessions.</summary>
    public SessionDefaults Defaults { get; init; } = new();

    /// <summary>Which function comes first where the engine and a plugin have one of the same name.</summary>
    public FunctionTierPolicy TierPolicy { get; init; }

    /// <summary>What sessions are held to that are told nothing else.</summary>
    public SqlPolicy Policy { get; init; } = SqlPolicy.ReadOnly;

    /// <summary>The engine's limit of memory, in bytes; null when it has its own.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Told every verdict of every session; null for nobody.</summary>
    public Action<SqlVerdict>? VerdictObserver { get; set; }

    /// <summary>Says which function a call means to a statement with these plugins.</summary>
    public FunctionResolver Resolver(SessionPlugins plugins, FunctionTierPolicy policy) => new(
        plugins.Catalog,
        // Without functions of plugins there is nothing to tell apart, and asking the engine takes time.
        Roster.All.Catalog.Functions.Count == 0 ? EngineFunctions.None : Engine.Functions,
        policy == FunctionTierPolicy.PluginFirst);

    /// <summary>Connections that sessions keep open and idle for their next queries, at most.</summary>
    public int IdleConnectionsMax { get; init; } = 4;
}
