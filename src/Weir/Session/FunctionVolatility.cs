namespace Weir;

/// <summary>Whether equal arguments give equal results.</summary>
public enum FunctionVolatility
{
    /// <summary>Always.</summary>
    Immutable,
    /// <summary>Within one statement.</summary>
    Stable,
    /// <summary>Not even there.</summary>
    Volatile,
}
