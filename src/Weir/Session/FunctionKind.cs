namespace Weir;

/// <summary>How a function is called.</summary>
public enum FunctionKind
{
    /// <summary>On the values of one row.</summary>
    Scalar,
    /// <summary>On the values of many rows, also with OVER.</summary>
    Aggregate,
    /// <summary>With OVER only.</summary>
    Window,
    /// <summary>In FROM.</summary>
    Table,
}
