namespace Weir;

/// <summary>Who brings a function.</summary>
public enum FunctionTier
{
    /// <summary>The engine, or Weir itself.</summary>
    Builtin,
    /// <summary>A plugin.</summary>
    Plugin,
}
