using System.Globalization;
using Weir.Diagnostics;

namespace Weir.Relations;

/// <summary>
/// A query as a value: rows from somewhere, and steps over them. Immutable; every step gives a new relation. A step that SQL writes behind
/// the ones before it goes into the same SELECT, and any other begins a SELECT around it, so the steps mean what they say in their order.
/// It runs by <c>Session.Run</c>, through the same checks, bindings and pruning as text.
/// </summary>
/// <example>
/// <code>
/// Relation large = Relation.Table("orders")
///     .Where(Sql.Column("amount") > 100)
///     .Aggregate([Sql.Column("status")], Sql.Count().As("orders"))
///     .OrderBy(Sql.Column("orders").Descending());
/// using QueryResult result = session.Run(large);
/// </code>
/// </example>
public sealed class Relation
{
    private readonly RelationClauses _clauses;
    private readonly string? _source;

    private Relation(RelationClauses clauses, string? source = null)
    {
        _clauses = clauses;
        _source = source;
        Sql = clauses.Sql();
    }

    /// <summary>The relation as SQL of the engine's dialect.</summary>
    public string Sql { get; }

    /// <summary>The rows of a table or view of the session.</summary>
    /// <param name="name">Its name, or the names of a catalog and a schema and its own.</param>
    public static Relation Table(params string[] name) => Source(new SqlName(name).ToString());

    /// <summary>The rows of a function in FROM.</summary>
    /// <param name="call">The call.</param>
    public static Relation Function(SqlCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Source(call.ToString());
    }

