using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>The statements of a text, parsed. Used under a lease of the connection.</summary>
internal sealed class StatementList : IDisposable
{
    private readonly ConnectionGate _connection;
    private readonly DuckExtractedHandle _handle;
    private readonly string _sql;
    private int _next;

    private StatementList(ConnectionGate connection, DuckExtractedHandle handle, string sql, int count)
    {
        _connection = connection;
        _handle = handle;
        _sql = sql;
        Count = count;
    }

    public int Count { get; }

    /// <exception cref="WeirException">WEIR4004: the text is not SQL. WEIR4008: it holds a NUL or half a surrogate pair.</exception>
    public static unsafe StatementList Parse(ConnectionGate connection, string sql, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        byte[] text = EngineText.Sql(sql);
        ulong count = DuckApiStatement.Extract(connection.Handle, text, out DuckExtractedHandle handle);
        byte* error = handle.IsInvalid ? null : DuckApiStatement.ExtractError(handle);
        if (handle.IsInvalid || error != null)
        {
            string? report = EngineText.Read(error);
            handle.Dispose();
            throw connection.Failure(report, sql, cancellationToken);
        }
        return new StatementList(connection, handle, sql, checked((int)count));
    }

    /// <summary>Checks and plans the next statement. The engine moves it out of the list, so each is taken once, in order.</summary>
    public unsafe DuckStatement Prepare(int index, CancellationToken cancellationToken)
    {
        Invariant.Holds(index == _next);
        Invariant.Holds(index < Count);
        _next++;
        Interruption interruption = new(_connection, cancellationToken);
        DuckState state = DuckApiStatement.PrepareExtracted(_connection.Handle, _handle, (ulong)index, out DuckStatementHandle statement);
        interruption.Dispose();
        if (state == DuckState.Success)
            return Permitted(new DuckStatement(_connection, statement, _sql));
        string? report = statement.IsInvalid ? null : EngineText.Read(DuckApiStatement.PrepareError(statement));
        statement.Dispose();
        throw _connection.Failure(report, _sql, cancellationToken);
    }

    public void Dispose() => _handle.Dispose();

    // An extension is native code from elsewhere: INSTALL fetches it, LOAD runs it in this process.
    private DuckStatement Permitted(DuckStatement statement)
    {
        if (statement.Kind is not (StatementKind.Load or StatementKind.UpdateExtensions))
            return statement;
        statement.Dispose();
        throw EngineErrors.ExtensionForbidden(_sql);
    }
}
