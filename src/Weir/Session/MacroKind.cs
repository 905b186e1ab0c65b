namespace Weir.Sessions;

/// <summary>How a function of the session is called.</summary>
internal enum MacroKind
{
    /// <summary>On the values of a row.</summary>
    Scalar,
    /// <summary>As an aggregate, under a further name of it.</summary>
    Aggregate,
    /// <summary>With OVER, under a further name of a window function or aggregate.</summary>
    Window,
    /// <summary>In FROM, under a further name of a table function.</summary>
    Table,
}

/// <summary>What the result of a function depends on.</summary>
internal enum MacroVolatility
{
    /// <summary>On its arguments alone.</summary>
    Immutable,
    /// <summary>Also on the statement.</summary>
    Stable,
    /// <summary>It may differ from call to call.</summary>
    Volatile,
}
