using System.Data;
using System.Data.Common;

namespace Weir.Ado;

/// <summary>What a command or batch asks for when it is run.</summary>
/// <param name="Connection">The connection, open.</param>
/// <param name="Link">What runs on it.</param>
/// <param name="Queries">What runs.</param>
/// <param name="TimeoutSeconds">Longest wait for the engine; 0 is no limit.</param>
internal sealed record CommandRequest(DbConnection Connection, ConnectionLink Link, IReadOnlyList<Query> Queries, int TimeoutSeconds)
{
    /// <summary>Told the place of a query that writes, and how many rows it has written; null for nobody.</summary>
    public Action<int, long>? Wrote { get; init; }

    /// <param name="subject">Who asks, for the error: <c>command</c> or <c>batch</c>.</param>
    /// <param name="connection">Its connection.</param>
    /// <param name="queries">Gives what runs, or says why it cannot.</param>
    /// <param name="timeoutSeconds">As above.</param>
    /// <param name="behavior">Whether the connection is closed when there is nothing that can run.</param>
    /// <exception cref="InvalidOperationException">There is no connection, it is not open, or it is none of Weir.</exception>
    public static CommandRequest Of(string subject, DbConnection? connection, Func<IReadOnlyList<Query>> queries, int timeoutSeconds, CommandBehavior behavior)
    {
        if (connection is null)
            throw new InvalidOperationException($"The {subject} has no connection: set Connection.");
        if (connection is not IAdoConnection own)
            throw new InvalidOperationException($"The {subject}'s connection is a {connection.GetType()} and none of Weir.");
        try
        {
            return new CommandRequest(connection, own.Link, queries(), timeoutSeconds);
        }
        catch when (behavior.HasFlag(CommandBehavior.CloseConnection))
        {
            connection.Close();
            throw;
        }
    }
}
