namespace Weir;

/// <summary>
/// Which function a call means where the engine and a plugin have one of the same name, and both take the call. A
/// call that only one of them takes, by its form and the number, names and types of its arguments, goes to that one.
/// </summary>
public enum FunctionTierPolicy
{
    /// <summary>The engine's own function.</summary>
    BuiltinFirst,
    /// <summary>The plugin's function. A call with a schema, <c>main.upper(x)</c>, still means the engine's.</summary>
    PluginFirst,
}
