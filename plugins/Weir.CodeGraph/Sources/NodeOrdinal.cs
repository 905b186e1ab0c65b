using Microsoft.CodeAnalysis;

namespace Weir.CodeGraph.Sources;

/// <summary>Tells nodes of one kind apart that cover the very same bytes.</summary>
internal static class NodeOrdinal
{
    /// <summary>How many nodes of the same kind and span stand before a node, in the order of the tree.</summary>
    public static int Of(SyntaxNode node) => node.Span.IsEmpty ? AmongEmpty(node) : AmongAncestors(node);

    // Two nodes that cover the same bytes, and at least one, are one inside the other.
    private static int AmongAncestors(SyntaxNode node)
    {
        int before = 0;
        for (SyntaxNode? above = node.Parent; above is not null && above.Span == node.Span; above = above.Parent)
            if (above.RawKind == node.RawKind)
                before++;
        return before;
    }

    // What the parser put in for missing text has no width and may stand beside others of its kind.
    private static int AmongEmpty(SyntaxNode node)
    {
        int before = 0;
        foreach (SyntaxNode other in node.SyntaxTree.GetRoot().DescendantNodesAndSelf(inside => inside.FullSpan.IntersectsWith(node.Span)))
        {
            if (other == node)
                break;
            if (other.RawKind == node.RawKind && other.Span == node.Span)
                before++;
        }
        return before;
    }
}
