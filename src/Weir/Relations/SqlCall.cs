using System.Text;

namespace Weir.Relations;

/// <summary>A call of a function, as a scalar, an aggregate or, with <see cref="Over"/>, a window function. Immutable.</summary>
public sealed class SqlCall : SqlExpression
{
    private readonly SqlName _name;
    private readonly object[] _arguments;

    internal SqlCall(string name, IEnumerable<object> arguments)
    {
        _name = new SqlName(name);
        _arguments = [.. arguments];
        Name = name;
    }

    private SqlCall(SqlCall other)
    {
        (_name, _arguments, Name) = (other._name, other._arguments, other.Name);
        (IsDistinct, Orders, Condition, Window, IgnoresNulls) = (other.IsDistinct, other.Orders, other.Condition, other.Window, other.IgnoresNulls);
    }

    /// <summary>The function.</summary>
    public string Name { get; }

    private bool IsDistinct { get; init; }

    private bool IgnoresNulls { get; init; }

    private SqlOrder[] Orders { get; init; } = [];

    private SqlExpression? Condition { get; init; }

    private SqlWindow? Window { get; init; }

    /// <summary>The aggregate of each value once.</summary>
    public SqlCall Distinct() => new(this) { IsDistinct = true };

    /// <summary>The aggregate of the values in an order.</summary>
    public SqlCall OrderBy(params SqlOrder[] keys) => new(this) { Orders = keys };

    /// <summary>The aggregate of the rows for which a condition holds.</summary>
    public SqlCall Where(SqlExpression condition) => new(this) { Condition = condition };

    /// <summary>The window function that leaves NULLs out.</summary>
    public SqlCall IgnoreNulls() => new(this) { IgnoresNulls = true };

    /// <summary>The function over a window.</summary>
    public SqlCall Over(SqlWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return new SqlCall(this) { Window = window };
    }

    internal override void Print(StringBuilder text)
    {
        text.Append(_name).Append(IsDistinct ? "(DISTINCT " : "(");
        Print(text, Separated(_arguments));
        if (Orders.Length > 0)
            text.Append(" ORDER BY ").AppendJoin(", ", (IEnumerable<SqlOrder>)Orders);
        text.Append(IgnoresNulls ? " IGNORE NULLS)" : ")");
        if (Condition is not null)
            Print(text, [" FILTER (WHERE ", Condition, ")"]);
        if (Window is not null)
            text.Append(" OVER ").Append(Window);
    }
}
