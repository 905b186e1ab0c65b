namespace Weir.Plugins;

/// <summary>
/// Makes a static method a SQL function that gives a table. It returns <c>IEnumerable&lt;T&gt;</c>, one item a row, or a
/// <see cref="PluginTable"/>. The columns of a row type are its public properties in order, in snake case; a plain
/// value is the one column <c>value</c>.
/// </summary>
/// <remarks>All arguments are constant. Rows are made while they are read, once for each scan; scans may run at once.</remarks>
/// <param name="name">As <see cref="FunctionAttribute.Name"/>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TableFunctionAttribute(string? name = null) : FunctionAttribute(name);
