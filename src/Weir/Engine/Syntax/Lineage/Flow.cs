namespace Weir.Engine.Syntax.Lineage;

/// <summary>That something depends on a column that is read.</summary>
/// <param name="Column">The column's number.</param>
/// <param name="Kind">How.</param>
internal readonly record struct Flow(int Column, LineageKind Kind)
{
    /// <summary>Whether values flow, and not only decisions.</summary>
    public bool IsDirect => Kind <= LineageKind.Aggregation;

    /// <summary>The same column seen through something that uses what depends on it.</summary>
    public Flow Through(LineageKind use) =>
        !IsDirect ? this : use > LineageKind.Aggregation ? this with { Kind = use } : this with { Kind = (LineageKind)Math.Max((int)Kind, (int)use) };
}
