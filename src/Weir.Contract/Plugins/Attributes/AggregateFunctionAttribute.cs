namespace Weir.Plugins;

/// <summary>
/// Makes a type a SQL aggregate: a value of the type is the state of one group. It has <c>void Add(...)</c>, which
/// takes a row, <c>void Merge(in T other)</c> (or <c>Merge(T other)</c>), which takes another state in and leaves it
/// unchanged, and <c>Finish()</c>, which gives the result as a scalar method does.
/// <para>
/// For arguments of any type, <c>Add</c> takes columns and the row that is meant in them, <c>void Add(ColumnView value, int
/// row)</c>, and <c>void Finish(ColumnResult result, int row)</c> writes a result whose type follows from the
/// arguments' types.
/// </para>
/// </summary>
/// <remarks>
/// A struct without references lies in the engine's own memory; a class is made by its parameterless constructor
/// for each group, and disposed at the end when it is disposable. A state is used by one thread at a time.
/// </remarks>
/// <param name="name">As <see cref="FunctionAttribute.Name"/>.</param>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class)]
public sealed class AggregateFunctionAttribute(string? name = null) : FunctionAttribute(name)
{
    /// <summary>True when the order in which rows come changes the result. Default: false.</summary>
    public bool OrderSensitive { get; set; }

    /// <summary>As <see cref="ScalarFunctionAttribute.ResultType"/>, for a <c>Finish</c> that writes into a column.</summary>
    public string? ResultType { get; set; }

    /// <summary>As <see cref="ScalarFunctionAttribute.SeesNulls"/>; otherwise rows with a NULL argument do not count.</summary>
    public bool SeesNulls { get; set; }
}
