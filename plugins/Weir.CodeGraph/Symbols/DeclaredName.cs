using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Weir.CodeGraph.Symbols;

/// <summary>Where in a declaration the name stands.</summary>
internal static class DeclaredName
{
    public static TextSpan Of(SyntaxNode node) => node switch
    {
        BaseNamespaceDeclarationSyntax declaration => declaration.Name.Span,
        NameSyntax name => name.Span,
        BaseTypeDeclarationSyntax declaration => declaration.Identifier.Span,
        DelegateDeclarationSyntax declaration => declaration.Identifier.Span,
        MethodDeclarationSyntax declaration => declaration.Identifier.Span,
        ConstructorDeclarationSyntax declaration => declaration.Identifier.Span,
        DestructorDeclarationSyntax declaration => declaration.Identifier.Span,
        OperatorDeclarationSyntax declaration => declaration.OperatorToken.Span,
        ConversionOperatorDeclarationSyntax declaration => declaration.Type.Span,
        PropertyDeclarationSyntax declaration => declaration.Identifier.Span,
        IndexerDeclarationSyntax declaration => declaration.ThisKeyword.Span,
        EventDeclarationSyntax declaration => declaration.Identifier.Span,
        VariableDeclaratorSyntax declaration => declaration.Identifier.Span,
        EnumMemberDeclarationSyntax declaration => declaration.Identifier.Span,
        ParameterSyntax declaration => declaration.Identifier.Span,
        TypeParameterSyntax declaration => declaration.Identifier.Span,
        LocalFunctionStatementSyntax declaration => declaration.Identifier.Span,
        SingleVariableDesignationSyntax declaration => declaration.Identifier.Span,
        ForEachStatementSyntax declaration => declaration.Identifier.Span,
        CatchDeclarationSyntax declaration => declaration.Identifier.Span,
        LabeledStatementSyntax declaration => declaration.Identifier.Span,
        FromClauseSyntax declaration => declaration.Identifier.Span,
        LetClauseSyntax declaration => declaration.Identifier.Span,
        JoinClauseSyntax declaration => declaration.Identifier.Span,
        JoinIntoClauseSyntax declaration => declaration.Identifier.Span,
        QueryContinuationSyntax declaration => declaration.Identifier.Span,
        _ => new TextSpan(node.SpanStart, 0),
    };

    /// <summary>Whether a node of this kind may declare something in a body.</summary>
    public static bool IsLocal(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax declarator => declarator.Parent?.Parent is not (FieldDeclarationSyntax or EventFieldDeclarationSyntax),
        SingleVariableDesignationSyntax or ForEachStatementSyntax or CatchDeclarationSyntax { Identifier.RawKind: not (int)SyntaxKind.None } => true,
        LocalFunctionStatementSyntax or LabeledStatementSyntax or FromClauseSyntax or LetClauseSyntax or JoinClauseSyntax or JoinIntoClauseSyntax or QueryContinuationSyntax => true,
        ParameterSyntax parameter => IsOfLambda(parameter),
        TypeParameterSyntax { Parent.Parent: LocalFunctionStatementSyntax } => true,
        _ => false,
    };

    private static bool IsOfLambda(ParameterSyntax parameter) =>
        parameter.Parent is SimpleLambdaExpressionSyntax || parameter.Parent?.Parent is ParenthesizedLambdaExpressionSyntax or AnonymousMethodExpressionSyntax or LocalFunctionStatementSyntax;
}
