using Microsoft.CodeAnalysis;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Relations;

/// <summary>
/// Walks the nodes of a file, parents before children, and stands at one of them. It is its own row: nothing is
/// allocated a node, and an id is made once, though each child asks for it.
/// </summary>
internal sealed class SyntaxCursor(SourceDocument document, SyntaxTree tree)
{
    private readonly List<Level> _levels = [];

    public SourceDocument Document => document;

    public SyntaxNode Node { get; private set; } = null!;

    /// <summary>Nodes above this one.</summary>
    public int Depth { get; private set; }

    /// <summary>Place among the child nodes of its parent, from 0.</summary>
    public int Place { get; private set; }

    public NodeId Id => IdAt(Depth);

    public NodeId? ParentId => Depth == 0 ? null : IdAt(Depth - 1);

    /// <summary>Goes through all nodes. Each item is this cursor.</summary>
    public IEnumerable<SyntaxCursor> Walk(CancellationToken cancellationToken)
    {
        Enter(tree.GetRoot(cancellationToken), 0, 0);
        yield return this;
        int open = 0;
        while (open >= 0)
        {
            if (!_levels[open].Children.MoveNext())
            {
                open--;
                continue;
            }
            if (_levels[open].Children.Current.AsNode() is not { } child)
                continue;
            Enter(child, open + 1, _levels[open].Entered++);
            open++;
            yield return this;
        }
    }

    private void Enter(SyntaxNode node, int depth, int place)
    {
        (Node, Depth, Place) = (node, depth, place);
        if (depth == _levels.Count)
            _levels.Add(new Level());
        Level level = _levels[depth];
        level.Node = node;
        level.Children = node.ChildNodesAndTokens().GetEnumerator();
        level.Entered = 0;
        level.Id = null;
    }

    private NodeId IdAt(int depth)
    {
        Level level = _levels[depth];
        return level.Id ??= document.IdOf(level.Node);
    }

    // A class, so that the enumerator inside moves in place.
    private sealed class Level
    {
        public SyntaxNode Node = null!;
        public ChildSyntaxList.Enumerator Children;
        public int Entered;
        public NodeId? Id;
    }
}
