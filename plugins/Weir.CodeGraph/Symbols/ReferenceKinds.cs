using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Weir.CodeGraph.Symbols;

/// <summary>How a name is used, told by what stands around it.</summary>
internal static class ReferenceKinds
{
    public static string Of(SyntaxNode name, ISymbol symbol)
    {
        if (IsInNameOf(name))
            return "nameof";
        return symbol switch
        {
            INamespaceSymbol => "namespace",
            ITypeSymbol => Widest(name).Parent is BaseTypeSyntax ? "base_type" : "type",
            IMethodSymbol => IsInvoked(Widest(name)) ? "call" : "method_group",
            ILabelSymbol => "goto",
            _ => Access(Widest(name)),
        };
    }

    // Of a.b.c in a.b.c.d() = 1: the widest expression that ends in the name is what is read or written.
    private static SyntaxNode Widest(SyntaxNode name)
    {
        SyntaxNode at = name;
        while (at.Parent is MemberAccessExpressionSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax or MemberBindingExpressionSyntax or ParenthesizedExpressionSyntax or NullableTypeSyntax
            && at.Parent.Span.End == at.Span.End)
            at = at.Parent;
        return at.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } ? at.Parent : at;
    }

    private static bool IsInvoked(SyntaxNode at) => at.Parent is InvocationExpressionSyntax invocation && invocation.Expression == at;

    private static string Access(SyntaxNode at) => at.Parent switch
    {
        AssignmentExpressionSyntax assignment when assignment.Left == at => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) ? "write" : "read_write",
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => "read_write",
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } => "read_write",
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword } => "write",
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword } or RefExpressionSyntax => "read_write",
        ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax outer } tuple } when outer.Left == tuple => "write",
        NameEqualsSyntax => "write",
        NameColonSyntax { Parent: ArgumentSyntax or AttributeArgumentSyntax } => "argument_name",
        _ => "read",
    };

    private static bool IsInNameOf(SyntaxNode name)
    {
        SyntaxNode at = name;
        while (at.Parent is MemberAccessExpressionSyntax or QualifiedNameSyntax)
            at = at.Parent;
        return at.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } };
    }
}
