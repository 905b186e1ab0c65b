namespace Weir.Engine.Syntax;

/// <summary>Where a call stands, which decides the kinds of functions that it may mean.</summary>
internal enum CallPlace
{
    /// <summary>In an expression, without OVER.</summary>
    Expression,
    /// <summary>In an expression in a form that only aggregates have: with DISTINCT, ORDER BY or FILTER.</summary>
    Aggregation,
    /// <summary>With OVER.</summary>
    Window,
    /// <summary>In FROM.</summary>
    From,
}
