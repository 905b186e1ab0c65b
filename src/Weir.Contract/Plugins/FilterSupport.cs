namespace Weir.Plugins;

/// <summary>What a table does with a filter. The numbers are part of the ABI.</summary>
public enum FilterSupport
{
    /// <summary>Nothing: it would give all rows.</summary>
    Unsupported = 0,
    /// <summary>It leaves out some rows that do not fit, and none that does.</summary>
    Inexact = 1,
    /// <summary>It gives exactly the rows that fit.</summary>
    Exact = 2,
}
