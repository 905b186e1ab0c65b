using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Weir.CodeGraph.Sources;

/// <summary>Which node of a file is meant, without holding its tree.</summary>
/// <param name="Document">The file.</param>
/// <param name="Span">The characters that it covers.</param>
/// <param name="RawKind">Its kind.</param>
/// <param name="Ordinal">As <see cref="NodeOrdinal.Of"/>.</param>
internal readonly record struct NodePlace(SourceDocument Document, TextSpan Span, ushort RawKind, int Ordinal)
{
    public long Start => Document.Start(Span);

    public long End => Document.End(Span);

    public NodeId Id => NodeId.OfSpan(Document.PathUtf8, Start, End, KindNames.Of(RawKind).Utf8, Ordinal);

    public static NodePlace Of(SourceDocument document, SyntaxNode node) => new(document, node.Span, (ushort)node.RawKind, NodeOrdinal.Of(node));
}
