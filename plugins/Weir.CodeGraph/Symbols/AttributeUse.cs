using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Symbols;

/// <summary>An attribute on a declaration.</summary>
/// <param name="Place">The attribute.</param>
/// <param name="Attribute">Its class.</param>
/// <param name="Target">What it stands on; null: the assembly or module.</param>
/// <param name="Kind">What that is.</param>
/// <param name="Arguments">The arguments as they are written, without the parentheses; empty without any.</param>
internal sealed record AttributeUse(NodePlace Place, SymbolEntry Attribute, SymbolEntry? Target, string Kind, string Arguments)
{
    /// <summary>The attributes of a file in the order of the text; those that do not resolve are left out.</summary>
    public static IEnumerable<AttributeUse> Of(CodeBase codeBase, SourceDocument document, CancellationToken cancellationToken)
    {
        SemanticModel model = codeBase.Model(document, cancellationToken);
        foreach (SyntaxNode node in model.SyntaxTree.GetRoot(cancellationToken).DescendantNodes())
        {
            if (node is not AttributeSyntax { Parent: AttributeListSyntax list } attribute)
                continue;
            SymbolInfo info = model.GetSymbolInfo(attribute, cancellationToken);
            if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not IMethodSymbol constructor || codeBase.Symbols.Of(constructor.ContainingType) is not { } type)
                continue;
            SymbolEntry? target = codeBase.Symbols.Of(Targeted(list, model, cancellationToken));
            string kind = list.Target?.Identifier.ValueText is "return" or "assembly" or "module" or "field" or "param" ? list.Target.Identifier.ValueText : target?.Kind ?? "other";
            yield return new AttributeUse(NodePlace.Of(document, attribute), type, target, kind, Written(attribute));
        }
    }

    private static string Written(AttributeSyntax attribute) =>
        attribute.ArgumentList is { Arguments: { Count: > 0 } arguments } ? string.Join(", ", arguments.Select(argument => argument.ToString())) : "";

    private static ISymbol? Targeted(AttributeListSyntax list, SemanticModel model, CancellationToken cancellationToken) => list.Parent switch
    {
        CompilationUnitSyntax => null,
        BaseFieldDeclarationSyntax { Declaration.Variables: [var first, ..] } => model.GetDeclaredSymbol(first, cancellationToken),
        AccessorDeclarationSyntax accessor => model.GetDeclaredSymbol(accessor, cancellationToken),
        { } node => model.GetDeclaredSymbol(node, cancellationToken),
        null => null,
    };
}
