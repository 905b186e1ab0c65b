using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>One call of a function in a statement, while the statement is planned.</summary>
/// <param name="ArgumentTypes">Types of the arguments, further ones included.</param>
/// <param name="Constants">
/// One batch of one row with a column an argument; a column of an argument that is not constant holds NULL.
/// Belongs to the caller and lives as long as the call. Null when no argument is constant.
/// </param>
/// <param name="IsConstant">Which arguments are constant.</param>
public sealed record PluginBinding(IReadOnlyList<ArrowType> ArgumentTypes, RecordBatch? Constants, IReadOnlyList<bool> IsConstant);
