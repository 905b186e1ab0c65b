namespace Weir.Engine.Syntax;

/// <summary>What interval_align knows of one of its tables.</summary>
/// <param name="Path">The column of paths: only intervals of one path are compared.</param>
/// <param name="Start">The column of the first places.</param>
/// <param name="End">The column of the places behind the last ones.</param>
/// <param name="Select">The columns that go into the result; null for all.</param>
internal sealed record IntervalSide(string Path, string Start, string End, IReadOnlyList<string>? Select);
