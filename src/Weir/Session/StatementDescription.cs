namespace Weir.Sessions;

/// <summary>What the engine tells of a statement that it has planned.</summary>
/// <param name="Columns">The columns of the result; null where the types of parameters, which their values tell, decide about them.</param>
/// <param name="Parameters">The parameters; types are null where any will do.</param>
internal sealed record StatementDescription(IReadOnlyList<(string Name, string? Type)>? Columns, IReadOnlyList<(string Name, string? Type)> Parameters);
