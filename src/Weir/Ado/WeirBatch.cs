using System.Data;
using System.Data.Common;
using Weir.Diagnostics;

namespace Weir.Ado;

/// <summary>
/// Several commands with parameters of their own, read as one reader with a result for each statement. Not thread-safe, except
/// for <see cref="Cancel"/>.
/// </summary>
public sealed class WeirBatch : DbBatch
{
    private readonly CommandExecution _execution = new();
    private readonly bool _ownsConnection;
    private int? _timeoutSeconds;

    /// <summary>An empty batch.</summary>
    /// <param name="connection">A connection of Weir; null for one that is set later.</param>
    public WeirBatch(DbConnection? connection = null) => Connection = connection;

    internal WeirBatch(DbConnection connection, bool ownsConnection)
        : this(connection) => _ownsConnection = ownsConnection;

    /// <summary>The commands, in order.</summary>
    public new WeirBatchCommandCollection BatchCommands { get; } = new();

    /// <summary>As <see cref="WeirCommand.CommandTimeout"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public override int Timeout
    {
        get => _timeoutSeconds ?? (Connection as IAdoConnection)?.Settings.CommandTimeoutSeconds ?? new AdoSettings().CommandTimeoutSeconds;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _timeoutSeconds = value;
        }
    }

    /// <inheritdoc/>
    protected override DbBatchCommandCollection DbBatchCommands => BatchCommands;

    /// <inheritdoc/>
    protected override DbConnection? DbConnection { get; set; }

    /// <summary>Always null.</summary>
    /// <exception cref="NotSupportedException">A transaction was set.</exception>
    protected override DbTransaction? DbTransaction
    {
        get => null;
        set
        {
            if (value is not null)
                throw AdoErrors.TransactionsNotSupported();
        }
    }

    /// <inheritdoc cref="WeirCommand.Cancel"/>
    public override void Cancel() => _execution.Cancel();

    /// <inheritdoc cref="WeirCommand.ExecuteNonQuery"/>
    public override int ExecuteNonQuery() => _execution.Run(Request(), default);

    /// <inheritdoc cref="WeirCommand.ExecuteNonQueryAsync(CancellationToken)"/>
    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken = default)
    {
        CommandRequest request = Request();
        return await Task.Run(() => _execution.Run(request, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="WeirCommand.ExecuteScalar"/>
    public override object? ExecuteScalar() => _execution.ReadOne(Request(), default);

    /// <inheritdoc cref="WeirCommand.ExecuteScalarAsync(CancellationToken)"/>
    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken = default)
    {
        CommandRequest request = Request();
        return await Task.Run(() => _execution.ReadOne(request, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="WeirCommand.Prepare"/>
    public override void Prepare() => CommandRequest.Of("batch", Connection, () => Queries([]), Timeout, CommandBehavior.Default);

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_ownsConnection)
            Connection?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    public override Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Prepare();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override DbBatchCommand CreateDbBatchCommand() => new WeirBatchCommand();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        _execution.Read(Request(behavior), behavior, default);

    /// <inheritdoc/>
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        // A token that is cancelled already ends it there, with its connection.
        CommandRequest request = Request(behavior);
        return await Task.Run(() => _execution.Read(request, behavior, cancellationToken), CancellationToken.None).ConfigureAwait(false);
    }

    private CommandRequest Request(CommandBehavior behavior = CommandBehavior.Default)
    {
        List<WeirBatchCommand> commands = [];
        CommandRequest request = CommandRequest.Of("batch", Connection, () => Queries(commands), Timeout, behavior);
        foreach (WeirBatchCommand command in commands)
            command.Written = null;
        return request with { Wrote = (query, rows) => commands[query].Written = (commands[query].Written ?? 0) + rows };
    }

    // The commands are those of the queries, in the same order.
    private List<Query> Queries(List<WeirBatchCommand> commands)
    {
        if (BatchCommands.Count == 0)
            throw new InvalidOperationException("The batch has no commands: add some to BatchCommands.");
        List<Query> queries = [];
        foreach (DbBatchCommand item in BatchCommands)
        {
            WeirBatchCommand command = (WeirBatchCommand)item;
            if (string.IsNullOrWhiteSpace(command.CommandText))
                throw new InvalidOperationException("A command of the batch has no text: set CommandText.");
            queries.AddRange(CommandBinding.Bind(command.CommandText, command.Parameters));
            commands.AddRange(Enumerable.Repeat(command, queries.Count - commands.Count));
        }
        return queries;
    }
}
