namespace Weir.Plugins;

/// <summary>
/// Makes a static method a SQL function of the values of one row. docs/plugin-types.md has the table of types.
/// </summary>
/// <remarks>
/// Three forms: values in and a result out (<c>long Add(long a, long b)</c>); text without strings
/// (<c>void Greet(ReadOnlySpan&lt;byte&gt; name, Utf8Writer output)</c>, and <c>bool</c> instead of <c>void</c> to give
/// NULL by false); whole columns (<c>void Add(ColumnView a, ColumnView b, ColumnResult result)</c> with
/// <see cref="OfAttribute{T}"/>). The method is called on many threads at once.
/// </remarks>
/// <param name="name">As <see cref="FunctionAttribute.Name"/>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScalarFunctionAttribute(string? name = null) : FunctionAttribute(name)
{
    /// <summary>
    /// True when the method may be run on rows with NULL arguments, whose values are then undefined, without
    /// failing; faster. Not with texts. Default: false.
    /// </summary>
    public bool Total { get; set; }

    /// <summary>
    /// True: the method also gets rows with NULL among <see cref="Arguments{T}"/>, <see cref="TextArguments"/> or
    /// <see cref="ColumnView"/>. A nullable parameter (<c>long?</c>) says it by itself; a NULL for a parameter that
    /// is not nullable still gives NULL. Default: false.
    /// </summary>
    public bool SeesNulls { get; set; }

    /// <summary>
    /// Name of a static method <c>ArrowType M(IReadOnlyList&lt;ArrowType&gt; arguments)</c> of the same type that says the
    /// result's type; for the form with whole columns. Null: the type is declared.
    /// </summary>
    public string? ResultType { get; set; }
}
