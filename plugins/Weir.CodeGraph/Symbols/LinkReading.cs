using Microsoft.CodeAnalysis;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Symbols;

/// <summary>What the types of a file build on, and their members. Binds signatures only.</summary>
internal sealed class LinkReading(CodeBase codeBase, SourceDocument document, CancellationToken cancellationToken)
{
    public IEnumerable<SymbolLink> Read()
    {
        foreach (DeclaredSymbol declared in codeBase.Declared(document, cancellationToken))
        {
            IEnumerable<SymbolLink> links = declared.Symbol switch
            {
                INamedTypeSymbol type => OfType(type, declared).Concat(Implementations(type, declared)),
                IMethodSymbol { OverriddenMethod: { } overridden } => Link(declared, overridden, "overrides", isDirect: true),
                IPropertySymbol { OverriddenProperty: { } overridden } => Link(declared, overridden, "overrides", isDirect: true),
                IEventSymbol { OverriddenEvent: { } overridden } => Link(declared, overridden, "overrides", isDirect: true),
                _ => [],
            };
            foreach (SymbolLink link in links)
                yield return link;
        }
    }

    private IEnumerable<SymbolLink> OfType(INamedTypeSymbol type, DeclaredSymbol declared)
    {
        string kind = type.TypeKind == TypeKind.Interface ? "base_interface" : "interface";
        IEnumerable<SymbolLink> links = type.BaseType is { } basis ? Link(declared, basis, "base_class", isDirect: true) : [];
        foreach (INamedTypeSymbol @interface in type.AllInterfaces.OrderBy(other => other.GetDocumentationCommentId(), StringComparer.Ordinal))
            links = links.Concat(Link(declared, @interface, kind, type.Interfaces.Contains(@interface, SymbolEqualityComparer.Default)));
        // Two constructions of one generic interface are one definition.
        return links.DistinctBy(link => (link.To.Id, link.Kind));
    }

    // A member that a base type brings implements it there, and the row stands with that type.
    private IEnumerable<SymbolLink> Implementations(INamedTypeSymbol type, DeclaredSymbol declared)
    {
        if (type.TypeKind is TypeKind.Interface or TypeKind.Enum or TypeKind.Delegate)
            yield break;
        HashSet<(NodeId, NodeId)> seen = [];
        IEnumerable<ISymbol> members = type.AllInterfaces.OrderBy(other => other.ToDisplayString(), StringComparer.Ordinal).SelectMany(other => other.GetMembers());
        foreach (ISymbol member in members.Where(member => member is IMethodSymbol { AssociatedSymbol: null } or IPropertySymbol or IEventSymbol))
        {
            if (type.FindImplementationForInterfaceMember(member) is not { } found || !SymbolEqualityComparer.Default.Equals(found.ContainingType, type)
                || codeBase.Symbols.Of(found) is not { IsSource: true } from || codeBase.Symbols.Of(member) is not { } to || !seen.Add((from.Id, to.Id)))
                continue;
            (SourceDocument Document, SyntaxReference Place)? place = codeBase.Symbols.Declarations(from.Symbol) is [var first, ..] ? first : null;
            yield return place is { } at
                ? new SymbolLink(from, to, at.Document, DeclaredName.Of(at.Place.GetSyntax(cancellationToken)), "implements", IsDirect: true)
                : new SymbolLink(from, to, document, declared.Name, "implements", IsDirect: true);
        }
    }

    private IEnumerable<SymbolLink> Link(DeclaredSymbol from, ISymbol to, string kind, bool isDirect) =>
        codeBase.Symbols.Of(to) is { } target ? [new SymbolLink(from.Entry, target, document, from.Name, kind, isDirect)] : [];
}
