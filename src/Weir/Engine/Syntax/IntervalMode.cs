namespace Weir.Engine.Syntax;

/// <summary>Which intervals of the right table can go with one of the left, and which of them is the best.</summary>
internal enum IntervalMode
{
    /// <summary>Those that contain it; the smallest.</summary>
    ContainedBest,
    /// <summary>Those with the same bounds.</summary>
    Exact,
    /// <summary>Those that have a place in common with it; the one with most.</summary>
    OverlapMax,
}
