namespace Weir.Ado;

/// <summary>One statement of a command's text.</summary>
/// <param name="Sql">The statement, as the engine takes it.</param>
/// <param name="Names">Its parameters by name or number, without what marks them, and what the statement calls them.</param>
/// <param name="Positions">How many <c>?</c> it has.</param>
internal sealed record CommandStatement(string Sql, IReadOnlyList<(string Name, string InSql)> Names, int Positions);
