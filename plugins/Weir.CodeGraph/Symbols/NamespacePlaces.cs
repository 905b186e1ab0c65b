using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Symbols;

/// <summary>Where each namespace of a code base is declared first: projects share namespaces, and each has one row. Safe for many threads.</summary>
internal sealed class NamespacePlaces(IReadOnlyList<SourceDocument> documents)
{
    private readonly Once<Dictionary<string, (SourceDocument Document, int Start)>> _first = new();

    /// <summary>The file and the place in it; null when no file declares it.</summary>
    /// <param name="documentationId"><c>N:Shop.Orders</c>.</param>
    public (SourceDocument Document, int Start)? First(string documentationId) =>
        _first.Get(Read).TryGetValue(documentationId, out (SourceDocument, int) first) ? first : null;

    private Dictionary<string, (SourceDocument, int)> Read()
    {
        Dictionary<string, (SourceDocument, int)> found = new(StringComparer.Ordinal);
        foreach (SourceDocument document in documents)
            foreach (SyntaxNode node in document.Tree(CancellationToken.None).GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax))
                if (node is BaseNamespaceDeclarationSyntax declaration)
                    Add(declaration, document, found);
        return found;
    }

    private static void Add(BaseNamespaceDeclarationSyntax declaration, SourceDocument document, Dictionary<string, (SourceDocument, int)> found)
    {
        string around = string.Concat(declaration.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(outer => Dotted(outer.Name) + "."));
        SyntaxNode place = declaration;
        for (NameSyntax? name = declaration.Name; name is not null; name = (name as QualifiedNameSyntax)?.Left)
        {
            found.TryAdd($"N:{around}{Dotted(name)}", (document, place.SpanStart));
            place = ((name as QualifiedNameSyntax)?.Left ?? (SyntaxNode)name);
        }
    }

    private static string Dotted(NameSyntax name) =>
        string.Join('.', name.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(part => part.Identifier.ValueText));
}
