using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// A statement that the engine has checked and planned. One exists only after that succeeded, so that
/// the calls that abort the process on a failed prepare cannot be reached. Uses its connection like
/// any call on it: one at a time.
/// </summary>
internal sealed unsafe class DuckStatement : IDisposable
{
    // What the engine calls the one column of a statement that it has not bound.
    private const string UnboundColumn = "unknown";

    private readonly ConnectionGate _connection;
    private readonly DuckStatementHandle _handle;

    internal DuckStatement(ConnectionGate connection, DuckStatementHandle handle, string sql)
    {
        _connection = connection;
        _handle = handle;
        Sql = sql;
        Kind = DuckApiStatement.StatementType(handle);
        Parameters = ReadParameters(handle);
    }

    /// <summary>The text that the statement stands in.</summary>
    public string Sql { get; }

    /// <summary>The engine's kind: DESCRIBE, SHOW and SUMMARIZE count as SELECT, TRUNCATE as DELETE.</summary>
    public StatementKind Kind { get; }

    /// <summary>Names of the parameters, without <c>$</c>; a positional one is its number.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The types of <see cref="Parameters"/>; null where the engine takes any.</summary>
    public IReadOnlyList<ArrowType?> ParameterTypes()
    {
        ArrowType?[] types = new ArrowType?[Parameters.Count];
        for (int i = 0; i < types.Length; i++)
            types[i] = Arrow(DuckApiStatement.ParameterType(_handle, (ulong)(i + 1)));
        return types;
    }

    /// <summary>
    /// The columns of the result; a type is null where Arrow has none of it. Null where the types of parameters decide about them: the
    /// engine binds such a statement when it has values, and tells one column until then that is none of the statement's.
    /// </summary>
    public IReadOnlyList<(string Name, ArrowType? Type)>? Columns()
    {
        (string, ArrowType?)[] columns = new (string, ArrowType?)[DuckApiStatement.ColumnCount(_handle)];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = (EngineText.Take(DuckApiStatement.ColumnName(_handle, (ulong)i)) ?? "", Arrow(DuckApiStatement.ColumnType(_handle, (ulong)i)));
        return Parameters.Count > 0 && columns is [(UnboundColumn, null)] ? null : columns;
    }

    /// <summary>Runs the statement for its effect.</summary>
    /// <returns>Rows that were inserted, changed or deleted.</returns>
    public long Execute(QueryArguments? arguments = null, CancellationToken cancellationToken = default)
    {
        using ConnectionGate.Lease lease = _connection.Take(Sql);
        Bind(arguments);
        return RunUnleased(cancellationToken, bind: false);
    }

    /// <summary>Runs the statement and streams its rows; see <c>DuckConnection.Query</c>.</summary>
    public RecordBatchReader Query(
        QueryArguments? arguments = null, int batchRows = DuckResultReader.BatchRowsDefault, CancellationToken cancellationToken = default)
    {
        ConnectionGate.Lease lease = _connection.Take(Sql);
        try
        {
            return StreamUnleased(lease, arguments, batchRows, ownsStatement: false, cancellationToken);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    public void Dispose() => _handle.Dispose();

    /// <summary>Runs under the caller's lease.</summary>
    internal long RunUnleased(CancellationToken cancellationToken, bool bind = true)
    {
        if (bind)
            Bind(null);
        using DuckResultHandle result = Start(streaming: false, cancellationToken);
        return checked((long)DuckApiResult.RowsChanged(ref result.Result));
    }

    /// <summary>Streams under the caller's lease, which the stream takes over when this method succeeds.</summary>
    internal DuckResultReader StreamUnleased(
        ConnectionGate.Lease lease, QueryArguments? arguments, int batchRows, bool ownsStatement, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        Bind(arguments);
        DuckResultHandle result = Start(streaming: true, cancellationToken);
        try
        {
            return new DuckResultReader(_connection, lease, result, Sql, batchRows, ownsStatement ? this : null);
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    private static ArrowType? Arrow(DuckTypeHandle type)
    {
        using (type)
            return type.IsInvalid ? null : DuckTypes.ToArrow(type);
    }

    private void Bind(QueryArguments? arguments)
    {
        IReadOnlyDictionary<string, object?> values = (arguments ?? new QueryArguments()).ByName;
        DuckApiStatement.ClearBindings(_handle);
        foreach (string name in values.Keys)
            if (!Parameters.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw EngineErrors.ParameterMismatch(Sql, $"has no parameter '{name}'; it has {Names()}");
        for (int i = 0; i < Parameters.Count; i++)
        {
            if (!values.TryGetValue(Parameters[i], out object? value))
                throw EngineErrors.ParameterMismatch(Sql, $"has the parameter '{Parameters[i]}', for which no argument is given");
            using DuckValueHandle bound = EngineValue.Create(Parameters[i], value);
            if (bound.IsInvalid || DuckApiStatement.BindValue(_handle, (ulong)(i + 1), bound) != DuckState.Success)
                throw EngineErrors.ParameterMismatch(Sql, $"did not take the argument for parameter '{Parameters[i]}'");
        }
    }

    private string Names() =>
        Parameters.Count == 0 ? "none" : string.Join(", ", Parameters.Select(p => $"'{p}'"));

    // The engine resets its interrupt flag when the pending result is made; from then on an interrupt lasts.
    private DuckResultHandle Start(bool streaming, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DuckState state = streaming
            ? DuckApiStreaming.PendingStreaming(_handle, out DuckPendingHandle pending)
            : DuckApiStatement.Pending(_handle, out pending);
        using (pending)
        {
            if (state != DuckState.Success)
                throw Failure(pending.IsInvalid ? null : EngineText.Read(DuckApiStatement.PendingError(pending)), cancellationToken);
            Interruption interruption = new(_connection, cancellationToken);
            state = DuckApiStatement.ExecutePending(pending, out DuckResult raw);
            interruption.Dispose();
            DuckResultHandle result = new(raw);
            // An interrupt that came last would hit the stream's first read; finished work stays done.
            if (state == DuckState.Success && !(streaming && cancellationToken.IsCancellationRequested))
                return result;
            string? report = EngineText.Read(DuckApiResult.Error(ref result.Result));
            result.Dispose();
            throw Failure(report, cancellationToken);
        }
    }

    private Exception Failure(string? report, CancellationToken cancellationToken) =>
        _connection.Failure(report, Sql, cancellationToken);

    private static string[] ReadParameters(DuckStatementHandle handle)
    {
        string[] names = new string[DuckApiStatement.ParameterCount(handle)];
        for (int i = 0; i < names.Length; i++)
            names[i] = EngineText.Take(DuckApiStatement.ParameterName(handle, (ulong)(i + 1))) ?? $"{i + 1}";
        return names;
    }
}
