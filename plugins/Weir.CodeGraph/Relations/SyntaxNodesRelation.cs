using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Relations;

/// <summary><c>cs_syntax_nodes</c>: every node of every file, parents before children.</summary>
internal static class SyntaxNodesRelation
{
    public static CodeRelation<SyntaxCursor> Value { get; } = new(
    [
        RelationColumn<SyntaxCursor>.Id("node_id", at => at.Id),
        RelationColumn<SyntaxCursor>.Id("parent_id", at => at.ParentId, isNullable: true),
        RelationColumn<SyntaxCursor>.Bytes("path", at => at.Document.PathUtf8),
        RelationColumn<SyntaxCursor>.Bytes("kind", at => KindNames.Of(at.Node.RawKind).Utf8),
        RelationColumn<SyntaxCursor>.Number("bstart", at => at.Document.Start(at.Node.Span)),
        RelationColumn<SyntaxCursor>.Number("bend", at => at.Document.End(at.Node.Span)),
        RelationColumn<SyntaxCursor>.Number("line", at => at.Document.Line(at.Node.SpanStart)),
        RelationColumn<SyntaxCursor>.Number("depth", at => at.Depth),
        RelationColumn<SyntaxCursor>.Number("place", at => at.Place),
        RelationColumn<SyntaxCursor>.Truth("is_missing", at => at.Node.IsMissing),
        RelationColumn<SyntaxCursor>.Truth("has_errors", at => at.Node.ContainsDiagnostics),
        RelationColumn<SyntaxCursor>.Text("text", at => at.Document.Decoded.Text.Substring(at.Node.SpanStart, at.Node.Span.Length)),
    ],
    at => KindNames.Of(at.Node.RawKind).Text,
    scan => new SyntaxCursor(scan.Document, scan.Document.Tree(scan.CancellationToken)).Walk(scan.CancellationToken));
}
