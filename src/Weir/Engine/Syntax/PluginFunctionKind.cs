namespace Weir.Engine.Syntax;

/// <summary>How a function of a plugin is called.</summary>
internal enum PluginFunctionKind
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
