using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// A condition on rows, as a question about a file: can it be true of one of its rows? Whatever is not known makes the
/// answer yes.
/// </summary>
internal abstract class FileTest
{
    /// <summary>What it compares; their types must be known before anything is asked.</summary>
    public abstract IEnumerable<Operand> Operands { get; }

    /// <summary>False when the answer is yes whatever the types are.</summary>
    public virtual bool MayAnswer => true;

    /// <summary>Why parts of it say nothing about files; empty when all of it does.</summary>
    public abstract IEnumerable<string> Obstacles { get; }

    /// <summary>The question as a condition on the row of a file; null when the answer is always yes.</summary>
    public abstract JsonObject? Condition();

    /// <summary>The same by partition values alone.</summary>
    public abstract JsonObject? PartitionCondition();
}

/// <summary>Nothing that is known of a file answers it.</summary>
internal sealed class OpenTest(string obstacle) : FileTest
{
    public override IEnumerable<Operand> Operands => [];

    public override IEnumerable<string> Obstacles => [obstacle];

    public override bool MayAnswer => false;

    public override JsonObject? Condition() => null;

    public override JsonObject? PartitionCondition() => null;
}

/// <summary>All of some tests, or one of them.</summary>
internal sealed class JunctionTest(bool isAnd, IReadOnlyList<FileTest> parts) : FileTest
{
    public override IEnumerable<Operand> Operands => parts.SelectMany(part => part.Operands);

    public override IEnumerable<string> Obstacles => parts.SelectMany(part => part.Obstacles);

    public override bool MayAnswer => isAnd ? parts.Any(part => part.MayAnswer) : parts.All(part => part.MayAnswer);

    public override JsonObject? Condition() => Join(parts.Select(part => part.Condition()));

    public override JsonObject? PartitionCondition() => Join(parts.Select(part => part.PartitionCondition()));

    private JsonObject? Join(IEnumerable<JsonObject?> conditions) => isAnd ? SyntaxLogic.All(conditions) : SyntaxLogic.Any(conditions);
}

/// <summary>A condition on what all rows of a file have in common.</summary>
/// <param name="expression">Over columns of the relation of files.</param>
/// <param name="isNegated">Whether it must be false.</param>
internal sealed class ConstantTest(JsonObject expression, bool isNegated) : FileTest
{
    public override IEnumerable<Operand> Operands => [];

    public override IEnumerable<string> Obstacles => [];

    public override JsonObject Condition()
    {
        JsonObject condition = SyntaxNode.Cast(SyntaxNode.Copy(expression), "BOOLEAN");
        return SyntaxLogic.Is(isNegated ? SyntaxLogic.Not(condition) : condition);
    }

    public override JsonObject PartitionCondition() => Condition();
}

/// <summary>Whether a column is null, or is not.</summary>
internal sealed class NullTest(BoundsColumn column, bool isNull) : FileTest
{
    public override IEnumerable<Operand> Operands => [];

    public override IEnumerable<string> Obstacles => [];

    public override JsonObject Condition() => isNull ? column.HasNull : column.HasValue;

    public override JsonObject? PartitionCondition() => null;
}

/// <summary>Tests that use bounds; partition values alone do not answer them.</summary>
internal abstract class BoundsTest : FileTest
{
    public override IEnumerable<string> Obstacles => Obstacle() is { } obstacle ? [obstacle] : [];

    public sealed override JsonObject? Condition() => Obstacle() is null ? Bounds() : null;

    public sealed override JsonObject? PartitionCondition() => null;

    /// <summary>Why the bounds say nothing; null when they may.</summary>
    protected abstract string? Obstacle();

    /// <summary>The question, when there is no obstacle.</summary>
    protected abstract JsonObject? Bounds();

    /// <summary>Where a column has no value, no comparison with it is true.</summary>
    protected static IEnumerable<JsonObject> Values(IEnumerable<BoundsColumn> columns) =>
        columns.DistinctBy(column => column.Key).Select(column => column.HasValue);

    /// <summary>A comparison of bounds, true when one is not known; null when there is none at all.</summary>
    protected static JsonObject? Compare(string comparison, JsonObject? left, JsonObject? right) =>
        left is null || right is null ? null : SyntaxLogic.MayBe(SyntaxLogic.Try(SyntaxLogic.Compare(comparison, left, right)));

    /// <summary>Whether a constant is NaN.</summary>
    protected static JsonObject IsNaN(JsonObject value) =>
        SyntaxLogic.MayBe(SyntaxLogic.Try(SyntaxNode.Call("isnan", SyntaxNode.Cast(SyntaxNode.Copy(value), "DOUBLE"))));

