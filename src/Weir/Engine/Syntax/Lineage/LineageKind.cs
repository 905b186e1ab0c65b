namespace Weir;

/// <summary>How a column of a query's result depends on a column that is read.</summary>
public enum LineageKind
{
    /// <summary>The value itself.</summary>
    Identity,
    /// <summary>A value that is computed from it.</summary>
    Transformation,
    /// <summary>A value that is computed from it over many rows.</summary>
    Aggregation,
    /// <summary>It decides which expression a value comes from.</summary>
    Conditional,
    /// <summary>It decides which rows there are.</summary>
    Filter,
    /// <summary>It decides which rows of two tables come together.</summary>
    Join,
    /// <summary>It decides which rows become one.</summary>
    GroupBy,
    /// <summary>It decides the order of rows.</summary>
    Sort,
    /// <summary>It decides which rows a window function sees.</summary>
    Window,
}
