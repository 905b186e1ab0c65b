namespace Weir.Engine.Syntax;

/// <summary>A table that a statement names.</summary>
/// <param name="Catalog">The first of three names, or empty.</param>
/// <param name="Schema">The first of two names, or empty.</param>
/// <param name="Name">The table's name.</param>
/// <param name="HasTimeTravel">True when an AT clause follows.</param>
internal sealed record TableReference(string Catalog, string Schema, string Name, bool HasTimeTravel);
