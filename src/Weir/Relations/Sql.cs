namespace Weir.Relations;

/// <summary>Where expressions begin: columns, constants, parameters, calls.</summary>
public static class Sql
{
    /// <summary>A column, by its name or by a table's name and its own.</summary>
    /// <param name="names">The path of names, one at least.</param>
    public static SqlExpression Column(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentOutOfRangeException.ThrowIfZero(names.Length);
        return new SqlExpression(new SqlName(names));
    }

    /// <summary>A constant that has its value's type in SQL.</summary>
    /// <param name="value">
    /// Null, bool, any integer, float, double, decimal, string, byte[], <see cref="DateOnly"/>, <see cref="TimeOnly"/>, <see cref="DateTime"/>,
    /// <see cref="DateTimeOffset"/>, <see cref="TimeSpan"/>, <see cref="Guid"/>, a list of such values, or a dictionary with texts as keys for a struct.
    /// </param>
    /// <exception cref="WeirException">WEIR4031: it is none of these.</exception>
    public static SqlExpression Constant(object? value) => SqlExpression.Literal(value);

    /// <summary>A parameter, whose value is given when the relation runs.</summary>
    /// <param name="name">Letters, digits and underscores.</param>
    public static SqlExpression Parameter(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Any(character => !char.IsAsciiLetterOrDigit(character) && character != '_'))
            throw new ArgumentException($"'{name}' is no name of a parameter; it has letters, digits and underscores.", nameof(name));
        return new SqlExpression($"${name}");
    }

    /// <summary>A call of a function of the engine, of a plugin or of the session.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="arguments">The arguments in order.</param>
    public static SqlCall Call(string function, params SqlExpression[] arguments) => new(function, arguments);

    /// <summary>A call with arguments by name behind those by place.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="arguments">Arguments by place.</param>
    /// <param name="named">Arguments by name.</param>
    public static SqlCall Call(string function, IEnumerable<SqlExpression> arguments, params NamedExpression[] named) =>
        new(function, [.. arguments, .. named.Select(argument => argument.AsArgument())]);

    /// <summary>A call with those arguments by name that are given.</summary>
    internal static SqlCall CallWith(string function, SqlExpression[] arguments, params (string Name, SqlExpression? Value)[] optional) =>
        Call(function, arguments, [.. optional.Where(argument => argument.Value is not null).Select(argument => argument.Value!.As(argument.Name))]);

    /// <summary>The number of rows.</summary>
    public static SqlCall Count() => new("count", ["*"]);

    /// <summary>The number of rows in which an expression is not NULL.</summary>
    public static SqlCall Count(SqlExpression expression) => Call("count", expression);

    /// <summary>The sum of an expression over rows.</summary>
    public static SqlCall Sum(SqlExpression expression) => Call("sum", expression);

    /// <summary>The smallest value.</summary>
    public static SqlCall Min(SqlExpression expression) => Call("min", expression);

    /// <summary>The largest value.</summary>
    public static SqlCall Max(SqlExpression expression) => Call("max", expression);

    /// <summary>The mean.</summary>
    public static SqlCall Average(SqlExpression expression) => Call("avg", expression);

    /// <summary>The first that is not NULL.</summary>
    public static SqlExpression Coalesce(params SqlExpression[] expressions) =>
        new SqlExpression(["COALESCE(", .. SqlExpression.Separated(expressions), ")"]);

    /// <summary>The first expression whose condition holds.</summary>
    /// <param name="otherwise">What it is when none holds; null for NULL.</param>
    /// <param name="cases">Conditions with their expressions, one at least.</param>
    public static SqlExpression Case(SqlExpression? otherwise, params (SqlExpression When, SqlExpression Then)[] cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentOutOfRangeException.ThrowIfZero(cases.Length);
        IEnumerable<object> checks = cases.SelectMany(item => (object[])[" WHEN ", item.When, " THEN ", item.Then]);
        return new SqlExpression(["CASE", .. checks, .. otherwise is null ? [] : (object[])[" ELSE ", otherwise], " END"]);
    }

    /// <summary>A list of expressions.</summary>
    public static SqlExpression List(params SqlExpression[] items) => new SqlExpression(["[", .. SqlExpression.Separated(items), "]"]);

    /// <summary>A struct.</summary>
    /// <param name="fields">Its fields in order, one at least.</param>
    public static SqlExpression Struct(params NamedExpression[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentOutOfRangeException.ThrowIfZero(fields.Length);
        return new SqlExpression(["{", .. SqlExpression.Separated(fields.Select(field => field.AsField())), "}"]);
    }

    /// <summary>A function of one parameter, as an argument of functions over lists.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="body">Its value, in which the parameter is a column.</param>
    public static SqlExpression Lambda(string parameter, SqlExpression body) => new SqlExpression("lambda ", new SqlName(parameter), ": ", body);

    /// <summary>Whether an expression is one of the values of a relation of one column.</summary>
    public static SqlExpression In(SqlExpression expression, Relation relation) => new("(", expression, " IN (", relation, "))");

    /// <summary>Whether a relation has rows.</summary>
    public static SqlExpression Exists(Relation relation) => new SqlExpression("EXISTS (", relation, ")");

    /// <summary>The value of a relation of one column and at most one row.</summary>
    public static SqlExpression Scalar(Relation relation) => new SqlExpression("(", relation, ")");
}
