namespace Weir.Sessions;

/// <summary>One expression, told by its syntax tree.</summary>
/// <param name="Sql">The expression printed from the tree: no comment, no text beside it.</param>
/// <param name="Functions">Names of the functions it calls, in lower case, each once, in order of the alphabet.</param>
/// <param name="Columns">Column references as they are written, one part a list item.</param>
/// <param name="HasSubquery">Whether it holds a SELECT.</param>
internal sealed record ExpressionShape(
    string Sql, IReadOnlyList<string> Functions, IReadOnlyList<IReadOnlyList<string>> Columns, bool HasSubquery);
