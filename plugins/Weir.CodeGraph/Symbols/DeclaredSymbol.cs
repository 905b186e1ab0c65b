using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Symbols;

/// <summary>A symbol at the place of its first declaration. Holds no tree.</summary>
/// <param name="Entry">The symbol.</param>
/// <param name="Place">The declaration; for an implicit member that of its type.</param>
/// <param name="Name">Where its name stands.</param>
/// <param name="ContainerId">The symbol that it is declared in; the file when there is none.</param>
internal sealed record DeclaredSymbol(SymbolEntry Entry, NodePlace Place, TextSpan Name, NodeId ContainerId)
{
    public ISymbol Symbol => Entry.Symbol;

    public static DeclaredSymbol At(SymbolTable symbols, SymbolEntry entry, SourceDocument document, SyntaxNode node)
    {
        ISymbol? owner = entry.Symbol.ContainingSymbol;
        // What is declared in a lambda is declared in the member around it.
        while (owner is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
            owner = owner.ContainingSymbol;
        if (owner is IModuleSymbol or IAssemblySymbol)
            owner = null;
        return new DeclaredSymbol(entry, NodePlace.Of(document, node), DeclaredName.Of(node), symbols.Of(owner)?.Id ?? document.Id);
    }
}
