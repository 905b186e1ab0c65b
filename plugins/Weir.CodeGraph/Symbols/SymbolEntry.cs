using Microsoft.CodeAnalysis;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Symbols;

/// <summary>A symbol as the graph names it. Immutable.</summary>
/// <param name="Symbol">The definition.</param>
/// <param name="Id">Its id.</param>
/// <param name="DocumentationId">The compiler's name for it, <c>M:Shop.Cart.Add(System.Int32)</c>; null for what is declared in a body.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Assembly">The assembly that declares it; empty for namespaces.</param>
/// <param name="IsSource">Whether it has a row in <c>cs_symbols</c>.</param>
internal sealed record SymbolEntry(ISymbol Symbol, NodeId Id, string? DocumentationId, string Kind, string Assembly, bool IsSource)
{
    public string Name => Symbol is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } constructor
        ? constructor.ContainingType.Name
        : Symbol.Name;
}
