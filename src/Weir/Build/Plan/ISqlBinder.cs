namespace Weir.Build.Plan;

/// <summary>
/// What the planner needs from an SQL engine: names and types, never rows. Whoever implements it has
/// the inputs of the build registered under their names, and the functions that lowering calls.
/// </summary>
/// <remarks>One call at a time.</remarks>
internal interface ISqlBinder
{
    /// <summary>Binds a SELECT and tells its columns; a <see cref="WeirException"/> of the engine when it does not bind.</summary>
    IReadOnlyList<Column> Describe(string select, CancellationToken cancellation);

    /// <summary>Reads a text as one expression; null when it is not exactly one.</summary>
    /// <exception cref="WeirException">The text does not parse at all; the engine's message.</exception>
    ParsedExpression? Parse(string expression, CancellationToken cancellation);
}

/// <summary>One expression, told by its syntax tree.</summary>
/// <param name="Sql">The expression printed from the tree: no comment, no text beside it.</param>
/// <param name="Functions">Names of the functions it calls, in lower case, each once.</param>
/// <param name="Columns">Column references as they are written, one part a list item.</param>
/// <param name="HasSubquery">Whether it holds a SELECT.</param>
internal sealed record ParsedExpression(
    string Sql,
    IReadOnlyList<string> Functions,
    IReadOnlyList<IReadOnlyList<string>> Columns,
    bool HasSubquery);
