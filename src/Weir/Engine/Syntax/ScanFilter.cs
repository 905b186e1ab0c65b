using Weir.Plugins;

namespace Weir.Engine.Syntax;

/// <summary>A condition of a query on one column of a table, which every row that counts must meet.</summary>
/// <param name="Column">The column's name as it is written; the table may have no such column, then the condition is none of it.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="ValuesSql">
/// An SQL expression that is a list of the values, in which a parameter <c>$x</c> of the statement is named
/// <c>$weir_x</c>; null for operators without values.
/// </param>
/// <param name="AreTexts">True when all values are text literals, which take the column's type.</param>
/// <param name="Parameters">Names of the statement's parameters among the values, without <c>$</c>.</param>
internal sealed record ScanFilter(
    string Column, FilterOperator Operator, string? ValuesSql, bool AreTexts, IReadOnlyList<string> Parameters);
