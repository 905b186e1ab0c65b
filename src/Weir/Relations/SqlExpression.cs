using System.Text;
using Weir.Diagnostics;

namespace Weir.Relations;

/// <summary>
/// An expression of SQL as a value: columns, typed constants, operators, calls. Immutable; a part of any number of relations.
/// It is printed with every name in quotes and every constant as a literal of its type, so no text of a user becomes SQL.
/// </summary>
public class SqlExpression
{
    private readonly object[] _pieces;

    /// <param name="pieces">Texts are words of SQL that Weir itself writes; all else prints itself: expressions, names, types, relations.</param>
    internal SqlExpression(params object[] pieces)
    {
        foreach (object piece in pieces)
            ArgumentNullException.ThrowIfNull(piece);
        _pieces = pieces;
    }

    /// <summary>A constant.</summary>
    public static implicit operator SqlExpression(bool value) => Literal(value);

    /// <summary>A constant.</summary>
    public static implicit operator SqlExpression(int value) => Literal(value);

    /// <summary>A constant.</summary>
    public static implicit operator SqlExpression(long value) => Literal(value);

    /// <summary>A constant.</summary>
    public static implicit operator SqlExpression(double value) => Literal(value);

    /// <summary>A constant.</summary>
    public static implicit operator SqlExpression(decimal value) => Literal(value);

    /// <summary>A text constant; never a name.</summary>
    public static implicit operator SqlExpression(string value) => Literal(value);

    /// <summary>A constant.</summary>
    public static implicit operator SqlExpression(DateOnly value) => Literal(value);

    /// <summary>A constant: TIMESTAMP, or TIMESTAMP WITH TIME ZONE when its kind is UTC.</summary>
    public static implicit operator SqlExpression(DateTime value) => Literal(value);

    /// <summary>The sum.</summary>
    public static SqlExpression operator +(SqlExpression left, SqlExpression right) => Infix("+", left, right);

    /// <summary>The difference.</summary>
    public static SqlExpression operator -(SqlExpression left, SqlExpression right) => Infix("-", left, right);

    /// <summary>The product.</summary>
    public static SqlExpression operator *(SqlExpression left, SqlExpression right) => Infix("*", left, right);

    /// <summary>The quotient, a fraction of whole numbers too.</summary>
    public static SqlExpression operator /(SqlExpression left, SqlExpression right) => Infix("/", left, right);

    /// <summary>The remainder.</summary>
    public static SqlExpression operator %(SqlExpression left, SqlExpression right) => Infix("%", left, right);

    /// <summary>The negative.</summary>
    public static SqlExpression operator -(SqlExpression value) => new SqlExpression("(-", value, ")");

    /// <summary>Whether the left one is less.</summary>
    public static SqlExpression operator <(SqlExpression left, SqlExpression right) => Infix("<", left, right);

    /// <summary>Whether the left one is more.</summary>
    public static SqlExpression operator >(SqlExpression left, SqlExpression right) => Infix(">", left, right);

    /// <summary>Whether the left one is less or the same.</summary>
    public static SqlExpression operator <=(SqlExpression left, SqlExpression right) => Infix("<=", left, right);

    /// <summary>Whether the left one is more or the same.</summary>
    public static SqlExpression operator >=(SqlExpression left, SqlExpression right) => Infix(">=", left, right);

    /// <summary>Whether both hold.</summary>
    public static SqlExpression operator &(SqlExpression left, SqlExpression right) => Infix("AND", left, right);

    /// <summary>Whether one of both holds.</summary>
    public static SqlExpression operator |(SqlExpression left, SqlExpression right) => Infix("OR", left, right);

    /// <summary>Whether it does not hold.</summary>
    public static SqlExpression operator !(SqlExpression value) => new SqlExpression("(NOT ", value, ")");

    /// <summary>Whether both are equal; NULL where one is NULL.</summary>
    public SqlExpression EqualTo(SqlExpression other) => Infix("=", this, other);

    /// <summary>Whether both differ; NULL where one is NULL.</summary>
    public SqlExpression NotEqualTo(SqlExpression other) => Infix("<>", this, other);

    /// <summary>Whether both differ, where NULL is a value like any other.</summary>
    public SqlExpression DistinctFrom(SqlExpression other) => Infix("IS DISTINCT FROM", this, other);

    /// <summary>Whether both are the same, where NULL is a value like any other.</summary>
    public SqlExpression NotDistinctFrom(SqlExpression other) => Infix("IS NOT DISTINCT FROM", this, other);

    /// <summary>The quotient of whole numbers, without its fraction.</summary>
    public SqlExpression DividedWhole(SqlExpression divisor) => Infix("//", this, divisor);

    /// <summary>Two texts or lists, one behind the other.</summary>
    public SqlExpression Concat(SqlExpression other) => Infix("||", this, other);

    /// <summary>Whether a text has a pattern of <c>%</c> and <c>_</c>.</summary>
    public SqlExpression Like(SqlExpression pattern) => Infix("LIKE", this, pattern);

    /// <summary>Whether a text does not have a pattern.</summary>
    public SqlExpression NotLike(SqlExpression pattern) => Infix("NOT LIKE", this, pattern);

    /// <summary>As <see cref="Like"/>, whatever the case of letters.</summary>
    public SqlExpression LikeAnyCase(SqlExpression pattern) => Infix("ILIKE", this, pattern);

