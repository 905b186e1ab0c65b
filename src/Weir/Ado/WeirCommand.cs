using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Weir.Diagnostics;

namespace Weir.Ado;

/// <summary>
/// A text of one or more statements with its parameters; what they may do says the policy of the data source's session. Statements run when the reader comes to them;
/// <see cref="ExecuteNonQuery"/> runs all. Not thread-safe, except for <see cref="Cancel"/>.
/// </summary>
public sealed class WeirCommand : DbCommand, ICloneable
{
    private const int DefaultTimeoutSeconds = 30;

    private readonly CommandExecution _execution = new();
    private string _text = "";
    private CommandType _type = CommandType.Text;
    private int? _timeoutSeconds;

    /// <summary>A command without text and connection.</summary>
    public WeirCommand()
    {
    }

    /// <summary>A command with a text.</summary>
    /// <param name="commandText">The text.</param>
    /// <param name="connection">A connection of Weir; null for one that is set later.</param>
    public WeirCommand(string? commandText, DbConnection? connection = null) => (CommandText, Connection) = (commandText, connection);

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText
    {
        get => _text;
        set => _text = value ?? "";
    }

    /// <summary>
    /// Seconds that each wait for the engine may take: for the first rows, and for every batch of rows after them. 0 is no limit.
    /// Unless it is set, what the connection string says, or 30.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public override int CommandTimeout
    {
        get => _timeoutSeconds ?? (Connection as IAdoConnection)?.Settings.CommandTimeoutSeconds ?? DefaultTimeoutSeconds;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _timeoutSeconds = value;
        }
    }

    /// <summary><see cref="CommandType.Text"/>, or <see cref="CommandType.TableDirect"/> for a text that is the name of a table, as <see cref="TableName.Parse"/> reads it.</summary>
    /// <exception cref="NotSupportedException">There are no stored procedures.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
    public override CommandType CommandType
    {
        get => _type;
        set => _type = value switch
        {
            CommandType.Text or CommandType.TableDirect => value,
            CommandType.StoredProcedure => throw new NotSupportedException("Weir has no stored procedures; a function is called in a SELECT."),
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such CommandType."),
        };
    }

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <summary>The parameters, which belong to the command.</summary>
    public new WeirParameterCollection Parameters { get; } = new();

    /// <inheritdoc/>
    protected override DbConnection? DbConnection { get; set; }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => Parameters;

    /// <summary>Always null: see <see cref="WeirConnection"/>.</summary>
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

    /// <summary>Interrupts the engine: what waits for it ends with an <see cref="OperationCanceledException"/>. Nothing happens when nothing runs.</summary>
    public override void Cancel() => _execution.Cancel();

    /// <summary>A command like this one, with copies of its parameters.</summary>
    /// <returns>The copy, on the same connection.</returns>
    public WeirCommand Clone()
    {
        WeirCommand copy = new(_text, Connection) { _type = _type, _timeoutSeconds = _timeoutSeconds, UpdatedRowSource = UpdatedRowSource, DesignTimeVisible = DesignTimeVisible };
        foreach (WeirParameter parameter in Parameters)
            copy.Parameters.Add(parameter.Clone());
        return copy;
    }

    object ICloneable.Clone() => Clone();

    /// <summary>Runs all statements to their ends.</summary>
    /// <returns>Rows that the statements have written; -1 when none of them writes.</returns>
    /// <exception cref="WeirException">A statement was refused or failed, or its time has passed (WEIR8033).</exception>
    /// <exception cref="InvalidOperationException">There is no text, or no open connection.</exception>
    public override int ExecuteNonQuery() => _execution.Run(Request(), default);

    /// <inheritdoc cref="ExecuteNonQuery()"/>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="OperationCanceledException">The token or the command was cancelled.</exception>
    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        CommandRequest request = Request();
        return await Task.Run(() => _execution.Run(request, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first column of the first row of the first statement.</summary>
    /// <returns>The value; null when there is no row, <see cref="DBNull.Value"/> for NULL.</returns>
    /// <exception cref="WeirException">As for <see cref="ExecuteNonQuery"/>.</exception>
    /// <exception cref="InvalidOperationException">As for <see cref="ExecuteNonQuery"/>.</exception>
    public override object? ExecuteScalar() => _execution.ReadOne(Request(), default);

    /// <inheritdoc cref="ExecuteScalar()"/>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="OperationCanceledException">The token or the command was cancelled.</exception>
    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
    {
        CommandRequest request = Request();
        return await Task.Run(() => _execution.ReadOne(request, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Checks that the command can be run, and that its parameters fit its text. Statements are planned when they run: the plan
    /// of a query hangs on the versions of its tables.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no text, or no open connection.</exception>
    /// <exception cref="WeirException">WEIR8034: the parameters do not fit.</exception>
    public override void Prepare() => Request();

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new WeirParameter();

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

    private CommandRequest Request(CommandBehavior behavior = CommandBehavior.Default) => CommandRequest.Of("command", Connection, Queries, CommandTimeout, behavior);

    private IReadOnlyList<Query> Queries()
    {
        if (string.IsNullOrWhiteSpace(_text))
            throw new InvalidOperationException("The command has no text: set CommandText.");
        return CommandBinding.Bind(_type == CommandType.TableDirect ? $"SELECT * FROM {TableName.Parse(_text)}" : _text, Parameters);
    }
}
