namespace Weir.Plugins;

/// <summary>
/// The value of a parameter that is left out, where C# has no default value for its type: <c>[Default("hello")]
/// ReadOnlySpan&lt;byte&gt; greeting</c>. Elsewhere a C# default value does the same.
/// </summary>
/// <param name="value">A text, a number or a truth value; null for NULL.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DefaultAttribute(object? value) : Attribute
{
    /// <summary>The value; null for NULL.</summary>
    public object? Value => value;
}