    /// <summary>Why two operands are not compared in the order of the bounds; null when they are.</summary>
    protected static string? Obstacle(Operand left, Operand right)
    {
        bool isComparable = (left, right) switch
        {
            (ConstantOperand, ConstantOperand) => true,
            (_, ConstantOperand constant) => IsComparable(left, constant),
            (ConstantOperand constant, _) => IsComparable(right, constant),
            _ => SqlKinds.AreComparable(left.Type, right.Type) && SqlKinds.AreComparable(right.Type, left.Type),
        };
        return isComparable ? null : $"{left.Type} and {right.Type} are compared in another order than that of the statistics";
    }

    /// <summary>False when all values are the one that is excluded; null when that is never known.</summary>
    protected static JsonObject? Different(Operand operand, ConstantOperand value) => operand is ColumnOperand { Column: { HasTightBounds: true } column }
        ? SyntaxLogic.Not(SyntaxLogic.Is(SyntaxLogic.All([
            SyntaxLogic.Try(SyntaxLogic.Compare(SyntaxLogic.Equal, column.Min, value.Low())),
            SyntaxLogic.Try(SyntaxLogic.Compare(SyntaxLogic.Equal, column.Max, value.Low()))])!))
        : null;

    // A text that stands alone is read as the type that it is compared with.
    private static bool IsComparable(Operand operand, ConstantOperand constant) =>
        SqlKinds.AreComparable(operand.Type, constant.Type)
        || (constant.IsLiteral && SqlKinds.Of(constant.Type) == SqlKind.Text && SqlKinds.Of(operand.Type) is not (SqlKind.Other or SqlKind.Null));
}

/// <summary>A comparison of two operands.</summary>
internal sealed class ComparisonTest(string comparison, Operand left, Operand right) : BoundsTest
{
    public override IEnumerable<Operand> Operands => left.SelfAndParts.Concat(right.SelfAndParts);

    protected override string? Obstacle() => Obstacle(left, right);

    protected override JsonObject? Bounds() => comparison switch
    {
        SyntaxLogic.Less or SyntaxLogic.LessOrEqual => WithValues(Compare(comparison, left.Low(), right.High())),
        SyntaxLogic.Greater or SyntaxLogic.GreaterOrEqual => WithValues(Compare(SyntaxLogic.Flipped(comparison), right.Low(), left.High())),
        SyntaxLogic.Equal => WithValues(Equal()),
        SyntaxLogic.NotEqual => WithValues(Different()),
        SyntaxLogic.NotDistinct => Same(),
        _ => Distinct(),
    };

    private JsonObject? WithValues(JsonObject? condition) => SyntaxLogic.All([.. Values(left.Columns.Concat(right.Columns)), condition]);

    private JsonObject? Equal() => SyntaxLogic.All([Reaches(left, right), Reaches(right, left)]);

    // NaN is equal to itself, and above every upper bound.
    private static JsonObject? Reaches(Operand low, Operand high)
    {
        if (high.High() is { } plain)
            return Compare(SyntaxLogic.LessOrEqual, low.Low(), plain);
        if (low is not ConstantOperand || high.HighNumber() is not { } number || low.Low() is not { } value)
            return null;
        return SyntaxLogic.Any([
            Compare(SyntaxLogic.LessOrEqual, value, number),
            IsNaN(value)]);
    }

    private JsonObject? Different() => (left, right) switch
    {
        (ColumnOperand, ConstantOperand value) => Different(left, value),
        (ConstantOperand value, ColumnOperand) => Different(right, value),
        _ => null,
    };

    private JsonObject? Same() => BarePair() is var (column, value)
        ? SyntaxLogic.Any([
            SyntaxLogic.All([SyntaxLogic.IsNull(value.Low()), column.HasNull]),
            SyntaxLogic.All([SyntaxLogic.IsNotNull(value.Low()), column.HasValue, Equal()])])
        : null;

    private JsonObject? Distinct()
    {
        if (BarePair() is not var (column, value))
            return null;
        JsonObject? different = Different();
        return SyntaxLogic.Any([
            SyntaxLogic.All([SyntaxLogic.IsNull(value.Low()), column.HasValue]),
            SyntaxLogic.All([SyntaxLogic.IsNotNull(value.Low()), different is null ? null : SyntaxLogic.Any([column.HasNull, different])])]);
    }

    private (BoundsColumn Column, ConstantOperand Value)? BarePair() => (left, right) switch
    {
        (ColumnOperand column, ConstantOperand value) => (column.Column, value),
        (ConstantOperand value, ColumnOperand column) => (column.Column, value),
        _ => null,
    };
}