    /// <summary>Whether it is NULL.</summary>
    public SqlExpression IsNull() => new SqlExpression("(", this, " IS NULL)");

    /// <summary>Whether it is not NULL.</summary>
    public SqlExpression IsNotNull() => new SqlExpression("(", this, " IS NOT NULL)");

    /// <summary>Whether it lies between two values, both included.</summary>
    public SqlExpression Between(SqlExpression from, SqlExpression to) => new SqlExpression("(", this, " BETWEEN ", from, " AND ", to, ")");

    /// <summary>Whether it is one of some values.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public SqlExpression In(params SqlExpression[] values) => new SqlExpression(["(", this, " IN (", .. Separated(Some(values)), "))"]);

    /// <summary>Whether it is none of some values.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public SqlExpression NotIn(params SqlExpression[] values) => new SqlExpression(["(", this, " NOT IN (", .. Separated(Some(values)), "))"]);

    /// <summary>The value as another type; an error where it does not fit.</summary>
    public SqlExpression Cast(SqlType type) => new SqlExpression("CAST(", this, " AS ", type, ")");

    /// <summary>The value as another type; NULL where it does not fit.</summary>
    public SqlExpression TryCast(SqlType type) => new SqlExpression("TRY_CAST(", this, " AS ", type, ")");

    /// <summary>A field of a struct.</summary>
    public SqlExpression Field(string name) => new SqlExpression("(", this, ").", new SqlName(name));

    /// <summary>An item of a list by its place from 1, or of a map by its key.</summary>
    public SqlExpression Item(SqlExpression key) => new SqlExpression("(", this, ")[", key, "]");

    /// <summary>The expression under a name: of a column, or of an argument where a function takes names.</summary>
    public NamedExpression As(string name) => new(name, this);

    /// <summary>A key of ORDER BY, smallest first.</summary>
    public SqlOrder Ascending() => new(this);

    /// <summary>A key of ORDER BY, largest first.</summary>
    public SqlOrder Descending() => new(this) { IsDescending = true };

    /// <summary>The expression as SQL of the engine's dialect.</summary>
    public sealed override string ToString()
    {
        StringBuilder text = new();
        Print(text);
        return text.ToString();
    }

    internal virtual void Print(StringBuilder text) => Print(text, _pieces);

    /// <summary>A constant as a literal.</summary>
    internal static SqlExpression Literal(object? value) => new(LiteralText.Of(value));

    /// <summary>Parts with commas between them.</summary>
    internal static IEnumerable<object> Separated(IEnumerable<object> parts) =>
        parts.SelectMany((part, place) => place == 0 ? [part] : (object[])[", ", part]);

    /// <summary>Prints parts one behind the other.</summary>
    internal static void Print(StringBuilder text, IEnumerable<object> pieces)
    {
        foreach (object piece in pieces)
        {
            if (piece is SqlExpression expression)
                expression.Print(text);
            else
                text.Append(piece);
        }
    }

    private static SqlExpression Infix(string operation, SqlExpression left, SqlExpression right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new SqlExpression("(", left, $" {operation} ", right, ")");
    }

    private static SqlExpression[] Some(SqlExpression[] values) =>
        values.Length > 0 ? values : throw new ArgumentException("IN needs one value at least.", nameof(values));
}


/// <summary>An expression, under a name where it has one. Immutable.</summary>
/// <param name="Name">The name; null for none.</param>
/// <param name="Expression">The expression.</param>
public sealed record NamedExpression(string? Name, SqlExpression Expression)
{
    /// <summary>An expression without a name.</summary>
    public static implicit operator NamedExpression(SqlExpression expression) => new(null, expression);

    /// <summary>The expression as a column of a SELECT.</summary>
    internal SqlExpression AsColumn() => Name is null ? Expression : new SqlExpression(Expression, " AS ", new SqlName(Name));

    /// <summary>The expression as an argument that is given by name.</summary>
    /// <exception cref="WeirException">WEIR4031: it has none.</exception>
    internal SqlExpression AsArgument() => new SqlExpression(new SqlName(Required), " := ", Expression);

    /// <summary>The expression as a field of a struct.</summary>
    /// <exception cref="WeirException">WEIR4031: it has no name.</exception>
    internal SqlExpression AsField() => new SqlExpression(SqlExpression.Literal(Required), ": ", Expression);

    private string Required => Name ?? throw StatementErrors.RelationInvalid($"the expression {Expression}", "has no name, where one is needed; give it one by As");
}


/// <summary>A key of ORDER BY. Immutable.</summary>
/// <param name="Expression">What rows are ordered by.</param>
public sealed record SqlOrder(SqlExpression Expression)
{
    /// <summary>Whether the largest come first.</summary>
    public bool IsDescending { get; init; }

    /// <summary>Whether NULLs come first; null: as the engine does unasked, last.</summary>
    public bool? NullsFirst { get; init; }

    /// <summary>An expression is a key, smallest first.</summary>
    public static implicit operator SqlOrder(SqlExpression expression) => new(expression);

    /// <summary>The key as SQL.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        Expression.Print(text);
        text.Append(IsDescending ? " DESC" : "");
        return text.Append(NullsFirst switch { true => " NULLS FIRST", false => " NULLS LAST", null => "" }).ToString();
    }
}
