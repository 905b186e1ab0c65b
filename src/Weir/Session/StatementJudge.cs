using Weir.Engine;

namespace Weir.Sessions;

/// <summary>Judges the statements of one query, those behind its views included, on one connection.</summary>
/// <param name="connection">The query's.</param>
/// <param name="tables">Names of the session's tables.</param>
/// <param name="plugins">The plugins that the query may use.</param>
/// <param name="cancellationToken">Interrupts the engine.</param>
internal sealed class StatementJudge(DuckConnection connection, IReadOnlyCollection<string> tables, PluginScope plugins, CancellationToken cancellationToken)
{
    /// <summary>As <see cref="StatementGate.Admit"/>.</summary>
    public StatementShape Admit(string sql) => StatementGate.Admit(connection, sql, tables, plugins, cancellationToken);

    /// <summary>As <see cref="Admit"/>, for a view of the session: who made it has answered for what it names.</summary>
    public StatementShape AdmitView(string sql) => StatementGate.Admit(
        connection, sql, tables, plugins with { Policy = plugins.Policy is { } policy ? policy with { IsOfProgram = true } : null }, cancellationToken);

    /// <summary>The columns that a table of the session has for SQL; null for all.</summary>
    public IReadOnlyList<string>? ColumnsOf(string table) => plugins.Policy?.ColumnsOf(table);

    /// <summary>The statement as it runs, once its tables are bound.</summary>
    public StatementShape Settle(StatementShape statement) => statement.OpenSql is null
        ? statement
        : statement with { Sql = StatementGate.Settle(connection, statement, plugins, cancellationToken), OpenSql = null };
}
