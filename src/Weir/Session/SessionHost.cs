using Microsoft.Extensions.Logging;
using Weir.Engine;
using Weir.Engine.Syntax;

namespace Weir.Sessions;

/// <summary>What all sessions of a runtime share. Safe for use by many threads; the runtime owns it.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Snapshots">Delta tables that are open.</param>
/// <param name="Clock">The time.</param>
/// <param name="Chance">Random numbers from 0 to 1, 1 left out.</param>
/// <param name="Logger">Where logs go.</param>
internal sealed record SessionHost(LastingEngine Engine, SnapshotSource Snapshots, TimeProvider Clock, Func<double> Chance, ILogger Logger)
{
    public DeltaViews Views { get; } = new();

    /// <summary>What the runtime's plugins bring to SQL.</summary>
    public PluginCatalog Plugins { get; init; } = PluginCatalog.Empty;

    /// <summary>Connections that sessions keep open and idle for their next queries, at most.</summary>
    public int IdleConnectionsMax { get; init; } = 4;
}
