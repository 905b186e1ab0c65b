namespace Weir.Plugins;

/// <summary>
/// Makes a static method a SQL window function: <c>void Gap([Of&lt;long&gt;] ColumnView values, [Of&lt;long&gt;] ColumnResult
/// result)</c> sees all rows of a partition in order and writes one result for each. Called on many threads at once.
/// </summary>
/// <param name="name">As <see cref="FunctionAttribute.Name"/>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WindowFunctionAttribute(string? name = null) : FunctionAttribute(name)
{
    /// <summary>As <see cref="ScalarFunctionAttribute.ResultType"/>.</summary>
    public string? ResultType { get; set; }
}
