using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Relations;

/// <summary>What a table of the code graph is made of. Immutable; rows of a file come in the order of its text.</summary>
/// <param name="Columns">The columns; <c>path</c> and <c>kind</c> are among them.</param>
/// <param name="Kind">A row's kind.</param>
/// <param name="OfFile">The rows of one file.</param>
internal sealed record CodeRelation<TRow>(
    IReadOnlyList<RelationColumn<TRow>> Columns, Func<TRow, string> Kind, Func<RelationScan, IEnumerable<TRow>> OfFile)
{
    /// <summary>Rows that belong to no file: path and row, in order. Null: there are none.</summary>
    public Func<CodeBase, IEnumerable<(string Path, TRow Row)>>? OfCodeBase { get; init; }
}

/// <summary>The reading of one file.</summary>
/// <param name="CodeBase">What it belongs to.</param>
/// <param name="Document">The file.</param>
/// <param name="Kinds">The kinds that are wanted; what needs much work may be left out when none of it is.</param>
/// <param name="CancellationToken">Ends the scan.</param>
internal sealed record RelationScan(CodeBase CodeBase, SourceDocument Document, TextFilter Kinds, CancellationToken CancellationToken);
