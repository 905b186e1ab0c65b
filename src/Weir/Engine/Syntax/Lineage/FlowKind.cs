namespace Weir.Engine.Syntax.Lineage;

/// <summary>How something depends on a column that is read; those up to <see cref="Aggregation"/> are flows of values.</summary>
internal enum FlowKind
{
    Identity,
    Transformation,
    Aggregation,
    Conditional,
    Filter,
    Join,
    GroupBy,
    Sort,
    Window,
}
