using Weir.Build.Plan;

namespace Weir.Build.Run;

/// <summary>Binds with a session: DESCRIBE for columns, the engine's own parser for expressions.</summary>
internal sealed class SessionBinder(Session session) : ISqlBinder
{
    public IReadOnlyList<Column> Describe(string select, CancellationToken cancellation) =>
        [.. SessionRows.Read(session, $"SELECT column_name, column_type FROM (DESCRIBE {select})", cancellation).Select(row => new Column(row[0], row[1]))];

    public ParsedExpression? Parse(string expression, CancellationToken cancellation) =>
        session.ReadExpression(expression, cancellation) is { } shape
            ? new ParsedExpression(shape.Sql, shape.Functions, shape.Columns, shape.HasSubquery)
            : null;
}
