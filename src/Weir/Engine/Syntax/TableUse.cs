using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>One place where a statement reads a table, with what it demands of the table's rows there.</summary>
/// <param name="Table">The table, by the name of its view.</param>
/// <param name="Alias">The name by which conditions call it; null when that name means something else as well.</param>
/// <param name="Conditions">Rows that do not meet one of them change nothing when they are left out.</param>
internal sealed record TableUse(string Table, string? Alias, IReadOnlyList<UseCondition> Conditions)
{
    /// <summary>Names of the tables and queries of the statement: a name of two parts that begins with one is no field of a struct.</summary>
    public required IReadOnlySet<string> Relations { get; init; }

    /// <summary>Columns that are another table's when they are named alone, as a USING says.</summary>
    public IReadOnlyList<string> Foreign { get; init; } = [];

    /// <summary>True when every column that is named alone may be another table's.</summary>
    public bool IsForeign { get; init; }
}

/// <summary>A condition on the rows of a table.</summary>
/// <param name="Expression">A copy; other tables may stand in it too.</param>
/// <param name="MustRejectNull">
/// True when the table may be filled up with nulls before the condition applies: it counts only if it is not true of a row of nulls.
/// </param>
internal sealed record UseCondition(JsonObject Expression, bool MustRejectNull);
