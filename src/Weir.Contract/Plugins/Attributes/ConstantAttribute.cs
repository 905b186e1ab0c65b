namespace Weir.Plugins;

/// <summary>
/// The parameter must be the same for all rows: a literal or a parameter of the statement. A scalar function gets it
/// bound once for a statement, not read for each row.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ConstantAttribute : Attribute;