/// <summary>How an operand is compared with several constants.</summary>
internal enum ListKind
{
    In,
    NotIn,

    /// <summary>Not below the first and not above the second.</summary>
    Between,

    /// <summary>Below the first or above the second.</summary>
    Outside,
}

/// <summary>An operand compared with several constants; the engine brings all of them to one type.</summary>
internal sealed class ListTest(Operand operand, IReadOnlyList<ConstantOperand> values, ListKind kind) : BoundsTest
{
    // A longer list is taken by its own bounds.
    private const int ValuesMax = 200;

    public override IEnumerable<Operand> Operands => [.. operand.SelfAndParts, .. values];

    protected override string? Obstacle()
    {
        if (values.Select(value => Obstacle(operand, value)).FirstOrDefault(obstacle => obstacle is not null) is { } found)
            return found;
        return AreAlike() ? null : $"the values beside {operand.Type} are of different types";
    }

    protected override JsonObject? Bounds() => SyntaxLogic.All([
        .. Values(operand.Columns),
        kind switch
        {
            ListKind.In => values.Count <= ValuesMax ? SyntaxLogic.Any(values.Select(One)) : Hull(),
            ListKind.NotIn => SyntaxLogic.All(values.Take(ValuesMax).Select(value => Different(operand, value))),
            ListKind.Between => Range(),
            _ => SyntaxLogic.Any([
                Compare(SyntaxLogic.Less, operand.Low(), values[0].High()), Compare(SyntaxLogic.Less, values[1].Low(), operand.High())]),
        }]);

    private bool AreAlike()
    {
        bool areTexts = values.All(value => IsOf(value, SqlKind.Text)), isAnyText = values.Any(value => IsOf(value, SqlKind.Text));
        bool areInexact = values.All(IsInexact), isAnyInexact = values.Any(IsInexact);
        return (areTexts || !isAnyText) && (areInexact || !isAnyInexact || SqlKinds.Of(operand.Type) == SqlKind.Double);
    }

    private static bool IsOf(ConstantOperand value, SqlKind kind) => SqlKinds.Of(value.Type) == kind;

    private static bool IsInexact(ConstantOperand value) => SqlKinds.Of(value.Type) is SqlKind.Float or SqlKind.Double;

    // With an upper limit that is no NaN, NaN is no row.
    private JsonObject? Range()
    {
        (ConstantOperand lower, ConstantOperand upper) = (values[0], values[1]);
        JsonObject? start = Compare(SyntaxLogic.LessOrEqual, lower.Low(), operand.HighNumber());
        if (operand.High() is null && start is not null)
            start = SyntaxLogic.Any([start, IsNaN(upper.Low())]);
        return SyntaxLogic.All([start, Compare(SyntaxLogic.LessOrEqual, operand.Low(), upper.High())]);
    }

    private JsonObject? One(ConstantOperand value) => SyntaxLogic.All([
        Compare(SyntaxLogic.LessOrEqual, operand.Low(), value.High()), Below(value.Low(), [value])]);

    private JsonObject? Hull()
    {
        JsonObject[] all = [.. values.Select(value => value.Low())];
        JsonObject least = SyntaxNode.Call("least", all), greatest = SyntaxNode.Call("greatest", all.Select(value => SyntaxNode.Copy(value)));
        return SyntaxLogic.All([Compare(SyntaxLogic.LessOrEqual, operand.Low(), greatest), Below(least, values)]);
    }

    private JsonObject? Below(JsonObject value, IEnumerable<ConstantOperand> numbers)
    {
        JsonObject? below = Compare(SyntaxLogic.LessOrEqual, value, operand.HighNumber());
        return operand.High() is null && below is not null ? SyntaxLogic.Any([below, .. numbers.Select(number => IsNaN(number.Low()))]) : below;
    }

}

/// <summary>Whether a text begins with another one.</summary>
internal sealed class PrefixTest(ColumnOperand text, ConstantOperand prefix) : BoundsTest
{
    public override IEnumerable<Operand> Operands => [text, prefix];

    protected override string? Obstacle() => SqlKinds.Of(text.Type) == SqlKind.Text && SqlKinds.Of(prefix.Type) is SqlKind.Text or SqlKind.Null
        ? null
        : $"{text.Type} is no text";

    protected override JsonObject? Bounds() => SyntaxLogic.All([
        text.Column.HasValue,
        Compare(SyntaxLogic.LessOrEqual, prefix.Low(), text.High()),
        text.Low() is { } low
            ? Compare(SyntaxLogic.LessOrEqual, SyntaxNode.Call("left", low, SyntaxNode.Call("length", prefix.Low())), prefix.High())
            : null]);
}
