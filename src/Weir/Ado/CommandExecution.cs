using System.Data;
using System.Data.Common;

namespace Weir.Ado;

/// <summary>How commands and batches run: the same queries as a reader, as one value, or for nothing.</summary>
internal sealed class CommandExecution
{
    private CommandRun? _last;

    /// <summary>Cancels what runs; nothing happens when nothing does.</summary>
    public void Cancel() => Volatile.Read(ref _last)?.Cancel();

    /// <summary>Starts queries, and answers when the first rows are there.</summary>
    /// <param name="request">What runs; its connection is closed with the reader, or when nothing can be read, if the caller wants that.</param>
    /// <param name="behavior">What the caller wants of it.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    public WeirDataReader Read(CommandRequest request, CommandBehavior behavior, CancellationToken cancellationToken)
    {
        DbConnection? closed = behavior.HasFlag(CommandBehavior.CloseConnection) ? request.Connection : null;
        CommandRun? run = null;
        try
        {
            IReadOnlyList<Query> queries = Shaped(request.Queries, request.Link.Settings.BatchRows, behavior);
            run = new CommandRun(request.Link, queries, request.TimeoutSeconds, behavior.HasFlag(CommandBehavior.SchemaOnly), request.Wrote);
            Volatile.Write(ref _last, run);
            return new WeirDataReader(run, closed, cancellationToken);
        }
        catch
        {
            run?.Dispose();
            closed?.Close();
            throw;
        }
    }

    /// <summary>The first column of the first row of the first result; null when there is no row.</summary>
    public object? ReadOne(CommandRequest request, CancellationToken cancellationToken)
    {
        using WeirDataReader reader = Read(request, CommandBehavior.SingleRow, cancellationToken);
        return reader.Read() && reader.FieldCount > 0 ? reader.GetValue(0) : null;
    }

    /// <summary>Runs all statements to their ends.</summary>
    /// <returns>Rows written; -1 when no statement writes.</returns>
    public int Run(CommandRequest request, CancellationToken cancellationToken)
    {
        using WeirDataReader reader = Read(request, CommandBehavior.Default, cancellationToken);
        reader.Finish(cancellationToken);
        return reader.RecordsAffected;
    }

    private static List<Query> Shaped(IReadOnlyList<Query> queries, int batchRows, CommandBehavior behavior)
    {
        IEnumerable<Query> wanted = behavior.HasFlag(CommandBehavior.SingleResult) ? queries.Take(1) : queries;
        long? rowsMax = behavior.HasFlag(CommandBehavior.SingleRow) ? 1 : null;
        return [.. wanted.Select(query => query with { BatchRows = batchRows, MaxRows = rowsMax })];
    }
}
