using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>
/// A condition on one column, with SQL's meaning: a comparison with NULL is not true.
/// </summary>
/// <param name="Column">Index into the table's schema.</param>
/// <param name="Operator">How the column is compared.</param>
/// <param name="Values">
/// Values of the column's type: one for a comparison, any number for <see cref="FilterOperator.In"/>, none for
/// <see cref="FilterOperator.IsNull"/> and <see cref="FilterOperator.IsNotNull"/>; never NULL. A batch of one column that the host owns.
/// </param>
public sealed record PluginFilter(int Column, FilterOperator Operator, RecordBatch? Values);
