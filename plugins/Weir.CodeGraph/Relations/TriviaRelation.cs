using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Relations;

/// <summary>One piece of trivia in its file.</summary>
internal readonly record struct TriviaRow(SourceDocument Document, SyntaxTrivia Trivia)
{
    // Of a documentation comment the outer marks belong to it.
    public TextSpan Span => Trivia.FullSpan;

    public bool IsLeading => Trivia.SpanStart < Trivia.Token.SpanStart || (Trivia.Token.Span.IsEmpty && Trivia.Token.LeadingTrivia.Contains(Trivia));
}

/// <summary><c>cs_trivia</c>: white space, comments, directives and skipped text.</summary>
internal static class TriviaRelation
{
    public static CodeRelation<TriviaRow> Value { get; } = new(
    [
        RelationColumn<TriviaRow>.Id("node_id", row => NodeId.OfSpan(row.Document.PathUtf8, row.Document.Start(row.Span), row.Document.End(row.Span), KindNames.Of(row.Trivia.RawKind).Utf8, 0)),
        RelationColumn<TriviaRow>.Id("parent_id", row => row.Trivia.Token.Parent is { } node ? row.Document.IdOf(node) : row.Document.Id),
        RelationColumn<TriviaRow>.Bytes("path", row => row.Document.PathUtf8),
        RelationColumn<TriviaRow>.Bytes("kind", row => KindNames.Of(row.Trivia.RawKind).Utf8),
        RelationColumn<TriviaRow>.Number("bstart", row => row.Document.Start(row.Span)),
        RelationColumn<TriviaRow>.Number("bend", row => row.Document.End(row.Span)),
        RelationColumn<TriviaRow>.Number("line", row => row.Document.Line(row.Span.Start)),
        RelationColumn<TriviaRow>.Truth("is_leading", row => row.IsLeading),
        RelationColumn<TriviaRow>.Text("text", row => row.Document.Decoded.Text.Substring(row.Span.Start, row.Span.Length)),
    ],
    row => KindNames.Of(row.Trivia.RawKind).Text,
    scan => scan.Document.Tree(scan.CancellationToken).GetRoot(scan.CancellationToken).DescendantTrivia().Select(trivia => new TriviaRow(scan.Document, trivia)));
}
