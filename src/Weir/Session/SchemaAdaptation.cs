namespace Weir;

/// <summary>How a query made the declared columns of a dataset from what its files have. Immutable.</summary>
/// <param name="Evolution">What was allowed.</param>
/// <param name="Generations">The schemas that the files have, one an entry, those with the first files first.</param>
public sealed record SchemaAdaptation(SchemaEvolution Evolution, IReadOnlyList<SchemaGeneration> Generations);

/// <summary>Files of one schema. Immutable.</summary>
/// <param name="FileCount">How many there are; 1 for a Delta table, whose log gives all of its files one schema.</param>
/// <param name="Columns">What became of each declared column.</param>
public sealed record SchemaGeneration(int FileCount, IReadOnlyList<ColumnAdaptation> Columns);

/// <summary>How a declared column was made. Immutable.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="FileColumn">The column of the files; null where they lack it, and a default or NULL took its place.</param>
/// <param name="FileType">Its type in the files; null where they lack it.</param>
public sealed record ColumnAdaptation(string Column, string Type, string? FileColumn, string? FileType);