    /// <summary>The rows of a query that is written as text. It is checked when the relation runs, as any text is.</summary>
    /// <param name="sql">One query.</param>
    public static Relation FromSql(string sql)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        // A line comment at the end would take the parenthesis in.
        return Source($"({sql.TrimEnd().TrimEnd(';')}\n)");
    }

    /// <summary>Rows that stand in the query itself.</summary>
    /// <param name="columns">Names of their columns.</param>
    /// <param name="rows">Rows, one at least, each with as many values as there are columns.</param>
    public static Relation Values(IReadOnlyList<string> columns, params SqlExpression[][] rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfZero(rows.Length);
        if (rows.FirstOrDefault(row => row.Length != columns.Count) is { } wrong)
            throw StatementErrors.RelationInvalid("a row of values", $"has {wrong.Length} values, and there are {columns.Count} columns");
        string values = string.Join(", ", rows.Select(row => $"({string.Join(", ", (IEnumerable<SqlExpression>)row)})"));
        return new Relation(new RelationClauses { From = $"(VALUES {values}) AS {new SqlName("rows")}({Names(columns)})" });
    }

    /// <summary>Gives the relation a name by which expressions call its columns.</summary>
    public Relation As(string alias)
    {
        SqlName name = new(alias);
        return _source is not null && _clauses.Stage == ClauseStage.From ? new Relation(new RelationClauses { From = $"{_source} AS {name}" }) : Source($"({Sql}) AS {name}");
    }

    /// <summary>The rows for which a condition holds. Behind <see cref="Aggregate"/> it is HAVING.</summary>
    public Relation Where(SqlExpression condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        if (_clauses.Stage is ClauseStage.Grouped or ClauseStage.Having)
            return new Relation(_clauses with { Having = [.. _clauses.Having, condition], Stage = ClauseStage.Having });
        RelationClauses clauses = UpTo(ClauseStage.Where);
        return new Relation(clauses with { Where = [.. clauses.Where, condition], Stage = ClauseStage.Where });
    }

    /// <summary>The rows for which a condition on window functions holds.</summary>
    public Relation Qualify(SqlExpression condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        RelationClauses clauses = UpTo(ClauseStage.Qualified);
        return new Relation(clauses with { Qualify = [.. clauses.Qualify, condition], Stage = ClauseStage.Qualified });
    }

    /// <summary>Exactly these columns; an expression without a name has its own text for one.</summary>
    public Relation Select(params NamedExpression[] expressions)
    {
        ArgumentNullException.ThrowIfNull(expressions);
        return SelectItems(expressions.Select(item => item.AsColumn()));
    }

    /// <summary>All columns, and one more behind them.</summary>
    public Relation With(string name, SqlExpression expression) => SelectItems(["*", expression.As(name).AsColumn()]);

    /// <summary>All columns, with another value in one of them.</summary>
    public Relation Replace(string name, SqlExpression expression) => SelectItems([$"* REPLACE ({expression.As(name).AsColumn()})"]);

    /// <summary>All columns, with another name for one of them.</summary>
    public Relation Rename(string name, string newName) => SelectItems([$"* RENAME ({new SqlName(name)} AS {new SqlName(newName)})"]);

    /// <summary>All columns but these.</summary>
    public Relation Drop(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentOutOfRangeException.ThrowIfZero(names.Length);
        return SelectItems([$"* EXCLUDE ({Names(names)})"]);
    }

    /// <summary>One row for each value of some keys, or one for all rows when there are none: the keys, then the aggregates.</summary>
    public Relation Aggregate(IReadOnlyList<SqlExpression> keys, params NamedExpression[] aggregates)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(aggregates);
        ArgumentOutOfRangeException.ThrowIfZero(keys.Count + aggregates.Length);
        RelationClauses clauses = UpTo(ClauseStage.Where);
        return new Relation(clauses with
        {
            Items = string.Join(", ", (IEnumerable<object>)[.. keys, .. aggregates.Select(item => item.AsColumn())]),
            Groups = keys.Count == 0 ? "" : $" GROUP BY {string.Join(", ", keys.Select(Key))}",
            Stage = ClauseStage.Grouped,
        });
    }

    /// <summary>The rows that two relations have together.</summary>
    /// <param name="other">The right side; give sides names by <see cref="As"/> where columns of both are named.</param>
    /// <param name="condition">Which rows match.</param>
    /// <param name="kind">What becomes of the others.</param>
    public Relation Join(Relation other, SqlExpression condition, JoinKind kind = JoinKind.Inner)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Joined(other, $"{Word(kind)} JOIN", $" ON {condition}");
    }

    /// <summary>As <see cref="Join(Relation, SqlExpression, JoinKind)"/>, where columns of the same name are equal; the result has them once.</summary>
    public Relation Join(Relation other, IReadOnlyList<string> columns, JoinKind kind = JoinKind.Inner)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfZero(columns.Count);
        return Joined(other, $"{Word(kind)} JOIN", $" USING ({Names(columns)})");
    }

    /// <summary>Every row of one relation with every row of another.</summary>
    public Relation CrossJoin(Relation other) => Joined(other, "CROSS JOIN", "");

    /// <summary>Each row with the nearest row of another relation.</summary>
    /// <param name="other">The right side.</param>
    /// <param name="condition">Equalities, and one inequality that says what is near.</param>
    /// <param name="kind">Inner, or left to keep rows that have no nearest one.</param>
    public Relation AsOfJoin(Relation other, SqlExpression condition, JoinKind kind = JoinKind.Inner)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return kind is JoinKind.Inner or JoinKind.Left
            ? Joined(other, $"ASOF {Word(kind)} JOIN", $" ON {condition}")
            : throw StatementErrors.RelationInvalid("an as-of join", $"is {kind}; it can be Inner or Left");
    }

    /// <summary>Each row once.</summary>
    public Relation Distinct()
    {
        RelationClauses clauses = UpTo(ClauseStage.Selected);
        return new Relation(clauses with { Distinct = "DISTINCT ", Stage = ClauseStage.Distinct });
    }

    /// <summary>The rows in an order.</summary>
    public Relation OrderBy(params SqlOrder[] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentOutOfRangeException.ThrowIfZero(keys.Length);
        RelationClauses clauses = UpTo(ClauseStage.Distinct);
        return new Relation(clauses with { Order = $" ORDER BY {string.Join(", ", keys.Select(key => key with { Expression = Key(key.Expression) }))}", Stage = ClauseStage.Ordered });
    }

    /// <summary>Some rows.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="offset">How many are left out before them.</param>
    public Relation Limit(long count, long offset = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        RelationClauses clauses = UpTo(ClauseStage.Ordered);
        string limit = string.Create(CultureInfo.InvariantCulture, $" LIMIT {count}");
        return new Relation(clauses with { Limit = offset == 0 ? limit : string.Create(CultureInfo.InvariantCulture, $"{limit} OFFSET {offset}"), Stage = ClauseStage.Limited });
    }

    /// <summary>The rows of both, each once.</summary>
    public Relation Union(Relation other) => Set("UNION", other);

    /// <summary>The rows of both.</summary>
    public Relation UnionAll(Relation other) => Set("UNION ALL", other);

    /// <summary>The rows of both; columns of the same name become one, and what one side has not is NULL.</summary>
    public Relation UnionAllByName(Relation other) => Set("UNION ALL BY NAME", other);

    /// <summary>The rows that both have, each once.</summary>
    public Relation Intersect(Relation other) => Set("INTERSECT", other);

    /// <summary>The rows that the other one has not, each once.</summary>
    public Relation Except(Relation other) => Set("EXCEPT", other);

    /// <summary>The relation as SQL.</summary>
    public override string ToString() => Sql;

    private static Relation Source(string text) => new(new RelationClauses { From = text }, text);

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => new SqlName(name)));

    // A bare number would be the place of a column, and here it is a constant.
    private static SqlExpression Key(SqlExpression key) => key.ToString().All(char.IsAsciiDigit) ? key.Cast(SqlType.HugeInt) : key;

    private static string Word(JoinKind kind) => kind.ToString().ToUpperInvariant();

    private Relation SelectItems(IEnumerable<object> items)
    {
        object[] written = [.. items];
        ArgumentOutOfRangeException.ThrowIfZero(written.Length);
        // The columns of an aggregation are chosen already.
        RelationClauses clauses = _clauses.Stage is ClauseStage.Grouped or ClauseStage.Having ? Around() : UpTo(ClauseStage.Qualified);
        return new Relation(clauses with { Items = string.Join(", ", written), Stage = ClauseStage.Selected });
    }

    private Relation Joined(Relation other, string join, string condition)
    {
        ArgumentNullException.ThrowIfNull(other);
        RelationClauses left = UpTo(ClauseStage.From), right = other.UpTo(ClauseStage.From);
        // What is joined already stands right of the word in parentheses.
        string side = other.IsJoin ? $"({right.From})" : right.From;
        return new Relation(new RelationClauses { From = $"{left.From} {join} {side}{condition}" }) { IsJoin = true };
    }

    private bool IsJoin { get; init; }

    private Relation Set(string operation, Relation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new Relation(new RelationClauses { From = "", SetOperation = $"({Sql}) {operation} ({other.Sql})", Stage = ClauseStage.Distinct });
    }

    private RelationClauses UpTo(ClauseStage stage) => _clauses.Stage <= stage && (_clauses.SetOperation is null || stage >= ClauseStage.Distinct) ? _clauses : Around();

    private RelationClauses Around() => new() { From = $"({Sql})" };
}
