using Microsoft.CodeAnalysis;
using Weir.CodeGraph.Symbols;

namespace Weir.CodeGraph.Relations;

/// <summary>
/// <c>cs_symbols</c>: what is declared, a row a symbol, at its first declaration. Bodies are bound only for what they
/// declare themselves, and not at all when no such kind is wanted.
/// </summary>
internal static class SymbolsRelation
{
    /// <param name="hasLocals">Whether what bodies declare is wanted.</param>
    public static CodeRelation<DeclaredSymbol> Of(bool hasLocals) => new(Columns, row => row.Entry.Kind, scan => Rows(scan, hasLocals));

    private static IReadOnlyList<RelationColumn<DeclaredSymbol>> Columns { get; } =
    [
        RelationColumn<DeclaredSymbol>.Id("symbol_id", row => row.Entry.Id),
        RelationColumn<DeclaredSymbol>.Bytes("path", row => row.Place.Document.PathUtf8),
        RelationColumn<DeclaredSymbol>.Text("kind", row => row.Entry.Kind),
        RelationColumn<DeclaredSymbol>.Text("name", row => row.Entry.Name),
        RelationColumn<DeclaredSymbol>.Number("bstart", row => row.Place.Start),
        RelationColumn<DeclaredSymbol>.Number("bend", row => row.Place.End),
        RelationColumn<DeclaredSymbol>.Number("name_bstart", row => row.Place.Document.Start(row.Name)),
        RelationColumn<DeclaredSymbol>.Number("name_bend", row => row.Place.Document.End(row.Name)),
        RelationColumn<DeclaredSymbol>.Number("line", row => row.Place.Document.Line(row.Place.Span.Start)),
        RelationColumn<DeclaredSymbol>.Number("lines", row => 1 + row.Place.Document.Line(row.Place.Span.End) - row.Place.Document.Line(row.Place.Span.Start)),
        RelationColumn<DeclaredSymbol>.Id("node_id", row => row.Place.Id),
        RelationColumn<DeclaredSymbol>.Text("doc_id", row => row.Entry.DocumentationId, isNullable: true),
        RelationColumn<DeclaredSymbol>.Text("namespace", row => Namespace(row.Symbol)),
        RelationColumn<DeclaredSymbol>.Text("assembly", row => row.Entry.Assembly),
        RelationColumn<DeclaredSymbol>.Text("accessibility", row => SymbolWords.Accessibility(row.Symbol), isNullable: true),
        RelationColumn<DeclaredSymbol>.Text("modifiers", row => SymbolWords.Modifiers(row.Symbol)),
        RelationColumn<DeclaredSymbol>.Text("signature", row => SymbolWords.Signature(row.Symbol)),
        RelationColumn<DeclaredSymbol>.Text("type", row => SymbolWords.Type(row.Symbol), isNullable: true),
        RelationColumn<DeclaredSymbol>.Number("arity", row => row.Symbol switch { INamedTypeSymbol type => type.Arity, IMethodSymbol method => method.Arity, _ => 0 }),
        RelationColumn<DeclaredSymbol>.Number("declarations", row => Math.Max(1, row.Symbol.DeclaringSyntaxReferences.Length)),
        RelationColumn<DeclaredSymbol>.Truth("is_implicit", row => row.Symbol.IsImplicitlyDeclared),
        RelationColumn<DeclaredSymbol>.Id("container_id", row => row.ContainerId),
    ];

    private static IEnumerable<DeclaredSymbol> Rows(RelationScan scan, bool hasLocals)
    {
        foreach (DeclaredSymbol declared in scan.CodeBase.Declared(scan.Document, scan.CancellationToken))
            yield return declared;
        if (!hasLocals || !SymbolKinds.Local.Any(kind => scan.Kinds.Allows(kind)))
            yield break;
        foreach (DeclaredSymbol local in scan.CodeBase.Bodies(scan.Document, scan.CancellationToken).Locals)
            yield return local;
    }

    private static string Namespace(ISymbol symbol) => symbol switch
    {
        INamespaceSymbol => symbol.ContainingNamespace is { IsGlobalNamespace: false } around ? around.ToDisplayString() : "",
        _ => symbol.ContainingNamespace is { IsGlobalNamespace: false } own ? own.ToDisplayString() : "",
    };
}
