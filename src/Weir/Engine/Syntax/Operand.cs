using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// A side of a comparison, by what the rows of one file can have there. Its type is known once the engine was asked.
/// </summary>
/// <param name="probe">An expression of the operand's type over the columns' own names.</param>
internal abstract class Operand(JsonObject probe)
{
    public JsonObject Probe => probe;

    /// <summary>The type as SQL writes it.</summary>
    public string Type { get; set; } = "";

    /// <summary>The columns with bounds that it is made of; where one is null, it is.</summary>
    public abstract IEnumerable<BoundsColumn> Columns { get; }

    /// <summary>Operands that it is made of, itself included.</summary>
    public virtual IEnumerable<Operand> SelfAndParts => [this];

    /// <summary>No value is less; null when the rows of a file can have any.</summary>
    public abstract JsonObject? Low();

    /// <summary>No value is greater, NaN included; null when the rows of a file can have any.</summary>
    public abstract JsonObject? High();

    /// <summary>No value save NaN is greater; null when the rows of a file can have any.</summary>
    public virtual JsonObject? HighNumber() => High();
}

/// <summary>What is the same in all rows of a file: made of literals, parameters and partition columns.</summary>
/// <param name="expression">Over columns of the relation of files.</param>
/// <param name="isLiteral">Whether it is a single literal or parameter, which takes the type of what it is compared with.</param>
internal sealed class ConstantOperand(JsonObject expression, bool isLiteral) : Operand(expression)
{
    public bool IsLiteral => isLiteral;

    public override IEnumerable<BoundsColumn> Columns => [];

    public override JsonObject Low() => SyntaxNode.Copy(Probe);

    public override JsonObject High() => SyntaxNode.Copy(Probe);
}

/// <summary>A column with bounds.</summary>
internal sealed class ColumnOperand(BoundsColumn column) : Operand(column.Value)
{
    public BoundsColumn Column => column;

    public override IEnumerable<BoundsColumn> Columns => [column];

    public override JsonObject? Low() => column.Kind == BoundsKind.Range ? column.Min : null;

    public override JsonObject? High() => column.MayBeNaN ? null : HighNumber();

    public override JsonObject? HighNumber() => column.Kind == BoundsKind.Range ? column.Max : null;
}

/// <summary>A conversion that keeps the order.</summary>
internal sealed class CastOperand(Operand inner, JsonObject castType, JsonObject probe) : Operand(probe)
{
    public override IEnumerable<BoundsColumn> Columns => inner.Columns;

    public override IEnumerable<Operand> SelfAndParts => [this, .. inner.SelfAndParts];

    public override JsonObject? Low() => Cast(inner.Low());

    public override JsonObject? High() => Cast(inner.High());

    public override JsonObject? HighNumber() => Cast(inner.HighNumber());

    // A bound that does not fit is none.
    private JsonObject? Cast(JsonObject? bound)
    {
        if (bound is null || !SqlKinds.KeepsOrder(inner.Type, Type))
            return null;
        JsonObject cast = SyntaxNode.Cast(bound, SyntaxNode.Copy(castType));
        cast["try_cast"] = true;
        return cast;
    }
}

/// <summary>A part of a date or time that never falls while time goes on.</summary>
/// <param name="inner">The date or time.</param>
/// <param name="call">The call; its last argument is replaced.</param>
/// <param name="probe">The call over columns' own names.</param>
internal sealed class CalendarOperand(Operand inner, JsonObject call, JsonObject probe) : Operand(probe)
{
    public override IEnumerable<BoundsColumn> Columns => inner.Columns;

    public override IEnumerable<Operand> SelfAndParts => [this, .. inner.SelfAndParts];

    public override JsonObject? Low() => Of(inner.Low());

    public override JsonObject? High() => Of(inner.High());

    private JsonObject? Of(JsonObject? bound)
    {
        if (bound is null || SqlKinds.Of(inner.Type) is not (SqlKind.Date or SqlKind.Timestamp or SqlKind.TimestampTz))
            return null;
        JsonObject copy = SyntaxNode.Copy(call);
        JsonArray arguments = SyntaxNode.List(copy, "children");
        arguments[arguments.Count - 1] = bound;
        return SyntaxLogic.Try(copy);
    }
}

/// <summary>A sum or a difference.</summary>
/// <param name="left">The first side.</param>
/// <param name="right">The second side.</param>
/// <param name="isDifference">Whether the second is taken off.</param>
/// <param name="isMonthless">Whether an interval among the sides surely has no months, which are of different length.</param>
/// <param name="probe">The same over columns' own names.</param>
internal sealed class SumOperand(Operand left, Operand right, bool isDifference, bool isMonthless, JsonObject probe) : Operand(probe)
{
    public override IEnumerable<BoundsColumn> Columns => left.Columns.Concat(right.Columns);

    public override IEnumerable<Operand> SelfAndParts => [this, .. left.SelfAndParts, .. right.SelfAndParts];

    public override JsonObject? Low() => Sum(left.Low(), isDifference ? right.High() : right.Low());

    public override JsonObject? High() => Sum(left.High(), isDifference ? right.Low() : right.High());

    private JsonObject? Sum(JsonObject? first, JsonObject? second)
    {
        if (first is null || second is null || !IsOrdered(left, right) || !IsOrdered(right, left))
            return null;
        JsonObject sum = SyntaxNode.Call(isDifference ? "-" : "+", first, second);
        sum["is_operator"] = true;
        return SyntaxLogic.Try(sum);
    }

    private bool IsOrdered(Operand side, Operand other)
    {
        if (side is ConstantOperand)
            return true;
        return SqlKinds.Of(side.Type) switch
        {
            SqlKind.Integer => SqlKinds.IsNumber(other.Type),
            SqlKind.Decimal => SqlKinds.IsExact(other.Type),
            SqlKind.Date => other is ConstantOperand && SqlKinds.Of(other.Type) is SqlKind.Integer or SqlKind.Interval,
            SqlKind.Timestamp or SqlKind.TimestampTz => other is ConstantOperand && SqlKinds.Of(other.Type) == SqlKind.Interval && isMonthless,
            _ => false,
        };
    }
}

/// <summary>A number with the other sign.</summary>
internal sealed class NegatedOperand(Operand inner, JsonObject probe) : Operand(probe)
{
    public override IEnumerable<BoundsColumn> Columns => inner.Columns;

    public override IEnumerable<Operand> SelfAndParts => [this, .. inner.SelfAndParts];

    public override JsonObject? Low() => Negated(inner.High());

    public override JsonObject? High() => Negated(inner.Low());

    private JsonObject? Negated(JsonObject? bound)
    {
        if (bound is null || !SqlKinds.IsExact(inner.Type))
            return null;
        JsonObject negated = SyntaxNode.Call("-", bound);
        negated["is_operator"] = true;
        return SyntaxLogic.Try(negated);
    }
}
