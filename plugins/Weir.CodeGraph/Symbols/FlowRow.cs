using Microsoft.CodeAnalysis.Text;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Symbols;

/// <summary>A basic block, or a branch from one to another.</summary>
/// <param name="Document">The file.</param>
/// <param name="Member">The member whose flow it is; null outside types.</param>
/// <param name="Owner">The id of the body: the node that holds it.</param>
/// <param name="Kind"><c>entry</c>, <c>block</c>, <c>exit</c>; for branches <c>regular</c>, <c>return</c>, <c>throw</c> and so on.</param>
/// <param name="Ordinal">The block, or the one that a branch leaves.</param>
/// <param name="Target">The block that a branch enters; null for blocks and for branches that leave the body.</param>
/// <param name="Condition"><c>when_true</c>, <c>when_false</c> or null for a branch that is always taken.</param>
/// <param name="Operations">Operations of the block; 0 for branches.</param>
/// <param name="IsReachable">Whether the block is.</param>
/// <param name="Span">The text of the block's operations, of the condition; null when nothing was written for it.</param>
internal sealed record FlowRow(
    SourceDocument Document, SymbolEntry? Member, NodeId Owner, string Kind, int Ordinal, int? Target, string? Condition, int Operations, bool IsReachable, TextSpan? Span)
{
    public bool IsBlock => Kind is "entry" or "block" or "exit";

    /// <summary>The id of a block of the same body.</summary>
    public NodeId IdOf(int ordinal) => NodeId.Of(Owner.Digits, "block", ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
