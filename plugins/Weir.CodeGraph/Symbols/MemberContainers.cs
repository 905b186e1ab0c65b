using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Weir.CodeGraph.Symbols;

/// <summary>Which nodes hold what stands in them: namespaces, types and members; not the functions inside a member.</summary>
internal static class MemberContainers
{
    /// <summary>The symbol that a node's content belongs to; null when the node begins none.</summary>
    public static ISymbol? Of(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) => node switch
    {
        BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or BaseMethodDeclarationSyntax
            or BasePropertyDeclarationSyntax or EnumMemberDeclarationSyntax => model.GetDeclaredSymbol(node, cancellationToken),
        BaseFieldDeclarationSyntax { Declaration.Variables: [var first, ..] } => model.GetDeclaredSymbol(first, cancellationToken),
        VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } => model.GetDeclaredSymbol(node, cancellationToken),
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => model.GetDeclaredSymbol(unit, cancellationToken),
        _ => null,
    };
}
