using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Weir.CodeGraph.Projects;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Symbols;

/// <summary>
/// Names symbols: by assembly and documentation id, or by place where they have none. So an id stays when other files
/// change, and when a type moves to another file. Safe for many threads.
/// </summary>
internal sealed class SymbolTable(DocumentTrees trees, NamespacePlaces namespaces)
{
    private readonly ConcurrentDictionary<ISymbol, SymbolEntry> _entries = new(SymbolEqualityComparer.Default);

    /// <summary>The entry of what a name is bound to; null for what nobody declared.</summary>
    public SymbolEntry? Of(ISymbol? symbol) => SymbolDefinition.Of(symbol) is { } definition ? _entries.GetOrAdd(definition, Make) : null;

    /// <summary>The declarations of a symbol in files whose rows are wanted, in the order of paths; the first is where its row stands.</summary>
    public IReadOnlyList<(SourceDocument Document, SyntaxReference Place)> Declarations(ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences is [var only])
            return trees.Of(only.SyntaxTree) is { IsEmitted: true } document ? [(document, only)] : [];
        List<(SourceDocument Document, SyntaxReference Place)> found = new(symbol.DeclaringSyntaxReferences.Length);
        foreach (SyntaxReference place in symbol.DeclaringSyntaxReferences)
        {
            if (trees.Of(place.SyntaxTree) is { IsEmitted: true } document)
                found.Add((document, place));
        }
        found.Sort(static (left, right) => string.CompareOrdinal(left.Document.Path, right.Document.Path) is not 0 and var byPath
            ? byPath
            : left.Place.Span.Start.CompareTo(right.Place.Span.Start));
        return found;
    }

    private SymbolEntry Make(ISymbol symbol)
    {
        string kind = SymbolKinds.Of(symbol);
        if (symbol is INamespaceSymbol)
        {
            string name = symbol.GetDocumentationCommentId() ?? "N:";
            return new SymbolEntry(symbol, NodeId.Of(name), name, kind, "", namespaces.First(name) is not null);
        }
        string key = Key(symbol);
        bool isSource = IsSource(symbol);
        return Documented(symbol) is { } id
            ? new SymbolEntry(symbol, Identified(key, id, symbol), id, kind, Assembly(symbol), isSource)
            : new SymbolEntry(symbol, Placed(symbol, key, kind), null, kind, Assembly(symbol), isSource);
    }

    private bool IsSource(ISymbol symbol) => symbol is { IsImplicitlyDeclared: true, ContainingType: { } type } and (IMethodSymbol or IPropertySymbol)
        ? SymbolDeclarations.IsNamed(symbol) && Declarations(type).Count > 0
        : Declarations(symbol).Count > 0;

    private static string? Documented(ISymbol symbol) =>
        symbol is IParameterSymbol or ITypeParameterSymbol or ILocalSymbol or IRangeVariableSymbol or ILabelSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction }
            ? null
            : symbol.GetDocumentationCommentId() is { Length: > 0 } id ? id : null;

    private static string Assembly(ISymbol symbol) => symbol.ContainingAssembly?.Name ?? "";

    // Types that only their file sees may share a name, and two projects may share an assembly's.
    private string Key(ISymbol symbol)
    {
        INamedTypeSymbol? outermost = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        while (outermost?.ContainingType is { } around)
            outermost = around;
        ISymbol placed = outermost ?? symbol;
        SourceDocument? document = Declarations(placed) is [var first, ..]
            ? first.Document
            : placed.DeclaringSyntaxReferences is [var place, ..] ? trees.Of(place.SyntaxTree) : null;
        string key = document?.Project.Key ?? Assembly(symbol);
        return outermost is { IsFileLocal: true } && document is not null ? $"{key}\u001f{document.Path}" : key;
    }

    private static NodeId Identified(string key, string id, ISymbol symbol)
    {
        int before = symbol.DeclaringSyntaxReferences.IsEmpty ? 0 : TwinsBefore(symbol, id);
        return before == 0 ? NodeId.Of(key, id) : NodeId.Of(key, id, before.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    // Code with mistakes declares a name twice.
    private static int TwinsBefore(ISymbol symbol, string id)
    {
        IEnumerable<ISymbol> named = symbol switch
        {
            { ContainingType: { } type } => type.GetMembers(symbol.Name),
            INamedTypeSymbol type => type.ContainingNamespace?.GetTypeMembers(type.Name, type.Arity) ?? [],
            _ => [],
        };
        return named.TakeWhile(other => !SymbolEqualityComparer.Default.Equals(other, symbol)).Count(other => other.GetDocumentationCommentId() == id);
    }

    private NodeId Placed(ISymbol symbol, string key, string kind)
    {
        if (symbol is IParameterSymbol or ITypeParameterSymbol && kind != "lambda_parameter" && Of(symbol.ContainingSymbol) is { DocumentationId: not null } owner)
        {
            int ordinal = symbol is IParameterSymbol parameter ? parameter.Ordinal : ((ITypeParameterSymbol)symbol).Ordinal;
            return NodeId.Of(owner.Id.Digits, kind, ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        if (symbol.DeclaringSyntaxReferences.FirstOrDefault() is not { } place || trees.Of(place.SyntaxTree) is not { } document)
            return NodeId.Of(key, symbol.ToDisplayString(), kind);
        return NodeId.OfSpan(document.PathUtf8, document.Start(place.Span), document.End(place.Span), System.Text.Encoding.UTF8.GetBytes(kind), 0);
    }
}
