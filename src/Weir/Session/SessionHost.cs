using Microsoft.Extensions.Logging;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>What all sessions of a runtime share. Safe for use by many threads; the runtime owns it.</summary>
internal sealed record SessionHost(DuckDatabase Database, SnapshotSource Snapshots, TimeProvider Clock, ILogger Logger)
{
    public DeltaViews Views { get; } = new();

    /// <summary>Connections that sessions keep open and idle for their next queries, at most.</summary>
    public int IdleConnectionsMax { get; init; } = 4;
}
