using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Symbols;

/// <summary>A symbol at the place of its first declaration. Holds no tree.</summary>
/// <param name="Entry">The symbol.</param>
/// <param name="Place">The declaration; for an implicit member that of its type.</param>
/// <param name="Name">Where its name stands.</param>
internal sealed record DeclaredSymbol(SymbolEntry Entry, NodePlace Place, TextSpan Name)
{
    public ISymbol Symbol => Entry.Symbol;

    public static DeclaredSymbol At(SymbolEntry entry, SourceDocument document, SyntaxNode node) =>
        new(entry, NodePlace.Of(document, node), DeclaredName.Of(node));
}
